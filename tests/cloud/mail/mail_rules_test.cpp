#include "cloud/mail/mail_rules.hpp"

#include <doctest/doctest.h>

namespace traction::mail {
namespace {

using namespace std::chrono_literals;
using Verdict = ports::MailOutcome::Verdict;

LetterId letter(const std::string& id) {
    return LetterId::parse(id).value();
}

}  // namespace

TEST_CASE("A letter's life: every phase meets every step") {
    struct Row {
        Step step;
        std::string_view from_waiting;
    };
    constexpr std::array rows{
        Row{Step::delivered, "sent"},
        Row{Step::put_off, "waiting"},
        Row{Step::found_unfit, "undeliverable"},
        Row{Step::refused, "refused"},
        Row{Step::patience_ended, "given_up"},
        Row{Step::use_ended, "out_of_date"},
        Row{Step::taken_back, "withdrawn"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.from_waiting);
        CHECK(kPhaseNames[static_cast<std::size_t>(*after(Phase::waiting, row.step))] == row.from_waiting);
        for (std::size_t ended = 1; ended < kPhaseNames.size(); ++ended)
            CHECK_FALSE(after(static_cast<Phase>(ended), row.step));
    }
}

TEST_CASE("Attempts come a minute apart at first, six hours at last, and not all at once") {
    struct Row {
        int attempts;
        Milliseconds least;
    };
    for (const auto& row :
         {Row{1, 1min}, Row{2, 2min}, Row{3, 4min}, Row{9, 256min}, Row{10, 6h}, Row{500, 6h}}) {
        CAPTURE(row.attempts);
        const auto pause = pause_after(row.attempts, letter("l1"));
        CHECK(pause >= row.least);
        CHECK(pause < row.least + row.least / 4);
        CHECK(pause == pause_after(row.attempts, letter("l1")));
        CHECK(pause != pause_after(row.attempts, letter("l2")));
    }
}

TEST_CASE("An outcome is judged by how long the letter has been tried") {
    const Timestamp since{1h};
    struct Row {
        Verdict verdict;
        Milliseconds tried;
        Step step;
    };
    for (const auto& row :
         {Row{Verdict::delivered, 0min, Step::delivered}, Row{Verdict::delivered, 9 * 24h, Step::delivered},
          Row{Verdict::refused, 0min, Step::refused}, Row{Verdict::try_later, 0min, Step::put_off},
          Row{Verdict::try_later, 5 * 24h - 1ms, Step::put_off},
          Row{Verdict::try_later, 5 * 24h, Step::patience_ended}}) {
        CHECK(step_of(row.verdict, since, since + row.tried) == row.step);
    }
}

TEST_CASE(
    "A2: what a letter brings can be used until its instant, and the letter is of no use from then on") {
    wire::letters::Letter activation{.facts = {{"usable_until", "2027-03-21T07:00:00.000Z"}}};
    const auto until = *parse_timestamp("2027-03-21T07:00:00Z");
    CHECK_FALSE(is_out_of_date(activation, until - 1ms));
    CHECK(is_out_of_date(activation, until));
    activation.facts.clear();
    CHECK_FALSE(is_out_of_date(activation, until));
}

TEST_CASE("Only what can stand in an envelope and in a header is a mail address") {
    for (const auto* good :
         {"ada@example.org", "a.d+a@x", "o'neill_2@mail.example.co.uk", "a@xn--bcher-kva.example"}) {
        CAPTURE(good);
        CHECK(is_mail_address(good));
    }
    const auto long_local = std::string(65, 'a') + "@example.org";
    const auto long_address = "a@" + std::string(253, 'x');
    for (const auto& bad :
         {std::string(), std::string("ada"), std::string("@example.org"), std::string("ada@"),
          std::string("ada@example.org\r\nBcc: all@example.org"),
          std::string("ada@example.org>,<b@example.org"), std::string("a b@example.org"),
          std::string("\"a\"@example.org"), std::string("a@b@example.org"), std::string("a..b@example.org"),
          std::string(".a@example.org"), std::string("a@example..org"), std::string("a@[127.0.0.1]"),
          std::string("ad\xc3\xa0@example.org"), std::string("a\0b@example.org", 15), long_local,
          long_address}) {
        CAPTURE(bad);
        CHECK_FALSE(is_mail_address(bad));
    }
}

}  // namespace traction::mail
