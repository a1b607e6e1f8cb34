#include "vehicle-agent/replay/cleaner.hpp"

#include <algorithm>
#include <cmath>

namespace traction::vehicle {
namespace {

using wire::Signal;

constexpr int kRowsToBelieveAJump = 5;
constexpr double kNothing = 0.5;              ///< as good as zero, in percent or metres
constexpr double kSocStepPercent = 3;         ///< between two rows, however close
constexpr double kSocPercentPerSecond = 0.1;  ///< rapid charging of a small battery
constexpr double kFastestMPerS = 70;
constexpr double kOdometerStepM = 1500;  ///< odometers of whole kilometres or miles
constexpr double kMovingKmh = 5;
constexpr double kFixErrorM = 60;
constexpr double kWheelError = 1.5;
constexpr double kLongestWatchedS = 10;
constexpr double kGnssSpeedErrorKmh = 25;

std::optional<double> believable(const wire::Sample& sample, Signal signal) {
    if (!sample.has(signal) || sample.doubtful(signal)) return std::nullopt;
    return sample.value(signal);
}

bool same(Place a, Place b) {
    return a.latitude_deg == b.latitude_deg && a.longitude_deg == b.longitude_deg;
}

void mark_position(LoggedRow& row, Doubt doubt) {
    row.doubts.add(doubt);
    for (const Signal signal :
         {Signal::latitude_deg, Signal::longitude_deg, Signal::altitude_m, Signal::heading_deg})
        row.sample.mark_doubtful(signal);
}

}  // namespace

bool Level::believes(double value, double largest_step) {
    const bool zero = value <= kNothing;
    const bool by_steps = believed_ ? std::abs(value - *believed_) <= largest_step : !zero;
    if (by_steps) {
        believed_ = value;
        candidate_.reset();
        return true;
    }
    const bool stands = candidate_ && std::abs(value - *candidate_) <= largest_step;
    candidate_rows_ = stands ? candidate_rows_ + 1 : 1;
    candidate_ = value;
    if (zero || candidate_rows_ < kRowsToBelieveAJump) return false;
    believed_ = value;
    candidate_.reset();
    return true;
}

void Cleaner::clean(LoggedRow& row) {
    const Timestamp at = row.sample.measured_at;
    const double seconds = last_at_ ? std::chrono::duration<double>(at - *last_at_).count() : 0;
    clean_levels(row, seconds);
    watch_wheels(row.sample, seconds);
    clean_position(row);
    clean_satellite_speed(row);
    last_at_ = at;
}

/// Over a gap, or without a speed, the wheels do not say how far the car can have come.
void Cleaner::watch_wheels(const wire::Sample& sample, double seconds) {
    const auto speed = believable(sample, Signal::speed_kmh);
    if (!speed || seconds > kLongestWatchedS) wheels_watched_ = false;
    way_since_fix_m_ += std::max(speed.value_or(0), last_speed_kmh_) / 3.6 * seconds;
    last_speed_kmh_ = speed.value_or(0);
}

void Cleaner::clean_levels(LoggedRow& row, double seconds) {
    auto& sample = row.sample;
    if (sample.has(Signal::soc_percent) &&
        !soc_.believes(sample.value(Signal::soc_percent), kSocStepPercent + kSocPercentPerSecond * seconds)) {
        row.doubts.add(Doubt::soc_jump);
        for (const Signal signal : {Signal::soc_percent, Signal::usable_energy_wh, Signal::range_m})
            sample.mark_doubtful(signal);
    }
    if (sample.has(Signal::odometer_m) &&
        !odometer_.believes(sample.value(Signal::odometer_m), kOdometerStepM + kFastestMPerS * seconds)) {
        row.doubts.add(Doubt::odometer_jump);
        sample.mark_doubtful(Signal::odometer_m);
    }
}

void Cleaner::clean_position(LoggedRow& row) {
    const auto& sample = row.sample;
    if (!sample.has(Signal::latitude_deg) && !sample.has(Signal::longitude_deg)) return;
    const Place fix{sample.has(Signal::latitude_deg) ? sample.value(Signal::latitude_deg) : 0,
                    sample.has(Signal::longitude_deg) ? sample.value(Signal::longitude_deg) : 0};
    if (fix.latitude_deg == 0 || fix.longitude_deg == 0) return mark_position(row, Doubt::gps_jump);
    const bool moving = believable(sample, Signal::speed_kmh).value_or(0) > kMovingKmh;
    const bool repeated = last_fix_ && same(fix, *last_fix_);
    const bool stepped_from_last = last_fix_ && distance_m(fix, *last_fix_) <= reach_m(sample.measured_at);
    last_fix_ = fix;
    if (repeated && moving) return mark_position(row, Doubt::gps_repeated);
    if (believed_fix_ && distance_m(fix, *believed_fix_) > reach_m(sample.measured_at)) {
        rows_beyond_reach_ = stepped_from_last ? rows_beyond_reach_ + 1 : 1;
        if (rows_beyond_reach_ < kRowsToBelieveAJump) return mark_position(row, Doubt::gps_jump);
    }
    believed_fix_ = fix;
    believed_fix_at_ = sample.measured_at;
    rows_beyond_reach_ = 0;
    way_since_fix_m_ = 0;
    wheels_watched_ = true;
}

double Cleaner::reach_m(Timestamp at) const {
    const double seconds = std::chrono::duration<double>(at - believed_fix_at_).count();
    const double at_most = kFastestMPerS * seconds;
    return kFixErrorM + (wheels_watched_ ? std::min(at_most, kWheelError * way_since_fix_m_) : at_most);
}

void Cleaner::clean_satellite_speed(LoggedRow& row) {
    auto& sample = row.sample;
    const auto wheels = believable(sample, Signal::speed_kmh);
    const auto satellites = believable(sample, Signal::gnss_speed_kmh);
    if (!wheels || !satellites || std::abs(*wheels - *satellites) <= kGnssSpeedErrorKmh) return;
    row.doubts.add(Doubt::gnss_speed_differs);
    sample.mark_doubtful(Signal::gnss_speed_kmh);
}

}  // namespace traction::vehicle
