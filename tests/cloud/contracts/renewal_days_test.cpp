/// The calendar of renewals, over every day on which a contract can open. Rules C1, C3.
#include <doctest/doctest.h>

#include "cloud/contracts/contracts_rules.hpp"
#include "shared/wire/refusals.hpp"
#include "tests/shared/csv.hpp"

namespace traction::contracts {

using namespace std::chrono;

namespace {

constexpr std::array kZones{"Europe/Paris", "Europe/Lisbon", "Atlantic/Azores", "Indian/Reunion",
                            "America/New_York"};
constexpr int kOffsets = 400;  ///< days on both sides of an anniversary

/// Active in its first term.
Contract opened(LocalDay day, int term_months, Zone zone) {
    const auto noon = zone.at(day, 12h);
    return on_confirmed(buy({.contract = *ContractId::parse("c1"),
                             .vin = Vin::parse("VR3UHZKXZMT000001").value(),
                             .product = Product::monitoring_pack,
                             .term_months = term_months,
                             .buyer = *AccountId::parse("anna"),
                             .period = 1,
                             .zone = zone},
                            noon)
                            .contract,
                        true, noon)
        .contract;
}

/// Every day of a leap year and of a common one.
std::vector<LocalDay> opening_days() {
    std::vector<LocalDay> days;
    for (LocalDay day = 2027y / January / 1; day < 2029y / January / 1; day = plus_days(day, 1))
        days.push_back(day);
    return days;
}

std::string refusal_of(const Result<Decision>& result) {
    return result ? "" : std::string(result.refusal().code.name);
}

}  // namespace

TEST_CASE("C3: of the 801 days around an anniversary exactly one can be renewed on, whatever day it opened") {
    const auto zone = Zone::standard();
    int judged = 0;
    for (const auto day : opening_days()) {
        for (const auto term_months : wire::contracts::kTerms) {
            const auto contract = opened(day, term_months, zone);
            const auto last = *last_day(contract);
            int wrong = 0;
            for (int offset = -kOffsets; offset <= kOffsets; ++offset, ++judged) {
                const auto expected = offset < 0    ? Window::not_open
                                      : offset == 0 ? Window::open
                                                    : Window::closed;
                wrong += window_on(contract, plus_days(last, offset)) == expected ? 0 : 1;
            }
            if (wrong == 0) continue;
            CAPTURE(to_text(day));
            CAPTURE(term_months);
            CHECK(wrong == 0);
        }
    }
    CHECK(judged == 731 * 4 * 801);
}

TEST_CASE("C1, C3: in each zone that day is one local day, to the millisecond, across every clock change") {
    for (const auto* name : kZones) {
        const auto zone = *Zone::parse(name);
        for (const auto day : opening_days()) {
            for (const auto term_months : wire::contracts::kTerms) {
                const auto contract = opened(day, term_months, zone);
                const auto opens = zone.start_of(*last_day(contract));
                const auto midnight = *runs_until(contract);
                const bool exact = refusal_of(renew(contract, opens - 1ms)) == "renewal_window_not_open" &&
                                   renew(contract, opens).ok() && renew(contract, midnight - 1ms).ok() &&
                                   refusal_of(renew(contract, midnight)) == "renewal_window_closed";
                const bool a_day = midnight - opens >= 23h && midnight - opens <= 25h;
                if (exact && a_day) continue;
                CAPTURE(name);
                CAPTURE(to_text(day));
                CAPTURE(term_months);
                CHECK(exact);
                CHECK(a_day);
            }
        }
    }
}

TEST_CASE("C1, B1: terms tile without gap or overlap, and each is charged 14 days after it begins") {
    for (const auto* name : kZones) {
        const auto zone = *Zone::parse(name);
        for (const auto day : opening_days()) {
            auto contract = opened(day, 1, zone);
            contract.price = Price{.amount = {990, Currency::euro()}};
            int wrong = 0;
            for (int term = 1; term <= 36; ++term) {
                const auto ends = *runs_until(contract);
                const auto next = *renew(contract, ends - 1ms);
                contract = next.contract;
                wrong += zone.start_of(first_day_of(contract, term + 1)) == ends ? 0 : 1;
                wrong += last_day_of(contract, term) < first_day_of(contract, term + 1) ? 0 : 1;
                wrong += next.charge && next.charge->due_at == ends + days{14} ? 0 : 1;
            }
            if (wrong == 0) continue;
            CAPTURE(name);
            CAPTURE(to_text(day));
            CHECK(wrong == 0);
        }
    }
}

TEST_CASE("C1, C3: a last day on which the clocks change is as long as that day is") {
    for (const auto& row : tests::shared_csv("tariffs_dst/dst_transitions_2024_2030.csv")) {
        CAPTURE(row.at("zone"));
        CAPTURE(row.at("utc_instant"));
        const auto zone = Zone::parse(row.at("zone")).value();
        const auto day = zone.day_of(parse_timestamp(row.at("utc_instant")).value());
        for (const auto term_months : wire::contracts::kTerms) {
            CAPTURE(term_months);
            const auto contract = opened(anniversary(day, -term_months), term_months, zone);
            if (last_day(contract) != day) continue;  // the 31st of a month that follows a shorter one
            const auto opens = zone.start_of(day);
            const auto midnight = *runs_until(contract);
            CHECK(duration<double, std::ratio<3600>>(midnight - opens).count() ==
                  std::stod(row.at("day_length_hours")));
            CHECK(refusal_of(renew(contract, opens - 1ms)) == "renewal_window_not_open");
            CHECK(renew(contract, opens).ok());
            CHECK(renew(contract, midnight - 1ms).ok());
            CHECK(refusal_of(renew(contract, midnight)) == "renewal_window_closed");
        }
    }
}

}  // namespace traction::contracts
