/// What a charging session was: its energy, split by the tariff, its cost and its curve. Pure. Rule E7.
#pragma once

#include <optional>
#include <vector>

#include "shared/domain/money.hpp"
#include "shared/wire/messages/charging_sessions.hpp"
#include "shared/wire/report.hpp"

namespace traction::state {

using wire::state::Tariff;

/// Above this power, in W, a charge is rapid: no car takes as much on alternating current.
inline constexpr double kRapidFromW = 22'500;

/// What a sample tells of a session.
struct CurvePoint {
    Timestamp at{};
    double energy_wh = 0;  ///< taken since the plug went in
    std::optional<double> soc_percent;
    std::optional<double> power_w;
};
/// Nothing where the sample does not tell how much energy was taken.
std::optional<CurvePoint> point_of(const wire::Sample& sample);

struct ChargingSession {
    SessionId session;
    OwnershipPeriod period = 0;
    Timestamp started_at{};  ///< plugged in
    Timestamp ended_at{};    ///< unplugged
    std::string cause;       ///< how its charging ended
    double energy_wh = 0;
    double off_peak_wh = 0;  ///< of it
    std::optional<double> soc_from_percent, soc_to_percent;
    bool rapid = false;
    std::optional<Money> cost;
    std::vector<CurvePoint> curve;
};

/// What was charged between two points is taken for even, and split where the tariff changes. `points` are in
/// order of time; energy that falls is a fault of a sensor, and counts for nothing.
double off_peak_energy_wh(const std::vector<CurvePoint>& points, const OffPeak& off_peak);

/// In whole minor units, halves rounded up.
Money cost_of(double energy_wh, double off_peak_wh, const Tariff& tariff);

/// Fills in what follows from the points, which are in order of time. The curve keeps at most
/// `kMostCurvePoints` of them, the first and the last included.
void measure(ChargingSession& session, const std::vector<CurvePoint>& points,
             const std::optional<Tariff>& tariff);

}  // namespace traction::state
