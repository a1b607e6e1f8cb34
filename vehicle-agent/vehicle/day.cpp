#include "vehicle-agent/vehicle/day.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "vehicle-agent/vehicle/dice.hpp"

namespace traction::vehicle {
namespace {

constexpr Place kTown{48.1113, -1.68};  ///< Rennes
constexpr double kShareOfLongWays = 0.12;

/// What is asked of chance about one day; the numbers only have to differ.
enum Question : std::uint64_t {
    home_east,
    home_north,
    work_way,
    work_bearing,
    leaving,
    staying,
    shopping,
    plugging,
    far,
    far_bearing,
    kQuestions
};

double chance(std::uint64_t seed, LocalDay day, Question question) {
    const auto number = static_cast<std::uint64_t>(std::chrono::local_days(day).time_since_epoch().count());
    return roll(seed, (number + 1) * kQuestions + question);
}
double chance_of_life(std::uint64_t seed, Question question) {
    return roll(seed, question);
}

Place away(Place from, double metres, double turns) {
    constexpr double kMetresPerDegree = 111'195;
    const double bearing = 2 * std::numbers::pi * turns;
    const double shrink = std::cos(from.latitude_deg * std::numbers::pi / 180);
    return {from.latitude_deg + metres * std::cos(bearing) / kMetresPerDegree,
            from.longitude_deg + metres * std::sin(bearing) / kMetresPerDegree / shrink};
}

int minutes(double from_hour, double spread_hours, double rolled) {
    return static_cast<int>(60 * (from_hour + spread_hours * rolled));
}

}  // namespace

Day::Day(std::uint64_t seed, Zone zone)
    : seed_(seed),
      zone_(zone),
      home_(away(kTown, 6000 * chance_of_life(seed, home_north), chance_of_life(seed, home_east))),
      work_(away(home_, 6000 + 24000 * chance_of_life(seed, work_way), chance_of_life(seed, work_bearing))) {}

std::vector<Trip> Day::trips_on(LocalDay day) const {
    const std::chrono::weekday weekday{std::chrono::local_days(day)};
    if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) return workday(day);
    return chance(seed_, day, far) < kShareOfLongWays * 2 ? long_way(day) : weekend(day);
}

Trip Day::next_trip(Timestamp instant) const {
    for (LocalDay day = zone_.day_of(instant);; day = plus_days(day, 1)) {
        for (const auto& trip : trips_on(day)) {
            if (trip.leaves_at > instant) return trip;
        }
    }
}

std::vector<Trip> Day::workday(LocalDay day) const {
    const int out = minutes(7.2, 1.2, chance(seed_, day, leaving));
    const int back = out + minutes(8.5, 1.5, chance(seed_, day, staying));
    const Plug evening = chance(seed_, day, plugging) < 0.75 ? Plug::home : Plug::none;
    return {{local(day, out), work_, 62, Plug::work}, {local(day, back), home_, 58, evening}};
}

std::vector<Trip> Day::weekend(LocalDay day) const {
    if (chance(seed_, day, shopping) < 0.25) return {};
    const int out = minutes(9.5, 4, chance(seed_, day, leaving));
    const int back = out + minutes(1, 2.5, chance(seed_, day, staying));
    const Place shops = away(home_, 3000 + 15000 * chance(seed_, day, far), chance(seed_, day, far_bearing));
    const Plug evening = chance(seed_, day, plugging) < 0.6 ? Plug::home : Plug::none;
    return {{local(day, out), shops, 48, Plug::none}, {local(day, back), home_, 48, evening}};
}

std::vector<Trip> Day::long_way(LocalDay day) const {
    const double bearing = chance(seed_, day, far_bearing);
    const Place halfway = away(home_, 80'000, bearing);
    const Place friends = away(home_, 160'000, bearing);
    const int out = minutes(8, 1.5, chance(seed_, day, leaving));
    return {{local(day, out), halfway, 108, Plug::rapid},
            {local(day, out + 105), friends, 108, Plug::none},
            {local(day, out + 450), halfway, 108, Plug::rapid},
            {local(day, out + 555), home_, 108, Plug::home}};
}

Timestamp Day::local(LocalDay day, int minute_of_day) const {
    return zone_.at(day, std::chrono::minutes{minute_of_day});
}

}  // namespace traction::vehicle
