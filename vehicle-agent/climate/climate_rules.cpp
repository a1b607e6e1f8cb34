#include "vehicle-agent/climate/climate_rules.hpp"

namespace traction::climate {
namespace {

constexpr int kDaysAhead = 8;  ///< a weekday comes again within them, whatever the clocks do

std::optional<Occurrence> on_day(const ClimateProgramme& programme, LocalDay day) {
    if (!is_among(programme.days, day)) return std::nullopt;
    const auto ready_at = programme.zone.at(day, programme.ready_at);
    return Occurrence{.starts = ready_at - kStartsBefore, .ends = ready_at + kEndsAfter};
}

}  // namespace

std::optional<Occurrence> occurrence_at(const ClimateProgramme& programme, Timestamp now) {
    const auto today = programme.zone.day_of(now);
    for (const int ahead : {-1, 0, 1}) {  // it may begin before midnight, and end after it
        const auto occurrence = on_day(programme, plus_days(today, ahead));
        if (occurrence && occurrence->starts <= now && now < occurrence->ends) return occurrence;
    }
    return std::nullopt;
}

Timestamp next_start(const ClimateProgramme& programme, Timestamp now) {
    const auto today = programme.zone.day_of(now);
    for (int ahead = 0; ahead <= kDaysAhead; ++ahead) {
        const auto occurrence = on_day(programme, plus_days(today, ahead));
        if (occurrence && occurrence->starts > now) return occurrence->starts;
    }
    check(false, "a programme runs at least once a week");
    return now;
}

}  // namespace traction::climate
