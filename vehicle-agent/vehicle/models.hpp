/// The cars that can be simulated: one row each, facts only.
#pragma once

#include <string_view>

#include "vehicle-agent/vehicle/charge_curve.hpp"

namespace traction::vehicle {

struct Model {
    std::string_view name;
    double usable_wh;
    double onboard_charger_w;      ///< alternating current, at the plug
    ChargeCurve rapid;             ///< direct current; empty: none
    double consumption_wh_per_km;  ///< mixed driving at 20 °C, cabin off
    double mass_kg;                ///< with its driver
    double cabin_heater_w;         ///< 0: neither heating nor cooling is fitted
    double nominal_voltage_v;      ///< of the traction battery
};

/// The row for the longest known beginning of `vin`; for an unknown one, the car most sold.
const Model& model_of(std::string_view vin);

/// The row with this name. A bug when there is none.
const Model& model_named(std::string_view name);

}  // namespace traction::vehicle
