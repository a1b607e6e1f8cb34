#include "vehicle-agent/entitlements/period_rules.hpp"

#include <doctest/doctest.h>

namespace traction::entitlements {
namespace {

constexpr auto kUnknown = WrongPeriod::period_unknown;
constexpr auto kEnded = WrongPeriod::period_ended;

TEST_CASE("G8: which orders a car obeys, by the period that it knows") {
    struct Row {
        const char* what;
        OwnershipPeriod ordered;
        std::optional<PeriodKnown> known;
        std::optional<WrongPeriod> wrong;
    };
    const Row rows[] = {
        {"its owner's", 2, PeriodKnown{2, true}, std::nullopt},
        {"no period was told", 2, std::nullopt, kUnknown},
        {"a later owner's", 3, PeriodKnown{2, true}, kUnknown},
        {"an earlier owner's", 1, PeriodKnown{2, true}, kEnded},
        {"nobody owns it", 2, PeriodKnown{2, false}, kEnded},
        {"a later owner's, and nobody owns it", 3, PeriodKnown{2, false}, kUnknown},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        CHECK(hindrance(row.ordered, row.known) == row.wrong);
    }
}

TEST_CASE("G8, C5: what is granted is an order like any other, what is withdrawn may come after its owner") {
    struct Row {
        const char* what;
        bool granted;
        OwnershipPeriod ordered;
        std::optional<PeriodKnown> known;
        std::optional<OwnershipPeriod> held;
        std::optional<WrongPeriod> wrong;
    };
    const Row rows[] = {
        {"granted to its owner", true, 2, PeriodKnown{2, true}, std::nullopt, std::nullopt},
        {"granted to a later owner", true, 3, PeriodKnown{2, true}, 2, kUnknown},
        {"granted to an earlier owner", true, 1, PeriodKnown{2, true}, 1, kEnded},
        {"granted to who has it no more", true, 2, PeriodKnown{2, false}, 2, kEnded},
        {"withdrawn when its owner is gone", false, 1, PeriodKnown{1, false}, 1, std::nullopt},
        {"withdrawn after the next owner came, whose it is not", false, 1, PeriodKnown{2, true}, 1,
         std::nullopt},
        {"withdrawn from an earlier owner, while the next one has it", false, 1, PeriodKnown{2, true}, 2,
         kEnded},
        {"withdrawn before it was granted", false, 2, std::nullopt, std::nullopt, std::nullopt},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const wire::contracts::EntitlementOrder order{.contract = *ContractId::parse("k1"),
                                                      .period = row.ordered,
                                                      .product = {},
                                                      .granted = row.granted};
        CHECK(hindrance(order, row.known, row.held) == row.wrong);
    }
}

TEST_CASE("G8: when the owner is gone") {
    CHECK(!owner_is_gone(std::nullopt, PeriodKnown{1, true}));
    CHECK(!owner_is_gone(PeriodKnown{1, true}, PeriodKnown{1, true}));
    CHECK(owner_is_gone(PeriodKnown{1, true}, PeriodKnown{1, false}));
    CHECK(owner_is_gone(PeriodKnown{1, true}, PeriodKnown{2, true}));
    CHECK(!owner_is_gone(PeriodKnown{1, false}, PeriodKnown{2, true}));
}

}  // namespace
}  // namespace traction::entitlements
