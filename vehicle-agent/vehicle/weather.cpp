#include "vehicle-agent/vehicle/weather.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "vehicle-agent/vehicle/dice.hpp"

namespace traction::vehicle {
namespace {

constexpr double kDayS = 86400;
constexpr double kYearDays = 365.2425;
constexpr double kColdestDay = 17;         ///< mid January
constexpr double kColdestHour = 4.0 / 24;  ///< UTC
constexpr double kMeanC = 12;
constexpr double kSeasonC = 7;
constexpr double kHoursC = 4;
constexpr double kWhimC = 5;

double days(Timestamp at) {
    return std::chrono::duration<double>(at.time_since_epoch()).count() / kDayS;
}

/// -1 to 1 and back in one turn, lowest at 0.
double swing(double turns) {
    return -std::cos(2 * std::numbers::pi * turns);
}

/// A whim of the weather, -1 to 1, that moves smoothly from day to day.
double whim(std::uint64_t seed, double day) {
    const double today = std::floor(day);
    const auto of = [seed](double d) { return 2 * roll(seed, static_cast<std::uint64_t>(d)) - 1; };
    return of(today) + (day - today) * (of(today + 1) - of(today));
}

}  // namespace

double Weather::temperature_c(Timestamp at) const {
    if (fixed_c_) return *fixed_c_;
    const double day = days(at);
    return kMeanC + kSeasonC * swing((day - kColdestDay) / kYearDays) + kHoursC * swing(day - kColdestHour) +
           kWhimC * whim(seed_, day);
}

double Weather::sunshine(Timestamp at) const {
    const double day = days(at);
    const double height = swing(day) + 0.4 * swing((day - kColdestDay) / kYearDays);
    const double clouds = 0.5 + 0.5 * whim(seed_ + 1, day);
    return std::clamp(height / 1.4, 0.0, 1.0) * (1 - 0.8 * clouds);
}

bool Weather::raining(Timestamp at) const {
    return whim(seed_ + 1, days(at) * 8) > 0.6;
}

}  // namespace traction::vehicle
