#include "cloud/mail/mail_worker.hpp"

#include <doctest/doctest.h>

#include "shared/wire/streams.hpp"
#include "tests/cloud/mail/letters_of_all_kinds.hpp"
#include "tests/support/mailbox.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::mail {
namespace {

using namespace std::chrono_literals;
using wire::letters::Letter;
using wire::letters::Withdraw;
using Verdict = test::Mailbox::Verdict;

const Timestamp kStart = *parse_timestamp("2027-02-20T12:00:00Z");

struct Fixture {
    test::Mailbox mailbox;
    test::OneWorker mail{worker_kind(mailbox.post()), kStart};

    void gets(const Letter& letter) { gets_json(letter.json()); }
    void gets_json(const wire::Json& body) {
        mail.receives(wire::letter_stream("accounts"), body.dump());
        mail.finish_work();
    }
    void advance(Milliseconds duration) {
        mail.advance(duration);
        mail.finish_work();
    }
    wire::Json shown() {
        const auto answer = mail.operator_asks("olga", wire::mail::Waiting{});
        REQUIRE(answer.done);
        return answer.body;
    }
    /// What the database holds of a letter.
    wire::Json row_of(const std::string& letter) {
        const auto statement = mail.database().prepare("SELECT phase, content FROM letter WHERE letter = ?1");
        return ports::first_row(
                   *statement,
                   [](const ports::Statement& row) {
                       return wire::Json{{"phase", ports::text(row, 0)}, {"content", ports::text(row, 1)}};
                   },
                   letter)
            .value_or(wire::Json());
    }
};

Letter activation(const std::string& id = "l1") {
    auto letter = letter_about(Subject::activation, Language::french);
    letter.letter = *LetterId::parse(id);
    return letter;
}

}  // namespace

TEST_CASE("A2: a letter becomes one mail, and then nothing personal is kept of it") {
    Fixture f;
    f.gets(activation());
    REQUIRE(f.mailbox.delivered().size() == 1);
    const auto& mail = f.mailbox.delivered().at("l1@traction.example");
    CHECK(mail.recipient == "ada@example.org");
    CHECK(mail.sender == "post@traction.example");
    CHECK(mail.content.find("To: <ada@example.org>\r\n") != std::string::npos);
    CHECK(mail.content.find("Date: Sat, 20 Feb 2027 12:00:00 +0000\r\n") != std::string::npos);
    CHECK(f.row_of("l1") == wire::Json{{"phase", "sent"}, {"content", ""}});
    CHECK(f.shown().at("ended") == wire::Json{{"sent", 1}});
}

TEST_CASE("A repeated letter is not sent again, for as long as letters may be repeated") {
    Fixture f;
    f.gets(activation());
    f.gets(activation());
    f.mail.crash();
    f.gets(activation());
    f.advance(kEndedKept - 1ms);
    CHECK(f.mailbox.begun().size() == 1);
    CHECK_FALSE(f.row_of("l1").is_null());
    f.advance(1ms);
    CHECK(f.row_of("l1").is_null());
}

TEST_CASE("One mail per letter: what a crash before the answer sends again is the same mail") {
    Fixture f;
    f.mailbox.is_slow(true);
    f.gets(activation());
    REQUIRE(f.mailbox.begun().size() == 1);
    f.mail.crash();
    f.advance(kAttemptHolds - 1ms);
    CHECK(f.mailbox.begun().size() == 1);
    f.mailbox.is_slow(false);
    f.advance(1ms);
    REQUIRE(f.mailbox.begun().size() == 2);
    CHECK(f.mailbox.begun()[1].message_id == f.mailbox.begun()[0].message_id);
    CHECK(f.mailbox.begun()[1].content == f.mailbox.begun()[0].content);
    CHECK(f.row_of("l1").at("phase") == "sent");
}

TEST_CASE("A crash between the commit of an attempt and its beginning loses no letter") {
    Fixture f;
    f.mail.receives(wire::letter_stream("accounts"), activation().json().dump());
    CHECK(f.mail.life().settled(f.mail.now()) == false);
    f.mail.crash();
    CHECK(f.mailbox.begun().empty());
    f.advance(kAttemptHolds);
    CHECK(f.mailbox.delivered().size() == 1);
}

TEST_CASE("An attempt is durable before it begins") {
    Fixture f;
    f.mail.database().execute(
        "CREATE TRIGGER full BEFORE UPDATE OF attempts ON letter BEGIN SELECT raise(ABORT, 'the disk is "
        "full'); END");
    CHECK_THROWS_AS(f.gets(activation()), Fault);
    f.mail.database().execute("DROP TRIGGER full");
    CHECK(f.mailbox.begun().empty());
}

TEST_CASE("A letter that cannot go now is tried again, at growing intervals, over crashes") {
    Fixture f;
    f.mailbox.answers(Verdict::try_later, "the server answered 450");
    f.gets(activation());
    for (int attempts = 1; attempts < 12; ++attempts) {
        CAPTURE(attempts);
        CHECK(f.mailbox.begun().size() == static_cast<std::size_t>(attempts));
        const auto pause = pause_after(attempts, *LetterId::parse("l1"));
        f.advance(pause - 1ms);
        f.mail.crash();
        CHECK(f.mailbox.begun().size() == static_cast<std::size_t>(attempts));
        f.advance(1ms);
    }
    const auto shown = f.shown();
    CHECK(shown.at("waiting") == 1);
    CHECK(shown.at("letters")[0].at("attempts") == 12);
    CHECK(shown.at("letters")[0].at("reason") == "the server answered 450");
    f.mailbox.answers(Verdict::delivered);
    f.advance(8h);
    CHECK(f.row_of("l1").at("phase") == "sent");
}

