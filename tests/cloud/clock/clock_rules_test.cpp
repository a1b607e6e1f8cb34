#include "cloud/clock/clock_rules.hpp"

#include <doctest/doctest.h>

#include "shared/wire/refusals.hpp"

namespace traction::clock {
namespace {

using namespace std::chrono_literals;

const Timestamp kStart = parse_timestamp("2027-01-01T00:00:00Z").value();
const Timestamp kMachine = parse_timestamp("2026-11-22T10:00:00Z").value();

ClockState running(double rate) {
    return {.now = kStart, .as_of = kMachine, .rate = rate};
}
ClockState advancing(Milliseconds by) {
    return {.now = kStart, .as_of = kMachine, .step = 5, .target = kStart + by};
}

}  // namespace

TEST_CASE("The sandbox clock runs at its rate, never back, and stands while nobody runs it") {
    struct Row {
        double rate;
        Milliseconds machine;
        Milliseconds service;
    };
    const std::vector<Row> rows{{0, 5s, 0s},       {1, 5s, 5s},  {60, 5s, 5min},
                                {0.5, 5s, 2500ms}, {1, -5s, 0s}, {60, 24h, 10min}};
    for (const auto& row : rows) {
        CAPTURE(row.rate);
        CAPTURE(row.machine.count());
        CHECK(now_at(running(row.rate), kMachine + row.machine) == kStart + row.service);
        const auto later = rebased(running(row.rate), kMachine + row.machine);
        CHECK(now_at(later, kMachine + row.machine) == kStart + row.service);
    }
    CHECK(now_at(ClockState{.now = kLatest, .as_of = kMachine, .rate = 100'000}, kMachine + 5s) == kLatest);
}

TEST_CASE("An advance begins where the clock is, or extends the one under way; never back") {
    struct Row {
        const char* what;
        ClockState state;
        Milliseconds to;
        bool refused;
        std::uint64_t step;
    };
    const std::vector<Row> rows{
        {"forward", running(0), 24h, false, 1},
        {"to this very instant", running(0), 0s, false, 1},
        {"back", running(0), -1ms, true, 0},
        {"behind where its rate has brought it", running(60), 9min, true, 0},
        {"ahead of where its rate has brought it", running(60), 11min, false, 1},
        {"further, while it advances", advancing(24h), 48h, false, 5},
        {"the same again, while it advances", advancing(24h), 24h, false, 5},
        {"less far, while it advances", advancing(24h), 12h, true, 0},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto next = advance(row.state, kStart + row.to, kMachine + 10s);
        CHECK(next.ok() == !row.refused);
        if (!next) {
            CHECK(next.refusal().code == wire::refused::clock_never_goes_back);
            continue;
        }
        CHECK(next->target == kStart + row.to);
        CHECK(next->step == row.step);
        CHECK(next->now == now_at(row.state, kMachine + 10s));
    }
}

TEST_CASE("A step goes to the earliest of the target, what is due next, and a day on") {
    struct Row {
        Milliseconds target;
        std::optional<Milliseconds> next_due;
        Milliseconds step;
    };
    const std::vector<Row> rows{{72h, {}, 24h}, {72h, 1h, 1h}, {72h, 30h, 24h},
                                {10h, {}, 10h}, {10h, 1h, 1h}, {10h, 11h, 10h}};
    for (const auto& row : rows) {
        CAPTURE(row.step.count());
        const auto due = row.next_due ? std::optional(kStart + *row.next_due) : std::nullopt;
        const auto next = next_step(advancing(row.target), due, kMachine);
        CHECK(next.now == kStart + row.step);
        CHECK(next.step == 6);
        CHECK(next.target == kStart + row.target);
    }
}

TEST_CASE("At the target the clock runs at its rate again") {
    auto state = with_rate(advancing(0s), 60, kMachine);
    CHECK(tick_of(state).rate == 0);
    CHECK(tick_of(state).advancing);
    state = next_step(state, std::nullopt, kMachine + 1h);
    CHECK(tick_of(state).rate == 60);
    CHECK_FALSE(tick_of(state).advancing);
    CHECK(now_at(state, kMachine + 1h) == kStart);
}

}  // namespace traction::clock
