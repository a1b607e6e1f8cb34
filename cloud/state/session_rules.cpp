#include "cloud/state/session_rules.hpp"

#include <algorithm>
#include <cmath>

namespace traction::state {
namespace {

using wire::Signal;

std::optional<double> value_of(const wire::Sample& sample, Signal signal) {
    const bool sure = sample.has(signal) && !sample.doubtful(signal);
    return sure ? std::optional<double>(sample.value(signal)) : std::nullopt;
}

/// The share of the time from one instant to a later one that is off-peak.
double off_peak_share(Timestamp from, Timestamp until, const OffPeak& off_peak) {
    Milliseconds cheap{0};
    for (auto at = from; at < until;) {
        const auto end = std::min(next_tariff_change(off_peak, at).value_or(until), until);
        if (off_peak_until(off_peak, at)) cheap += end - at;
        at = end;
    }
    return static_cast<double>(cheap.count()) / static_cast<double>((until - from).count());
}

std::vector<CurvePoint> thinned(const std::vector<CurvePoint>& points) {
    const auto most = wire::state::kMostCurvePoints;
    if (points.size() <= most) return points;
    std::vector<CurvePoint> kept;
    for (std::size_t i = 0; i < most; ++i) kept.push_back(points[i * (points.size() - 1) / (most - 1)]);
    return kept;
}

}  // namespace

std::optional<CurvePoint> point_of(const wire::Sample& sample) {
    const auto energy = value_of(sample, Signal::charged_energy_wh);
    if (!energy) return std::nullopt;
    return CurvePoint{.at = sample.measured_at,
                      .energy_wh = *energy,
                      .soc_percent = value_of(sample, Signal::soc_percent),
                      .power_w = value_of(sample, Signal::charging_power_w)};
}

double off_peak_energy_wh(const std::vector<CurvePoint>& points, const OffPeak& off_peak) {
    double cheap = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto taken = points[i].energy_wh - points[i - 1].energy_wh;
        if (taken <= 0 || points[i].at <= points[i - 1].at) continue;
        cheap += taken * off_peak_share(points[i - 1].at, points[i].at, off_peak);
    }
    return cheap;
}

Money cost_of(double energy_wh, double off_peak_wh, const Tariff& tariff) {
    constexpr std::int64_t kWattHoursPerMwh = 1'000'000;
    const auto cheap = static_cast<std::int64_t>(std::llround(off_peak_wh));
    const auto dear = static_cast<std::int64_t>(std::llround(energy_wh)) - cheap;
    const auto micro = cheap * tariff.off_peak_minor_per_mwh + dear * tariff.peak_minor_per_mwh;
    return {(micro + kWattHoursPerMwh / 2) / kWattHoursPerMwh, tariff.currency};
}

void measure(ChargingSession& session, const std::vector<CurvePoint>& points,
             const std::optional<Tariff>& tariff) {
    for (const auto& point : points) {
        session.energy_wh = std::max(session.energy_wh, point.energy_wh);
        session.rapid = session.rapid || point.power_w.value_or(0) > kRapidFromW;
        if (!point.soc_percent) continue;
        if (!session.soc_from_percent) session.soc_from_percent = point.soc_percent;
        session.soc_to_percent = point.soc_percent;
    }
    if (tariff) {
        session.off_peak_wh = std::min(session.energy_wh, off_peak_energy_wh(points, tariff->off_peak));
        session.cost = cost_of(session.energy_wh, session.off_peak_wh, *tariff);
    }
    session.curve = thinned(points);
}

}  // namespace traction::state
