#include "cloud/billing/billing_rules.hpp"

#include <map>

#include <doctest/doctest.h>

#include "tests/cloud/billing/billing_fixture.hpp"

namespace traction::billing {

using namespace std::chrono_literals;

namespace {

Charge waiting_since(Timestamp first_refused_at) {
    auto charge = charge_of(due_charge(), kDue);
    charge = try_now(charge, true, kDue).charge;
    return on_refused(charge, first_refused_at).charge;
}

}  // namespace

TEST_CASE("B1, B2, B3, C7: the life of a charge, phase by step") {
    // What is not named here must change nothing.
    const std::map<std::pair<Phase, Step>, Phase> table{
        {{Phase::due, Step::asked}, Phase::asked},
        {{Phase::due, Step::refused}, Phase::waiting},
        {{Phase::asked, Step::refused}, Phase::waiting},
        {{Phase::asked, Step::gave_up}, Phase::failed},
        {{Phase::asked, Step::paid}, Phase::paid},
        {{Phase::asked, Step::taken_back}, Phase::cancelled},
        {{Phase::asked, Step::contract_ended}, Phase::ending},
        {{Phase::waiting, Step::asked}, Phase::asked},
        {{Phase::waiting, Step::refused}, Phase::waiting},
        {{Phase::waiting, Step::gave_up}, Phase::failed},
        {{Phase::waiting, Step::contract_ended}, Phase::cancelled},
        {{Phase::failed, Step::asked}, Phase::asked},
        {{Phase::failed, Step::contract_ended}, Phase::cancelled},
        {{Phase::ending, Step::paid}, Phase::paid},
        {{Phase::ending, Step::refused}, Phase::cancelled},
    };
    for (std::size_t phase = 0; phase < kPhaseNames.size(); ++phase) {
        for (int step = 0; step <= static_cast<int>(Step::contract_ended); ++step) {
            CAPTURE(kPhaseNames[phase]);
            CAPTURE(step);
            const auto key = std::pair(static_cast<Phase>(phase), static_cast<Step>(step));
            const auto found = table.find(key);
            CHECK(after(key.first, key.second) ==
                  (found == table.end() ? std::nullopt : std::optional(found->second)));
        }
    }
}

TEST_CASE("B2: tries come 1, 3 and 5 days after the first refusal, each N times 24 hours, and no more") {
    struct Row {
        Milliseconds now;
        std::optional<Milliseconds> next;
    };
    const std::vector<Row> rows{{0ms, 24h},           {24h - 1ms, 24h},    {24h, 72h},   {25h, 72h},
                                {72h - 1ms, 72h},     {72h, 120h},         {100h, 120h}, {120h - 1ms, 120h},
                                {120h, std::nullopt}, {121h, std::nullopt}};
    for (const auto& row : rows) {
        CAPTURE(row.now.count());
        CHECK(next_try(kDue, kDue + row.now) == (row.next ? std::optional(kDue + *row.next) : std::nullopt));
    }
}

TEST_CASE("B2: tries are counted from the first refusal, over a change of clocks too") {
    // Clocks go forward in Paris on 28 March 2027.
    const auto first = *parse_timestamp("2027-03-27T12:00:00Z");
    auto charge = waiting_since(first);
    CHECK(charge.next_try_at == first + 24h);
    charge = on_refused(try_now(charge, true, first + 24h).charge, first + 26h).charge;
    CHECK(charge.first_refused_at == first);
    CHECK(charge.next_try_at == first + 72h);
}

TEST_CASE("B2: after the last refusal it has failed, is told so once, and new means can still pay it") {
    auto charge = waiting_since(kDue);
    charge = on_refused(try_now(charge, true, kDue + 24h).charge, kDue + 24h).charge;
    charge = on_refused(try_now(charge, true, kDue + 72h).charge, kDue + 72h).charge;
    auto last = on_refused(try_now(charge, true, kDue + 120h).charge, kDue + 120h);
    CHECK(last.charge.phase == Phase::failed);
    CHECK(last.charge.attempts == 4);
    CHECK(last.effects == std::vector{Effect::tell_refused, Effect::tell_failed});

    const auto again = try_now(last.charge, true, kDue + 200h);
    CHECK(again.charge.phase == Phase::asked);
    CHECK(again.effects == std::vector{Effect::ask});
    const auto refused = on_refused(again.charge, kDue + 200h);
    CHECK(refused.charge.phase == Phase::failed);
    CHECK(refused.effects == std::vector{Effect::tell_refused});
    CHECK(on_paid(again.charge).phase == Phase::paid);
}

TEST_CASE("B2: who has given no means is treated as refused, without anybody being asked") {
    const auto decision = try_now(charge_of(due_charge(), kDue), false, kDue);
    CHECK(decision.charge.phase == Phase::waiting);
    CHECK(decision.charge.next_try_at == kDue + 24h);
    CHECK(decision.effects == std::vector{Effect::tell_refused});
}

TEST_CASE("C7: what has not been charged is never charged; what is under way is waited for") {
    const auto asked = try_now(charge_of(due_charge(), kDue), true, kDue).charge;
    CHECK(on_contract_ended(asked, true).phase == Phase::cancelled);
    const auto ending = on_contract_ended(asked, false);
    CHECK(ending.phase == Phase::ending);
    const auto refused = on_refused(ending, kDue + 1h);
    CHECK(refused.charge.phase == Phase::cancelled);
    CHECK(refused.effects.empty());
    CHECK(on_paid(ending).phase == Phase::paid);
    const auto waiting = waiting_since(kDue);
    CHECK(on_contract_ended(waiting, false).phase == Phase::cancelled);
    CHECK_FALSE(on_contract_ended(waiting, false).next_try_at.has_value());
    CHECK(on_contract_ended(on_paid(asked), false).phase == Phase::paid);
}

TEST_CASE("B3: the key of an attempt is its own, and always the same") {
    const auto charge = *ChargeId::parse("c-17-1");
    CHECK(key_of(charge, 1) == key_of(charge, 1));
    CHECK(key_of(charge, 1) != key_of(charge, 2));
    CHECK(key_of(charge, 2).text() == "c-17-1-2");
}

TEST_CASE("S3: a card is good until the end of its month") {
    auto card = means();
    card.expires = std::chrono::year{2027} / std::chrono::March;
    CHECK(judge(card, *parse_timestamp("2027-03-31T23:59:59.999Z")).ok());
    const auto late = judge(card, *parse_timestamp("2027-04-01T00:00:00Z"));
    REQUIRE_FALSE(late.ok());
    CHECK(late.refusal().code.name == "means_expired");
}

TEST_CASE("S3: an address is made of lines that can be shown") {
    for (const auto* odd : {"a\nb", "a\tb", "\x7f", "a\x01"}) {
        CAPTURE(odd);
        auto with = address();
        with.city = odd;
        const auto judged = judge(with);
        REQUIRE_FALSE(judged.ok());
        CHECK(judged.refusal().facts.at("path") == "/body/city");
    }
    CHECK(judge(address()).ok());
}

}  // namespace traction::billing
