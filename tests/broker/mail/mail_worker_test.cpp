#include "cloud/mail/mail_worker.hpp"

#include <doctest/doctest.h>

#include "tests/broker/mail/smtp_server.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::test {
namespace {

using Tls = SmtpServer::Tls;

struct Fixture {
    SmtpServer server{Tls::starttls, /*with_login=*/true};
    OneWorker mail{
        mail::worker_kind(
            {.open = [this] { return std::make_unique<adapters::SmtpTransport>(server.address()); },
             .sender = "post@traction.example"}),
        Timestamp{Milliseconds{1'800'000'000'000}}};

    void gets(const std::string& recipient) {
        const wire::letters::Letter letter{.letter = *LetterId::parse("l1"),
                                           .to = recipient + "@example.org",
                                           .language = Language::french,
                                           .subject = wire::letters::Subject::notice,
                                           .facts = {{"kind", "charge_complete"},
                                                     {"vin", "VF1AG000164812345"},
                                                     {"at", "2027-03-01T07:05:00.000Z"}}};
        mail.receives(wire::letter_stream("accounts"), letter.json().dump());
    }
    /// Lets the worker look after its mails until it is true.
    bool works_until(const std::function<bool()>& holds) {
        return wait_until([&] {
            mail.advance(Milliseconds{20});
            return holds();
        });
    }
    std::int64_t waiting() {
        return mail.operator_asks("olga", wire::mail::Waiting{}).body.at("waiting").get<std::int64_t>();
    }
};

std::string message_id_of(const nlohmann::json& mail) {
    const auto content = mail.at("content").get<std::string>();
    const auto at = content.find("Message-ID: ");
    return content.substr(at, content.find("\r\n", at) - at);
}

}  // namespace

TEST_CASE("N1: a letter arrives at a real mail server, in its language") {
    Fixture f;
    f.gets("ada");
    REQUIRE(f.works_until([&] { return f.waiting() == 0; }));
    REQUIRE(f.server.mails().size() == 1);
    const auto content = f.server.mails()[0].at("content").get<std::string>();
    CHECK(content.find("Subject: =?UTF-8?Q?Votre_voiture_VF1AG000164812345=C2=A0") != std::string::npos);
    CHECK(content.find("Cela s=E2=80=99est pass=C3=A9 le lundi 1er mars 2027") != std::string::npos);
}

TEST_CASE(
    "A crash before the server's answer sends the same Message-ID again: no mail server can tell more") {
    Fixture f;
    f.gets("slow");
    REQUIRE(f.works_until([&] { return f.server.mails().size() == 1; }));
    f.mail.crash();
    f.server.answer_slow_mails();
    f.mail.advance(mail::kAttemptHolds);
    REQUIRE(f.works_until([&] { return f.waiting() == 0; }));
    REQUIRE(f.server.mails().size() == 2);
    CHECK(f.server.mails()[0].at("content") == f.server.mails()[1].at("content"));
    CHECK(message_id_of(f.server.mails()[1]) == "Message-ID: <l1@traction.example>");
}

TEST_CASE("A server that cut the connection is asked again a minute later") {
    Fixture f;
    f.gets("drop");
    REQUIRE(f.works_until([&] { return f.server.mails().size() == 1; }));
    const auto put_off = [&] {
        const auto shown = f.mail.operator_asks("olga", wire::mail::Waiting{}).body;
        return !shown.at("letters").at(0).at("reason").get<std::string>().empty();
    };
    REQUIRE(f.works_until(put_off));
    f.mail.advance(Milliseconds{75'000});
    CHECK(f.works_until([&] { return f.server.mails().size() == 2; }));
}

}  // namespace traction::test
