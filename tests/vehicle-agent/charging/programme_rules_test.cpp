#include "vehicle-agent/charging/programme_rules.hpp"

#include <string>

#include <doctest/doctest.h>

namespace traction::charging {
namespace {

using namespace std::chrono_literals;

Timestamp at(const char* text) {
    return parse_timestamp(text).value();
}

ChargingProgramme programme(std::chrono::minutes start, std::optional<std::chrono::minutes> end = {},
                            std::vector<int> days = {}, std::optional<int> target = {}) {
    return {.active = true,
            .start = start,
            .end = end,
            .target_percent = target,
            .days = std::move(days),
            .zone = Zone::standard()};
}

Plan just(const std::optional<ChargingProgramme>& programme) {
    Plan plan;
    if (programme) plan.programmes.push_back(*programme);
    return plan;
}

struct Row {
    const char* what;
    std::optional<ChargingProgramme> programme;
    Situation situation;
    const char* now;
    bool charge;
    int stop_at;
    const char* until;  ///< empty: nothing
};

TEST_CASE("E1, E2, E3, E6: when the car charges") {
    auto asleep = programme(22h);
    asleep.active = false;
    const auto evening = at("2026-03-10T17:00:00Z");  // 18:00 in Paris
    const Row rows[] = {
        {"no programme", {}, {true, false, evening, 100}, "2026-03-10T17:00:00Z", true, 100, ""},
        {"no programme, a limit", {}, {true, false, evening, 80}, "2026-03-10T17:00:00Z", true, 80, ""},
        {"inactive programme", asleep, {true, false, evening, 100}, "2026-03-10T17:00:00Z", true, 100, ""},
        {"waits for the start",
         programme(22h),
         {true, false, evening, 100},
         "2026-03-10T17:00:00Z",
         false,
         100,
         "2026-03-10T21:00:00Z"},
        {"the start itself",
         programme(22h),
         {true, false, evening, 100},
         "2026-03-10T21:00:00Z",
         true,
         100,
         ""},
        {"goes on after midnight",
         programme(22h),
         {true, false, evening, 100},
         "2026-03-11T03:00:00Z",
         true,
         100,
         ""},
        {"plugged in after the start",
         programme(22h),
         {true, false, at("2026-03-10T21:00:00.001Z"), 100},
         "2026-03-10T22:00:00Z",
         false,
         100,
         "2026-03-11T21:00:00Z"},
        {"charge now", programme(22h), {true, true, evening, 90}, "2026-03-10T17:00:00Z", true, 90, ""},
        {"charge now ends with the plug",
         programme(22h),
         {false, true, evening, 100},
         "2026-03-10T17:00:00Z",
         false,
         100,
         ""},
        {"unplugged holds back",
         programme(22h),
         {false, false, evening, 100},
         "2026-03-10T21:30:00Z",
         false,
         100,
         ""},
        {"target below the limit",
         programme(22h, {}, {}, 60),
         {true, false, evening, 80},
         "2026-03-10T21:00:00Z",
         true,
         60,
         ""},
        {"limit below the target",
         programme(22h, {}, {}, 90),
         {true, false, evening, 80},
         "2026-03-10T21:00:00Z",
         true,
         80,
         ""},
        {"charge now forgets the target",
         programme(22h, {}, {}, 60),
         {true, true, evening, 80},
         "2026-03-10T21:00:00Z",
         true,
         80,
         ""},
        {"before the window",
         programme(22h, 6h),
         {true, false, evening, 100},
         "2026-03-10T17:00:00Z",
         false,
         100,
         "2026-03-10T21:00:00Z"},
        {"in the window over midnight",
         programme(22h, 6h),
         {true, false, evening, 100},
         "2026-03-11T04:59:00Z",
         true,
         100,
         "2026-03-11T05:00:00Z"},
        {"the window's end",
         programme(22h, 6h),
         {true, false, evening, 100},
         "2026-03-11T05:00:00Z",
         false,
         100,
         "2026-03-11T21:00:00Z"},
        {"window within a day",
         programme(13h, 15h),
         {true, false, evening, 100},
         "2026-03-11T12:30:00Z",
         true,
         100,
         "2026-03-11T14:00:00Z"},
        {"plugged in within the window",
         programme(22h, 6h),
         {true, false, at("2026-03-10T23:00:00Z"), 100},
         "2026-03-10T23:00:00Z",
         true,
         100,
         "2026-03-11T05:00:00Z"},
        {"another weekday",
         programme(22h, 6h, {6, 7}),
         {true, false, evening, 100},
         "2026-03-10T21:30:00Z",
         false,
         100,
         "2026-03-14T21:00:00Z"},
        {"the night of its weekday",
         programme(22h, 6h, {2}),
         {true, false, evening, 100},
         "2026-03-11T01:00:00Z",
         true,
         100,
         "2026-03-11T05:00:00Z"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto decision = decide(just(row.programme), row.situation, at(row.now));
        CHECK(decision.charge == row.charge);
        CHECK(decision.stop_at_percent == row.stop_at);
        CHECK((decision.until ? to_text(*decision.until).substr(0, 19) + "Z" : "") == row.until);
    }
}

TEST_CASE(
    "E2, E7: several programmes and the off-peak hours are merged, and a pause holds all of them back") {
    const auto evening = at("2026-03-10T17:00:00Z");  // Tuesday, 18:00 in Paris
    const auto in_slot = [](int slot, ChargingProgramme programme) {
        programme.slot = slot;
        return programme;
    };
    const OffPeakProgramme nights{.active = true, .hours = {.windows = {{.from = 23h, .until = 6h}}}};
    auto no_nights = nights;
    no_nights.active = false;
    const Plan two{.programmes = {programme(20h, 22h, {}, 50), in_slot(2, programme(21h, 23h, {}, 80))}};
    const Plan weekend{.programmes = {programme(20h, 22h, {6, 7})}, .off_peak = nights};
    const Plan paused{
        .programmes = {programme(20h)}, .off_peak = nights, .paused_until = at("2026-03-11T20:00:00Z")};
    struct Merged {
        const char* what;
        const Plan& plan;
        const char* now;
        bool charge;
        int stop_at;
        const char* until;
    };
    const Plan resting{.off_peak = no_nights};
    const Merged rows[] = {
        {"before both", two, "2026-03-10T17:00:00Z", false, 100, "2026-03-10T19:00:00Z"},
        {"the first alone", two, "2026-03-10T19:30:00Z", true, 50, "2026-03-10T20:00:00Z"},
        {"both: the higher target", two, "2026-03-10T20:30:00Z", true, 80, "2026-03-10T21:00:00Z"},
        {"the second alone", two, "2026-03-10T21:30:00Z", true, 80, "2026-03-10T22:00:00Z"},
        {"after both", two, "2026-03-10T22:00:00Z", false, 100, "2026-03-11T19:00:00Z"},
        {"off-peak only", weekend, "2026-03-10T22:00:00Z", true, 100, "2026-03-11T05:00:00Z"},
        {"neither", weekend, "2026-03-10T21:00:00Z", false, 100, "2026-03-10T22:00:00Z"},
        {"off-peak is switched off", resting, "2026-03-10T22:00:00Z", true, 100, ""},
        {"in the pause", paused, "2026-03-10T22:00:00Z", false, 100, "2026-03-11T20:00:00Z"},
        // 20:00 local of the 11th is past: what has no end waits for its next start, the off-peak hours hold.
        {"after the pause", paused, "2026-03-11T20:00:00Z", false, 100, "2026-03-11T22:00:00Z"},
        {"off-peak after the pause", paused, "2026-03-11T22:30:00Z", true, 100, "2026-03-12T05:00:00Z"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto decision = decide(row.plan, {.plugged = true, .waits_since = evening}, at(row.now));
        CHECK(decision.charge == row.charge);
        CHECK(decision.stop_at_percent == row.stop_at);
        CHECK((decision.until ? to_text(*decision.until).substr(0, 19) + "Z" : "") == row.until);
    }
}

TEST_CASE("E6: charge now wins over a pause, for one session") {
    const Plan paused{.programmes = {programme(20h)}, .paused_until = at("2026-03-20T00:00:00Z")};
    const auto now = at("2026-03-10T17:00:00Z");
    CHECK(decide(paused, {.plugged = true, .charge_now = true, .waits_since = now}, now).charge);
    CHECK(!decide(paused, {.plugged = true, .charge_now = false, .waits_since = now}, now).charge);
}

TEST_CASE("E2: a start that clocks jump over, or show twice") {
    // On 29 March 2026 Paris jumps from 02:00 to 03:00; on 25 October it lives 02:00 to 03:00 twice.
    CHECK(next_start(programme(2h + 30min), at("2026-03-28T12:00:00Z")) == at("2026-03-29T01:00:00Z"));
    CHECK(next_start(programme(2h + 30min), at("2026-03-29T01:00:00.001Z")) == at("2026-03-30T00:30:00Z"));
    CHECK(next_start(programme(2h + 30min), at("2026-10-24T12:00:00Z")) == at("2026-10-25T00:30:00Z"));
    CHECK(next_start(programme(2h + 30min), at("2026-10-25T00:31:00Z")) == at("2026-10-26T01:30:00Z"));
}

TEST_CASE("E2: a window that a clock change swallows is passed over") {
    const auto swallowed = programme(2h + 10min, 2h + 40min);
    const auto jump = at("2026-03-29T01:00:00Z");
    const auto decision = decide(just(swallowed), {.plugged = true, .waits_since = jump - 1h}, jump);
    CHECK(!decision.charge);
    CHECK(decision.until == at("2026-03-30T00:10:00Z"));
}

TEST_CASE("E2: the next decision is always later, at every minute around both clock changes") {
    for (const auto& day : {"2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z"}) {
        for (int minute = 0; minute < 12 * 60; ++minute) {
            const auto now = at(day) + std::chrono::minutes(minute);
            for (const auto& plan : {programme(2h, 3h), programme(2h + 30min, 2h + 45min),
                                     programme(23h, 2h + 30min), programme(2h + 30min)}) {
                const auto decision = decide(just(plan), {.plugged = true, .waits_since = now}, now);
                if (decision.until) CHECK(*decision.until > now);
            }
        }
    }
}

}  // namespace
}  // namespace traction::charging
