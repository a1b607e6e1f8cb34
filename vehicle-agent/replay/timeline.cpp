#include "vehicle-agent/replay/timeline.hpp"

namespace traction::vehicle {
namespace {

std::optional<Timestamp> wall_of(const LoggedRow& row) {
    if (!row.day || !row.time_of_day) return std::nullopt;
    return *row.day + *row.time_of_day;
}

bool follows(Timestamp earlier, Timestamp later, Milliseconds within) {
    return later > earlier && later - earlier <= within;
}

}  // namespace

std::optional<Timestamp> Timeline::place(LoggedRow& row, const LoggedRow* next) {
    if (!row.time_of_day) {
        row.doubts.add(Doubt::time_impossible);
        return std::nullopt;
    }
    const auto wall = last_wall_ ? place_after_last(row, next) : place_first(row, next);
    if (!wall) return std::nullopt;
    const Timestamp utc = to_utc(*wall);
    if (last_utc_ && utc <= *last_utc_) {  // the hour that clocks show twice in autumn
        row.doubts.add(Doubt::time_backwards);
        return std::nullopt;
    }
    if (last_utc_ && utc - *last_utc_ > kLongestStep) row.doubts.add(Doubt::gap);
    last_wall_ = wall;
    last_utc_ = utc;
    return utc;
}

std::optional<Timestamp> Timeline::place_first(LoggedRow& row, const LoggedRow* next) const {
    const auto own = wall_of(row);
    if (!own) {
        row.doubts.add(Doubt::date_impossible);
        return std::nullopt;
    }
    const auto after = next ? wall_of(*next) : std::nullopt;
    if (after && std::chrono::abs(*after - *own) >
                     kLongestPause) {  // a clock not set yet; the later row is the better guess
        row.doubts.add(Doubt::time_leap);
        return std::nullopt;
    }
    return own;
}

std::optional<Timestamp> Timeline::place_after_last(LoggedRow& row, const LoggedRow* next) const {
    const auto own = wall_of(row);
    if (own && follows(*last_wall_, *own, kLongestPause)) return own;
    if (own && *own == *last_wall_) {
        row.doubts.add(Doubt::time_repeated);
        return std::nullopt;
    }
    const bool near = own && *last_wall_ - *own < kLongestPause && *own < *last_wall_;
    if (near) {
        row.doubts.add(Doubt::time_backwards);
        return std::nullopt;
    }
    if (const auto repaired = continued(row)) {
        row.doubts.add(Doubt::date_impossible);
        return repaired;
    }
    const auto after = next ? wall_of(*next) : std::nullopt;
    if (own && *own > *last_wall_ && after && follows(*own, *after, kLongestPause)) return own;
    row.doubts.add(!own                 ? Doubt::date_impossible
                   : *own < *last_wall_ ? Doubt::time_backwards
                                        : Doubt::time_leap);
    return std::nullopt;
}

/// The row's time of day on the last row's day, or the day after, when that is one step on.
std::optional<Timestamp> Timeline::continued(const LoggedRow& row) const {
    const auto last_day = std::chrono::floor<std::chrono::days>(*last_wall_);
    for (const auto day : {last_day, last_day + std::chrono::days{1}}) {
        const Timestamp guess = day + *row.time_of_day;
        if (follows(*last_wall_, guess, kLongestStep)) return guess;
    }
    return std::nullopt;
}

Timestamp Timeline::to_utc(Timestamp wall) const {
    if (!zone_) return wall;
    const auto day = std::chrono::floor<std::chrono::days>(wall);
    const auto minute = std::chrono::floor<std::chrono::minutes>(wall - day);
    return zone_->at(LocalDay{day}, minute) + (wall - day - minute);
}

}  // namespace traction::vehicle
