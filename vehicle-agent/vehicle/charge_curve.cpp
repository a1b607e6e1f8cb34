#include "vehicle-agent/vehicle/charge_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "shared/domain/result.hpp"

namespace traction::vehicle {
namespace {

/// Cold cells plate lithium, hot ones age: both are spared. Shape of the makers' warranty curves.
constexpr std::array<CurvePoint, 6> kShareByTemperature{
    {{-20, 0.1}, {0, 0.35}, {10, 0.65}, {20, 1}, {40, 1}, {55, 0.3}}};

double linear(std::span<const CurvePoint> points, double at) {
    const auto after = std::find_if(points.begin(), points.end(),
                                    [at](const CurvePoint& point) { return point.soc_percent >= at; });
    if (after == points.begin()) return points.front().power_w;
    if (after == points.end()) return points.back().power_w;
    const auto& before = *(after - 1);
    const double share = (at - before.soc_percent) / (after->soc_percent - before.soc_percent);
    return before.power_w + share * (after->power_w - before.power_w);
}

/// Seconds per watt-hour of capacity and percent, over a stretch where power is linear from `begin` to `end`.
double mean_inverse_power(double begin_w, double end_w) {
    const double change = end_w - begin_w;
    if (std::abs(change) < 1e-6 * begin_w) return 1 / begin_w;
    return std::log(end_w / begin_w) / change;
}

/// As `mean_inverse_power`, with the power cut off at `limit_w`.
double limited_inverse_power(double begin_w, double end_w, double limit_w) {
    if (std::max(begin_w, end_w) <= limit_w) return mean_inverse_power(begin_w, end_w);
    if (std::min(begin_w, end_w) >= limit_w) return 1 / limit_w;
    const double share_below = (limit_w - std::min(begin_w, end_w)) / std::abs(end_w - begin_w);
    return share_below * mean_inverse_power(std::min(begin_w, end_w), limit_w) + (1 - share_below) / limit_w;
}

}  // namespace

double accepted_power_w(ChargeCurve curve, double soc_percent) {
    check(!curve.empty(), "a charge curve has points");
    return linear(curve, soc_percent);
}

double temperature_share(double battery_temperature_c) {
    return linear(kShareByTemperature, battery_temperature_c);
}

double seconds_to_charge(ChargeCurve curve, double usable_wh, double from_percent, double to_percent,
                         double limit_w) {
    check(limit_w > 0, "charging needs power");
    if (to_percent <= from_percent) return 0;
    const double seconds_watts_per_percent = usable_wh / 100 * 3600;
    if (curve.empty()) return seconds_watts_per_percent * (to_percent - from_percent) / limit_w;
    double seconds = 0;
    for (std::size_t i = 1; i < curve.size(); ++i) {
        const double begin = std::max(from_percent, curve[i - 1].soc_percent);
        const double end = std::min(to_percent, curve[i].soc_percent);
        if (end <= begin) continue;
        const double inverse = limited_inverse_power(linear(curve, begin), linear(curve, end), limit_w);
        seconds += seconds_watts_per_percent * (end - begin) * inverse;
    }
    return seconds;
}

}  // namespace traction::vehicle
