#include "vehicle-agent/charging/programme_rules.hpp"

#include <algorithm>

namespace traction::charging {
namespace {

constexpr int kDaysAhead = 8;  ///< a weekday comes again within them, whatever the clocks do

bool holds_on(const ChargingProgramme& programme, LocalDay day) {
    if (programme.days.empty()) return true;
    const auto weekday = std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding();
    return std::find(programme.days.begin(), programme.days.end(), static_cast<int>(weekday)) !=
           programme.days.end();
}

}  // namespace

Timestamp next_start(const ChargingProgramme& programme, Timestamp from) {
    const auto today = programme.zone.day_of(from);
    for (int ahead = 0; ahead <= kDaysAhead; ++ahead) {
        const auto day = plus_days(today, ahead);
        const auto start = programme.zone.at(day, programme.start);
        if (holds_on(programme, day) && start >= from) return start;
    }
    check(false, "a programme starts at least once a week");
    return from;
}

std::optional<Timestamp> window_end(const ChargingProgramme& programme, Timestamp now) {
    check(programme.end.has_value(), "only a programme with an end has windows");
    const auto today = programme.zone.day_of(now);
    const int days_later = *programme.end > programme.start ? 0 : 1;
    for (const auto day : {plus_days(today, -1), today}) {
        if (!holds_on(programme, day)) continue;
        const auto start = programme.zone.at(day, programme.start);
        const auto end = programme.zone.at(plus_days(day, days_later), *programme.end);
        if (start <= now && now < end) return end;
    }
    return std::nullopt;
}

Decision decide(const std::optional<ChargingProgramme>& programme, const Situation& situation,
                Timestamp now) {
    if (!programme || !programme->active) return {.charge = true, .stop_at_percent = situation.limit_percent};
    if (situation.plugged && situation.charge_now)
        return {.charge = true, .stop_at_percent = situation.limit_percent};
    const int stop_at = std::min(situation.limit_percent, programme->target_percent.value_or(kFullPercent));
    if (!situation.plugged) return {.charge = false, .stop_at_percent = stop_at};
    if (programme->end) {
        if (const auto end = window_end(*programme, now))
            return {.charge = true, .stop_at_percent = stop_at, .until = *end};
        // A clock change can leave a window without a length: the start that counts is a later one.
        return {.charge = false,
                .stop_at_percent = stop_at,
                .until = next_start(*programme, now + Milliseconds{1})};
    }
    const auto start = next_start(*programme, situation.waits_since);
    if (now >= start) return {.charge = true, .stop_at_percent = stop_at};
    return {.charge = false, .stop_at_percent = stop_at, .until = start};
}

}  // namespace traction::charging