TEST_CASE("H4: a letter is given up after 5 days, erased, and shown to operators without a name") {
    Fixture f;
    f.mailbox.answers(Verdict::try_later, "no connection");
    f.gets(letter_about(Subject::password_changed, Language::english));
    for (int hours = 0; hours < 5 * 24; ++hours) f.advance(1h);
    CHECK(f.row_of("l1").at("phase") == "waiting");
    for (int hours = 0; hours < 8; ++hours) f.advance(1h);
    CHECK(f.row_of("l1") == wire::Json{{"phase", "given_up"}, {"content", ""}});
    const auto shown = f.shown();
    CHECK(shown.at("waiting") == 0);
    CHECK(shown.at("undelivered")[0].at("reason") == "no connection");
    CHECK(shown.dump().find("ada") == std::string::npos);
    const auto attempts = f.mailbox.begun().size();
    f.advance(24h);
    CHECK(f.mailbox.begun().size() == attempts);
}

TEST_CASE("A refusal for good ends the letter at once") {
    Fixture f;
    f.mailbox.answers(Verdict::refused, "the server answered 550");
    f.gets(activation());
    f.advance(24h);
    CHECK(f.mailbox.begun().size() == 1);
    CHECK(f.row_of("l1") == wire::Json{{"phase", "refused"}, {"content", ""}});
    CHECK(f.shown().at("undelivered")[0].at("reason") == "the server answered 550");
}

TEST_CASE("A letter without its facts or a good address is not sent, and says why") {
    Fixture f;
    auto incomplete = activation("l1");
    incomplete.facts.erase("code");
    f.gets(incomplete);
    auto misaddressed = activation("l2");
    misaddressed.to = "ada@example.org\r\nBcc: all@example.org";
    f.gets(misaddressed);
    f.advance(24h);
    CHECK(f.mailbox.begun().empty());
    const auto undelivered = f.shown().at("undelivered");
    CHECK(undelivered[0].at("reason") == "the fact code is missing");
    CHECK(undelivered[1].at("reason") == "the address is no mail address");
    CHECK(f.row_of("l2") == wire::Json{{"phase", "undeliverable"}, {"content", ""}});
}

TEST_CASE("A2: an activation that can no longer be used is not sent any more") {
    Fixture f;
    f.mailbox.answers(Verdict::try_later, "no connection");
    auto letter = activation();
    letter.facts["usable_until"] = to_text(kStart + 3h);
    f.gets(letter);
    f.advance(3h - 1ms);
    const auto attempts = f.mailbox.begun().size();
    CHECK(f.row_of("l1").at("phase") == "waiting");
    f.mailbox.answers(Verdict::delivered);
    f.advance(7h);
    CHECK(f.row_of("l1") == wire::Json{{"phase", "out_of_date"}, {"content", ""}});
    auto late = activation("l2");
    late.facts["usable_until"] = to_text(f.mail.now());
    f.gets(late);
    CHECK(f.row_of("l2").at("phase") == "out_of_date");
    CHECK(f.mailbox.begun().size() == attempts);
}

TEST_CASE("A10: a withdrawn letter is not sent, whether it has come, comes later or is under way") {
    Fixture f;
    f.mailbox.answers(Verdict::try_later, "no connection");
    f.gets(activation("l1"));
    f.gets_json(Withdraw{*LetterId::parse("l1")}.json());
    CHECK(f.row_of("l1") == wire::Json{{"phase", "withdrawn"}, {"content", ""}});
    f.gets_json(Withdraw{*LetterId::parse("l2")}.json());
    f.gets(activation("l2"));
    f.mailbox.answers(Verdict::delivered);
    f.mailbox.is_slow(true);
    f.gets(activation("l3"));
    f.gets_json(Withdraw{*LetterId::parse("l3")}.json());
    f.mailbox.is_slow(false);
    f.advance(24h);
    CHECK(f.mailbox.begun().size() == 2);
    for (const auto* letter : {"l1", "l2", "l3"}) CHECK(f.row_of(letter).at("phase") == "withdrawn");
}

TEST_CASE("A letter that was sent cannot be withdrawn") {
    Fixture f;
    f.gets(activation());
    f.gets_json(Withdraw{*LetterId::parse("l1")}.json());
    CHECK(f.row_of("l1").at("phase") == "sent");
}

TEST_CASE("A slow server gets a few mails at once, and the others follow") {
    Fixture f;
    f.mailbox.is_slow(true);
    for (int number = 0; number < 20; ++number) f.gets(activation("l" + std::to_string(number)));
    for (int looks = 0; looks < 10; ++looks) f.advance(20ms);
    CHECK(f.mailbox.begun().size() == kMostUnderWay);
    f.mailbox.is_slow(false);
    for (int looks = 0; looks < 10; ++looks) f.advance(20ms);
    CHECK(f.mailbox.begun().size() == 20);
    CHECK(f.mailbox.delivered().size() == 20);
    CHECK(f.shown().at("waiting") == 0);
}

TEST_CASE("A machine's clock set forward does not begin again what is under way") {
    Fixture f;
    f.mailbox.is_slow(true);
    f.gets(activation());
    f.advance(24h);
    f.advance(24h);
    CHECK(f.mailbox.begun().size() == 1);
}

TEST_CASE("With nothing to send the worker is at rest") {
    Fixture f;
    CHECK(f.mail.life().settled(f.mail.now()));
    f.gets(activation());
    CHECK(f.mail.life().settled(f.mail.now()));
    const auto answer = f.shown();
    CHECK(answer.at("waiting") == 0);
    CHECK(answer.at("letters").empty());
}

}  // namespace traction::mail
