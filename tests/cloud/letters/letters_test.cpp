/// Letters on their whole way: written by `accounts`, sent by `mail`, taken back by the one from the other.
#include <regex>

#include "shared/wire/streams.hpp"
#include "tests/cloud/accounts/accounts_fixture.hpp"
#include "tests/support/mailbox.hpp"
#include "tests/support/traces.hpp"

namespace traction::accounts {
namespace {

using Traces = std::map<std::string, std::int64_t>;
using test::traces_of;
using Verdict = test::Mailbox::Verdict;

struct Post : Fixture {
    test::Mailbox mailbox;
    OneWorker mail{mail::worker_kind(mailbox.post()), kStart};

    /// Brings to `mail` what `accounts` has sent, before it lives on to the same instant.
    void carry() {
        for (const auto& body : worker.sent(wire::letter_stream("accounts")))
            mail.receives(wire::letter_stream("accounts"), body.dump());
        mail.finish_work();
        mail.advance_to(worker.now());
        mail.finish_work();
    }
    void both_live_on(Milliseconds duration) {
        worker.advance(duration);
        carry();
    }
    std::string phase_of(const std::string& letter) {
        const auto phase = mail.database().prepare("SELECT phase FROM letter WHERE letter = ?1");
        return ports::first_row(
                   *phase, [](const auto& row) { return ports::text(row, 0); }, letter)
            .value_or("unknown");
    }
    /// The words of the only mail that was delivered, its soft line breaks (RFC 2045, 6.7) joined.
    std::string only_mail() {
        REQUIRE(mailbox.delivered().size() == 1);
        return std::regex_replace(mailbox.delivered().begin()->second.content, std::regex("=\r\n"), "");
    }
    std::string waiting_letter() {
        const auto waiting = mail.database().prepare("SELECT letter FROM letter WHERE phase = 'waiting'");
        return ports::first_row(*waiting, [](const auto& row) { return ports::text(row, 0); }).value_or("");
    }
};

}  // namespace

TEST_CASE("A10: a letter that waits at the mail server's door goes with its account, without a trace") {
    Post f;
    f.ada_has_account();
    f.ada(LeaveStore{});
    f.ada(UninstallApp{});
    REQUIRE(f.signs_in(kPassword, "phone", Door::store).done);
    const auto erased_at =
        parse_timestamp(std::string(f.ada(Show{}).body.at("erased_at"))).value() - f.worker.now();
    f.both_live_on(erased_at - std::chrono::hours{1});
    f.mailbox.answers(Verdict::try_later, "the server answered 450");
    f.guest(ForgotPassword{kAda});
    f.carry();
    const auto letter = f.waiting_letter();
    CHECK(traces_of(f.mail.database(), kAda) == Traces{{"letter.content", 1}});
    f.both_live_on(std::chrono::hours{1});
    CHECK(f.phase_of(letter) == "withdrawn");
    f.mailbox.answers(Verdict::delivered);
    f.both_live_on(days{1});
    REQUIRE(f.mailbox.delivered().size() == 1);
    CHECK(f.only_mail().find("is erased") != std::string::npos);
    CHECK(traces_of(f.mail.database(), kAda).empty());
    CHECK(traces_of(f.worker.database(), kAda).empty());
    CHECK(f.rows("letter") == 0);
}

TEST_CASE("A2: an activation that nobody used is taken back from the mail worker on the twentieth day") {
    Post f;
    f.guest(store_sign_up());
    f.worker.advance(days{19});
    f.mail.advance_to(f.worker.now());  // it was away until now
    f.mailbox.answers(Verdict::try_later, "no connection");
    f.carry();
    const auto letter = f.waiting_letter();
    REQUIRE_FALSE(letter.empty());
    f.both_live_on(days{1});
    CHECK(f.phase_of(letter) == "withdrawn");
    CHECK(traces_of(f.mail.database(), kAda).empty());
    CHECK(traces_of(f.worker.database(), kAda).empty());
}

TEST_CASE("A4, N1: letters tell instants in the zone of their person") {
    for (const auto& [zone, words] : {std::pair("Europe/Paris", "Friday 15 January 2027 at 09:00"),
                                      std::pair("Pacific/Auckland", "Friday 15 January 2027 at 21:00"),
                                      std::pair("Pacific/Honolulu", "Thursday 14 January 2027 at 22:00")}) {
        CAPTURE(zone);
        Post f;
        f.ada_has_account();
        REQUIRE(f.ada(Update{.zone = Zone::parse(zone)}).done);
        f.worker.hears("contracts",
                       wire::contracts::TeardownDone{.teardown = *TeardownId::parse("t1"),
                                                     .vin = kCar,
                                                     .account = *AccountId::parse(f.account),
                                                     .reason = wire::contracts::EndReason::theft});
        f.carry();
        CHECK(f.only_mail().find(words) != std::string::npos);
    }
}

}  // namespace traction::accounts
