#include "vehicle-agent/climate/climate_rules.hpp"

#include <random>

#include <doctest/doctest.h>

namespace traction::climate {
namespace {

using namespace std::chrono_literals;

Timestamp at(const char* text) {
    return parse_timestamp(text).value();
}

TEST_CASE("P3: the occurrence around an instant") {
    const ClimateProgramme weekdays{.slot = 1, .active = true, .ready_at = 7h, .days = {1, 2, 3, 4, 5}};
    const ClimateProgramme midnight{.slot = 2, .active = true, .ready_at = 10min};
    struct Row {
        const char* what;
        const ClimateProgramme& programme;
        const char* now;
        const char* starts;  ///< nullptr: none
    };
    const Row rows[] = {
        {"a moment early", weekdays, "2026-03-11T05:29:59.999Z", nullptr},
        {"at its start", weekdays, "2026-03-11T05:30:00Z", "2026-03-11T05:30:00Z"},
        {"a moment before its end", weekdays, "2026-03-11T06:14:59.999Z", "2026-03-11T05:30:00Z"},
        {"at its end", weekdays, "2026-03-11T06:15:00Z", nullptr},
        {"on a Saturday", weekdays, "2026-03-14T06:00:00Z", nullptr},
        {"it begins on the evening before", midnight, "2026-03-10T22:45:00Z", "2026-03-10T22:40:00Z"},
        {"it ends after midnight", midnight, "2026-03-10T23:20:00Z", "2026-03-10T22:40:00Z"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto found = occurrence_at(row.programme, at(row.now));
        CHECK(found.has_value() == (row.starts != nullptr));
        if (found && row.starts != nullptr) {
            CHECK(found->starts == at(row.starts));
            CHECK(found->ends - found->starts == 45min);
        }
    }
}

TEST_CASE("P3: where clocks change, each day has one occurrence, and none overlap") {
    struct Row {
        const char* zone;
        const char* from;
        std::chrono::minutes ready_at;
        const char* ready;  ///< on the day of the change
    };
    const Row rows[] = {
        {"Europe/Paris", "2026-03-28T12:00:00Z", 2h + 30min, "2026-03-29T01:00:00Z"},  // skipped: the jump
        {"Europe/Paris", "2026-10-24T12:00:00Z", 2h + 30min, "2026-10-25T00:30:00Z"},  // twice: the first
        {"Atlantic/Azores", "2026-03-28T12:00:00Z", 30min, "2026-03-29T01:00:00Z"},    // skipped
        {"America/New_York", "2026-11-01T00:00:00Z", 1h + 30min, "2026-11-01T05:30:00Z"},  // twice
    };
    for (const auto& row : rows) {
        CAPTURE(row.zone);
        CAPTURE(row.ready);
        const ClimateProgramme programme{
            .slot = 1, .active = true, .ready_at = row.ready_at, .zone = Zone::parse(row.zone).value()};
        const auto first = next_start(programme, at(row.from));
        CHECK(first + kStartsBefore == at(row.ready));
        CHECK(occurrence_at(programme, first)->ends == at(row.ready) + kEndsAfter);
        const auto second = next_start(programme, first);
        CHECK(second - first >= 22h);
        CHECK(programme.zone.day_of(second + kStartsBefore) ==
              plus_days(programme.zone.day_of(first + kStartsBefore), 1));
    }
}

TEST_CASE(
    "P3: whatever is programmed, the next start is that of an occurrence, and nothing starts before it") {
    std::mt19937 dice(7);
    const auto draw = [&](int from, int to) { return std::uniform_int_distribution(from, to)(dice); };
    const char* zones[] = {"Europe/Paris", "Atlantic/Azores", "America/New_York", "Pacific/Apia"};
    for (int round = 0; round < 300; ++round) {
        ClimateProgramme programme{.slot = 1,
                                   .active = true,
                                   .ready_at = std::chrono::minutes{draw(0, 1439)},
                                   .zone = Zone::parse(zones[draw(0, 3)]).value()};
        for (int day = 1; day <= 7; ++day) {
            if (draw(0, 2) == 0) programme.days.push_back(day);
        }
        const auto now = at("2026-01-01T00:00:00Z") + std::chrono::minutes{draw(0, 3 * 365 * 1440)};
        const auto next = next_start(programme, now);
        REQUIRE(next > now);
        CHECK(occurrence_at(programme, next)->starts == next);
        for (auto instant = now + 5min; instant < next; instant += 5min) {
            const auto running = occurrence_at(programme, instant);
            REQUIRE((!running || running->starts <= now));
        }
    }
}

}  // namespace
}  // namespace traction::climate
