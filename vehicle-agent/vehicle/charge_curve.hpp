/// How fast a battery lets itself be charged: the power it accepts at each state of charge, linear between
/// points.
#pragma once

#include <span>

namespace traction::vehicle {

struct CurvePoint {
    double soc_percent;
    double power_w;
};
/// Rising in `soc_percent`, from 0 to 100, every power above 0. Empty: no direct current socket.
using ChargeCurve = std::span<const CurvePoint>;

/// W accepted at this state of charge. The curve is not empty.
double accepted_power_w(ChargeCurve curve, double soc_percent);

/// The share of the curve's power that a battery of this temperature accepts: 1 between 20 and 40 °C.
double temperature_share(double battery_temperature_c);

/// Seconds to charge `usable_wh` from one state of charge to another, never with more than `limit_w` into the
/// battery. Exact for the piecewise linear curve. 0 when there is nothing to charge. An empty curve accepts
/// everything.
double seconds_to_charge(ChargeCurve curve, double usable_wh, double from_percent, double to_percent,
                         double limit_w);

}  // namespace traction::vehicle
