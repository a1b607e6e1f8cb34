#include "cloud/contracts/contracts_rules.hpp"

#include <doctest/doctest.h>

#include "shared/wire/refusals.hpp"

namespace traction::contracts {

using namespace std::chrono;

namespace {

const Zone kParis = Zone::standard();

Contract bought(int term_months, bool automatic, Timestamp now, Zone zone = kParis) {
    return buy({.contract = *ContractId::parse("c1"),
                .vin = Vin::parse("VR3UHZKXZMT000001").value(),
                .product = Product::monitoring_pack,
                .term_months = term_months,
                .automatic_renewal = automatic,
                .buyer = *AccountId::parse("anna"),
                .period = 1,
                .zone = zone},
               now)
        .contract;
}

Contract active(int term_months, LocalDay opening, bool automatic = false, Zone zone = kParis) {
    const auto noon = zone.at(opening, 12h);
    return on_confirmed(bought(term_months, automatic, noon, zone), true, noon).contract;
}

std::string refusal_of(const Result<Decision>& result) {
    return result ? "" : std::string(result.refusal().code.name);
}

}  // namespace

TEST_CASE("B2, C1, C2, C3, C6: each phase meets each occurrence") {
    constexpr std::array occurrences{Occurrence::confirmed,     Occurrence::term_over,
                                     Occurrence::ended_by_desk, Occurrence::charge_failed,
                                     Occurrence::charge_paid,   Occurrence::left_unpaid,
                                     Occurrence::already_held};
    struct Row {
        Phase phase;
        std::array<const char*, occurrences.size()> next;
    };
    const std::array rows{
        //              confirmed  term over  by desk  failed       paid      unpaid   already held
        Row{Phase::pending, {"active", "-", "ended", "-", "-", "-", "ended"}},
        Row{Phase::active, {"-", "expired", "ended", "suspended", "-", "-", "-"}},
        Row{Phase::suspended, {"-", "expired", "ended", "-", "active", "ended", "-"}},
        Row{Phase::expired, {"-", "-", "-", "-", "-", "-", "-"}},
        Row{Phase::ended, {"-", "-", "-", "-", "-", "-", "-"}},
    };
    REQUIRE(rows.size() == wire::contracts::kPhaseNames.size());
    for (const auto& row : rows) {
        for (std::size_t at = 0; at < occurrences.size(); ++at) {
            CAPTURE(static_cast<int>(row.phase));
            CAPTURE(at);
            const auto next = next_phase(row.phase, occurrences[at]);
            CHECK((next ? wire::word_text(*next, wire::contracts::kPhaseNames) : "-") == row.next[at]);
        }
    }
}

TEST_CASE("B1, B2, C7: each phase of a charge meets each occurrence") {
    constexpr std::array occurrences{ChargeOccurrence::came_due, ChargeOccurrence::contract_ended,
                                     ChargeOccurrence::tries_exhausted, ChargeOccurrence::settled};
    struct Row {
        ChargePhase phase;
        std::array<const char*, occurrences.size()> next;
    };
    const std::array rows{
        //                       came due  ended        exhausted  settled
        Row{ChargePhase::waiting, {"told", "cancelled", "-", "-"}},
        Row{ChargePhase::told, {"-", "-", "failed", "paid"}},
        Row{ChargePhase::failed, {"-", "-", "-", "paid"}},
        Row{ChargePhase::paid, {"-", "-", "-", "-"}},
        Row{ChargePhase::cancelled, {"-", "-", "-", "-"}},
    };
    REQUIRE(rows.size() == kChargePhaseNames.size());
    for (const auto& row : rows) {
        for (std::size_t at = 0; at < occurrences.size(); ++at) {
            CAPTURE(static_cast<int>(row.phase));
            CAPTURE(at);
            const auto next = next_phase(row.phase, occurrences[at]);
            CHECK((next ? wire::word_text(*next, kChargePhaseNames) : "-") == row.next[at]);
        }
    }
}

TEST_CASE("C1: the last day, and the midnight that ends it") {
    struct Row {
        LocalDay opening;
        int term_months;
        LocalDay last_day;
        const char* runs_until;
    };
    const std::array rows{
        Row{2026y / March / 14, 12, 2027y / March / 14, "2027-03-14T23:00:00Z"},
        Row{2024y / February / 29, 12, 2025y / February / 28, "2025-02-28T23:00:00Z"},
        Row{2024y / February / 29, 36, 2027y / February / 28, "2027-02-28T23:00:00Z"},
        Row{2026y / January / 31, 1, 2026y / February / 28, "2026-02-28T23:00:00Z"},
        Row{2026y / August / 31, 1, 2026y / September / 30, "2026-09-30T22:00:00Z"},
        Row{2025y / March / 29, 12, 2026y / March / 29, "2026-03-29T22:00:00Z"},      // 23 hours long
        Row{2025y / October / 25, 12, 2026y / October / 25, "2026-10-25T23:00:00Z"},  // 25 hours long
    };
    for (const auto& row : rows) {
        CAPTURE(row.runs_until);
        const auto contract = active(row.term_months, row.opening);
        CHECK(contract.opened_on == row.opening);
        CHECK(last_day(contract) == row.last_day);
        CHECK(runs_until(contract) == parse_timestamp(row.runs_until));
    }
}

TEST_CASE("C1: the opening day is the local one, not the one in UTC") {
    const auto late_evening = parse_timestamp("2026-06-30T22:30:00Z").value();  // 00:30 in Paris
    const auto contract = on_confirmed(bought(1, false, late_evening), true, late_evening).contract;
    CHECK(contract.opened_on == 2026y / July / 1);
    CHECK(last_day(contract) == 2026y / August / 1);
}

TEST_CASE("C1: 36 monthly terms tile, every anniversary computed from the opening day") {
    for (const auto zone_name : {"Europe/Paris", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia"}) {
        CAPTURE(zone_name);
        const auto zone = *Zone::parse(zone_name);
        auto contract = active(1, 2024y / January / 31, false, zone);
        for (int term = 1; term <= 36; ++term) {
            CAPTURE(term);
            const auto last = *last_day(contract);
            CHECK(last == anniversary(2024y / January / 31, term));
            const auto window_opens = zone.start_of(last);
            const auto midnight = *runs_until(contract);
            CHECK(refusal_of(renew(contract, window_opens - 1ms)) == "renewal_window_not_open");
            CHECK(refusal_of(renew(contract, midnight)) == "renewal_window_closed");
            const auto renewed = renew(contract, term % 2 == 0 ? window_opens : midnight - 1ms);
            REQUIRE(renewed);
            CHECK(refusal_of(renew(renewed->contract, midnight - 1ms)) == "already_renewed");
            CHECK(refusal_of(renew(renewed->contract, midnight)) == "renewal_window_not_open");
            contract = renewed->contract;
        }
    }
}

TEST_CASE("C3: what is due, in order, skipping what lies before the activation") {
    struct Row {
        const char* what;
        int term_months;
        LocalDay opening;
        std::vector<std::pair<LocalDay, Act>> acts;
    };
    const std::vector<Row> rows{
        {"a year",
         12,
         2026y / March / 14,
         {{2027y / February / 12, Act::remind_30_days},
          {2027y / March / 7, Act::remind_7_days},
          {2027y / March / 13, Act::remind_1_day},
          {2027y / March / 14, Act::open_window},
          {2027y / March / 15, Act::expire}}},
        {"a month of 31 days",
         1,
         2026y / January / 15,
         {{2026y / January / 16, Act::remind_30_days},
          {2026y / February / 8, Act::remind_7_days},
          {2026y / February / 14, Act::remind_1_day},
          {2026y / February / 15, Act::open_window},
          {2026y / February / 16, Act::expire}}},
        {"a month of 28 days: no reminder before it began",
         1,
         2026y / February / 15,
         {{2026y / March / 8, Act::remind_7_days},
          {2026y / March / 14, Act::remind_1_day},
          {2026y / March / 15, Act::open_window},
          {2026y / March / 16, Act::expire}}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto contract = active(row.term_months, row.opening);
        for (const auto& [day, act] : row.acts) {
            CHECK(contract.due == Due{kParis.start_of(day), act});
            contract = on_due(std::move(contract), contract.due->at).contract;
        }
        CHECK(contract.phase == Phase::expired);
        CHECK(!contract.due);
    }
}

TEST_CASE("C3: automatic renewal renews when the last day begins, once") {
    auto contract = active(1, 2026y / January / 31, true);
    while (contract.due->act != Act::open_window) contract = on_due(contract, contract.due->at).contract;
    const auto decision = on_due(contract, contract.due->at);
    CHECK(decision.steps == std::vector{Step::anniversary_reached, Step::renewed_automatically});
    CHECK(last_day(decision.contract) == 2026y / March / 31);
    CHECK(decision.contract.due == Due{kParis.start_of(2026y / March / 1), Act::remind_30_days});
    CHECK(refusal_of(renew(decision.contract, contract.due->at + 1h)) == "already_renewed");
}

TEST_CASE("C3: who cannot renew, and what the answer gives") {
    const auto contract = active(12, 2026y / March / 14);
    const auto early = renew(contract, kParis.at(2027y / March / 13, 23h));
    CHECK(early.refusal() == Refusal(wire::refused::renewal_window_not_open, {{"opens_on", "2027-03-14"}}));
    const auto late = renew(contract, kParis.at(2027y / March / 15, 0h));
    CHECK(late.refusal() == Refusal(wire::refused::renewal_window_closed, {{"last_day", "2027-03-14"}}));
    CHECK(refusal_of(renew(bought(12, false, kParis.start_of(2026y / March / 14)),
                           kParis.start_of(2026y / March / 15))) == "contract_not_running");
    CHECK(refusal_of(renew(end(contract, kParis.start_of(2026y / May / 1)).contract,
                           kParis.start_of(2027y / March / 14))) == "contract_not_running");
}

TEST_CASE("C2, C5: what the car says, against what is wanted") {
    const auto now = kParis.start_of(2026y / May / 1);
    struct Row {
        const char* what;
        Contract contract;
        bool granted;
        std::vector<Step> steps;
        bool ordered;
    };
    const auto running = active(12, 2026y / March / 14);
    const auto ended = end(running, now).contract;
    const auto withdrawn = on_confirmed(ended, false, now).contract;
    const std::vector<Row> rows{
        {"the first confirmation", bought(12, false, now), true, {Step::activated}, false},
        {"the same once more", running, true, {}, false},
        {"it gave up a running one", running, false, {}, true},
        {"the withdrawal", ended, false, {Step::withdrawal_confirmed}, false},
        {"the withdrawal once more", withdrawn, false, {}, false},
        {"a late word of one that is over", ended, true, {}, true},
        {"a lost memory that came back", withdrawn, true, {}, true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto decision = on_confirmed(row.contract, row.granted, now);
        CHECK(decision.steps == row.steps);
        CHECK(decision.order_entitlement == row.ordered);
    }
}

TEST_CASE("G8: another account's coming ends automatic renewal, the same account's does not") {
    const auto contract = active(12, 2026y / March / 14, true);
    CHECK(on_owner(contract, *AccountId::parse("anna"), 2).contract.automatic_renewal);
    const auto moved = on_owner(contract, *AccountId::parse("ben"), 2);
    CHECK(!moved.contract.automatic_renewal);
    CHECK(moved.contract.buyer.text() == "anna");
    CHECK(moved.contract.holder.text() == "ben");
    CHECK(moved.steps == std::vector{Step::moved, Step::automatic_renewal_ended});
    CHECK(on_owner(moved.contract, *AccountId::parse("ben"), 2).steps.empty());
}

}  // namespace traction::contracts
