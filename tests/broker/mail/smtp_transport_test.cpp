#include <doctest/doctest.h>

#include "tests/broker/mail/smtp_server.hpp"

namespace traction::test {
namespace {

using adapters::SmtpTransport;
using ports::MailOutcome;
using Tls = SmtpServer::Tls;
using Verdict = MailOutcome::Verdict;

ports::Mail mail_to(const std::string& recipient, const std::string& id = "l1") {
    return {
        .letter = LetterId::parse(id).value(),
        .message_id = id + "@traction.example",
        .sender = "post@traction.example",
        .recipient = recipient + "@example.org",
        .content = "Subject: Hello\r\nMessage-ID: <" + id + "@traction.example>\r\n\r\n.\r\n..two dots\r\n"};
}

/// What becomes of the next mail that was begun.
MailOutcome outcome_of(SmtpTransport& transport) {
    std::vector<MailOutcome> outcomes;
    const auto came = [&] {
        outcomes = transport.take_outcomes();
        return !outcomes.empty();
    };
    if (!wait_until(came)) throw std::runtime_error("a mail has no outcome");
    return outcomes.front();
}

MailOutcome send(const adapters::SmtpServer& server, const ports::Mail& mail) {
    SmtpTransport transport(server);
    transport.begin(mail);
    return outcome_of(transport);
}

}  // namespace

TEST_CASE("SMTP: a mail arrives byte for byte, in the clear, by STARTTLS or by TLS from the first byte") {
    for (const auto tls : {Tls::none, Tls::starttls, Tls::implicit}) {
        CAPTURE(static_cast<int>(tls));
        const SmtpServer server(tls);
        CHECK(send(server.address(), mail_to("ada")).verdict == Verdict::delivered);
        const auto mails = server.mails();
        REQUIRE(mails.size() == 1);
        CHECK(mails[0].at("from") == "post@traction.example");
        CHECK(mails[0].at("to") == nlohmann::json{"ada@example.org"});
        CHECK(mails[0].at("content") == mail_to("ada").content);
        CHECK(mails[0].at("tls") == (tls != Tls::none));
    }
}

TEST_CASE("SMTP: with a login, and a wrong password is no fault of the mail") {
    const SmtpServer server(Tls::starttls, /*with_login=*/true);
    auto address = server.address();
    CHECK(send(address, mail_to("ada")).verdict == Verdict::delivered);
    CHECK(server.mails().at(0).at("user") == "traction");
    address.password = Secret("wrong horse");
    const auto outcome = send(address, mail_to("ada"));
    CHECK(outcome.verdict == Verdict::try_later);
    CHECK(outcome.reason == "the server answered 535");
    address.user.clear();
    CHECK(send(address, mail_to("ada")).verdict == Verdict::try_later);
    CHECK(server.mails().size() == 1);
}

TEST_CASE("SMTP: nothing is said to a server without TLS, or one that nobody vouches for") {
    const SmtpServer clear(Tls::none);
    auto address = clear.address();
    address.in_clear = false;
    CHECK(send(address, mail_to("ada")).verdict == Verdict::try_later);
    CHECK(clear.mails().empty());
    for (const auto tls : {Tls::starttls, Tls::implicit}) {
        const SmtpServer stranger(tls);
        address = stranger.address();
        address.authorities.clear();
        CHECK(send(address, mail_to("ada")).verdict == Verdict::try_later);
        CHECK(stranger.mails().empty());
    }
}

TEST_CASE(
    "SMTP: a refusal for good is one of the mail; the server's and the network's troubles are tried later") {
    const SmtpServer server(Tls::starttls);
    struct Row {
        const char* recipient;
        Verdict verdict;
        std::string reason;
    };
    for (const auto& row :
         {Row{"refuse", Verdict::refused, "the server answered 550"},
          Row{"refuse-content", Verdict::refused, "the server answered 554"},
          Row{"later", Verdict::try_later, "the server answered 451"}, Row{"drop", Verdict::try_later, ""}}) {
        CAPTURE(row.recipient);
        const auto outcome = send(server.address(), mail_to(row.recipient));
        CHECK(outcome.verdict == row.verdict);
        CHECK(outcome.reason.find("example.org") == std::string::npos);
        if (!row.reason.empty()) CHECK(outcome.reason == row.reason);
    }
}

TEST_CASE("SMTP: a server that is not there, or does not answer in time, is tried later") {
    SmtpServer server(Tls::none);
    auto address = server.address();
    address.patience = Milliseconds{300};
    CHECK(send(address, mail_to("slow")).verdict == Verdict::try_later);
    server.kill();
    CHECK(send(address, mail_to("ada")).verdict == Verdict::try_later);
}

TEST_CASE("SMTP: a slow mail does not hold back the others, and its outcome comes when the server answers") {
    const SmtpServer server(Tls::starttls);
    SmtpTransport transport(server.address());
    transport.begin(mail_to("slow", "l1"));
    REQUIRE(wait_until([&] { return transport.take_outcomes().empty() && server.mails().size() == 1; }));
    for (const auto* id : {"l2", "l3", "l4"}) {
        transport.begin(mail_to("ada", id));
        CHECK(outcome_of(transport).letter.text() == id);
    }
    server.answer_slow_mails();
    const auto outcome = outcome_of(transport);
    CHECK(outcome.letter.text() == "l1");
    CHECK(outcome.verdict == Verdict::delivered);
}

}  // namespace traction::test
