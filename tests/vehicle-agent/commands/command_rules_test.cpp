#include "vehicle-agent/commands/command_rules.hpp"

#include <doctest/doctest.h>

namespace traction::commands {
namespace {

using wire::garage::PeriodKnown;

const Timestamp kDeadline = parse_timestamp("2026-03-10T20:00:00Z").value();

CommandOrder order_of(OwnershipPeriod period) {
    return {.command = *CommandId::parse("c1"),
            .period = period,
            .act = Act::lock,
            .arguments = {},
            .deadline = kDeadline};
}

TEST_CASE("K1: what hinders an order, in its order of precedence") {
    struct Row {
        const char* what;
        OwnershipPeriod order;
        std::optional<PeriodKnown> known;
        std::optional<Timestamp> car_time;
        std::optional<Ending> hindrance;
    };
    const auto in_time = kDeadline - Milliseconds{1};
    const Row rows[] = {
        {"nothing", 2, PeriodKnown{2, true}, in_time, std::nullopt},
        {"no period was told", 2, std::nullopt, in_time, Ending{Phase::refused, "period_unknown"}},
        {"a later owner", 3, PeriodKnown{2, true}, in_time, Ending{Phase::refused, "period_unknown"}},
        {"an earlier owner", 1, PeriodKnown{2, true}, in_time, Ending{Phase::refused, "period_ended"}},
        {"the period has ended", 2, PeriodKnown{2, false}, in_time, Ending{Phase::refused, "period_ended"}},
        {"no time was told", 2, PeriodKnown{2, true}, std::nullopt, Ending{Phase::refused, "no_time"}},
        {"the deadline", 2, PeriodKnown{2, true}, kDeadline, Ending{Phase::expired, "deadline_passed"}},
        {"an earlier owner comes before the deadline", 1, PeriodKnown{2, true}, kDeadline,
         Ending{Phase::refused, "period_ended"}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        CHECK(hindrance(order_of(row.order), row.known, row.car_time) == row.hindrance);
    }
}

TEST_CASE("K1, P2, P4: how a command ends by what the car did") {
    using vehicle::Reaction;
    CHECK(ending_of(Reaction::obeyed) == Ending{Phase::done, ""});
    CHECK(ending_of(Reaction::doors_unlocked) == Ending{Phase::refused, "unlocked"});
    CHECK(ending_of(Reaction::battery_low) == Ending{Phase::refused, "battery_low"});
    CHECK(ending_of(Reaction::not_plugged) == Ending{Phase::refused, "not_plugged"});
    CHECK(ending_of(Reaction::part_failed) == Ending{Phase::refused, "hardware_failed"});
    CHECK(ending_of(Reaction::driving) == Ending{Phase::refused, "driving"});
}

}  // namespace
}  // namespace traction::commands
