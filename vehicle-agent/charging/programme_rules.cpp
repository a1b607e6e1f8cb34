#include "vehicle-agent/charging/programme_rules.hpp"

#include <algorithm>

namespace traction::charging {
namespace {

constexpr int kDaysAhead = 8;  ///< a weekday comes again within them, whatever the clocks do

/// What one programme says of an instant.
struct Opinion {
    std::optional<Run> run;         ///< it wants the car to charge
    std::optional<Timestamp> next;  ///< when it will say something else
};

DailyWindow window_of(const ChargingProgramme& programme) {
    return {.from = programme.start, .until = *programme.end, .days = programme.days};
}

Opinion opinion_of(const ChargingProgramme& programme, Timestamp waits_since, Timestamp now) {
    if (!programme.end) {
        const auto start = next_start(programme, waits_since);
        if (now < start) return {.run = std::nullopt, .next = start};
        return {.run = Run{.began = start, .target_percent = programme.target_percent}, .next = std::nullopt};
    }
    const auto window = window_of(programme);
    if (const auto stretch = stretch_at(window, programme.zone, now))
        return {.run = Run{stretch->starts, stretch->ends, programme.target_percent}, .next = stretch->ends};
    return {.run = std::nullopt, .next = next_stretch(window, programme.zone, now)};
}

Opinion opinion_of(const OffPeak& hours, Timestamp now) {
    const auto change = next_tariff_change(hours, now);
    if (!off_peak_until(hours, now)) return {.run = std::nullopt, .next = change};
    auto began = kEarliest;
    for (const auto& window : hours.windows) {
        if (const auto stretch = stretch_at(window, hours.zone, now))
            began = std::max(began, stretch->starts);
    }
    return {.run = Run{.began = began, .ends = change}, .next = change};
}

std::vector<Opinion> opinions(const Plan& plan, Timestamp waits_since, Timestamp now) {
    std::vector<Opinion> found;
    for (const auto& programme : plan.programmes) {
        if (programme.active) found.push_back(opinion_of(programme, waits_since, now));
    }
    if (plan.off_peak && plan.off_peak->active) found.push_back(opinion_of(plan.off_peak->hours, now));
    return found;
}

Decision merged(const std::vector<Opinion>& opinions, int limit_percent) {
    Decision decision{.charge = false, .stop_at_percent = limit_percent};
    int target = 0;
    for (const auto& opinion : opinions) {
        if (opinion.next) decision.until = std::min(decision.until.value_or(*opinion.next), *opinion.next);
        if (!opinion.run) continue;
        decision.charge = true;
        target = std::max(target, opinion.run->target_percent.value_or(kFullPercent));
        if (!decision.run || decision.run->began < opinion.run->began) decision.run = opinion.run;
    }
    if (decision.charge) decision.stop_at_percent = std::min(limit_percent, target);
    return decision;
}

}  // namespace

bool is_active(const Plan& plan) {
    return (plan.off_peak && plan.off_peak->active) ||
           std::any_of(plan.programmes.begin(), plan.programmes.end(),
                       [](const ChargingProgramme& programme) { return programme.active; });
}

Timestamp next_start(const ChargingProgramme& programme, Timestamp from) {
    const auto today = programme.zone.day_of(from);
    for (int ahead = 0; ahead <= kDaysAhead; ++ahead) {
        const auto day = plus_days(today, ahead);
        const auto start = programme.zone.at(day, programme.start);
        if (is_among(programme.days, day) && start >= from) return start;
    }
    check(false, "a programme starts at least once a week");
    return from;
}

Decision decide(const Plan& plan, const Situation& situation, Timestamp now) {
    if (!is_active(plan) || (situation.plugged && situation.charge_now))
        return {.charge = true, .stop_at_percent = situation.limit_percent};
    if (!situation.plugged) return {.charge = false, .stop_at_percent = situation.limit_percent};
    if (plan.paused_until && now < *plan.paused_until)
        return {.charge = false, .stop_at_percent = situation.limit_percent, .until = plan.paused_until};
    const auto waits_since = std::max(situation.waits_since, plan.paused_until.value_or(kEarliest));
    return merged(opinions(plan, waits_since, now), situation.limit_percent);
}

}  // namespace traction::charging
