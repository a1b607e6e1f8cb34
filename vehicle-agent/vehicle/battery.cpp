#include "vehicle-agent/vehicle/battery.hpp"

#include <algorithm>
#include <cmath>

namespace traction::vehicle {
namespace {

constexpr double kKilogramsPerWattHour = 0.0075;
constexpr double kHeatOfPackJPerKgK = 950;
constexpr double kPackLossToAirWPerK = 12;
constexpr double kCoolerStartsAtC = 35;
constexpr double kCoolerWPerK = 250;
constexpr double kShareLostAsHeat = 0.03;
constexpr double kMemoryOfConsumptionM = 30e3;
constexpr double kTypicalSpeedKmh = 50;

}  // namespace

TractionBattery::TractionBattery(const Model& model, double soc_percent, double temperature_c)
    : model_(model),
      energy_wh_(0),
      temperature_c_(temperature_c),
      recent_wh_per_km_(model.consumption_wh_per_km) {
    set_state_of_charge(soc_percent);
}

double TractionBattery::range_m() const {
    return 1000 * energy_wh_ / (recent_wh_per_km_ + cabin_draw_w_ / kTypicalSpeedKmh);
}

double TractionBattery::voltage_v() const {
    return model_.nominal_voltage_v * (0.88 + 0.0018 * state_of_charge_percent());
}

void TractionBattery::set_state_of_charge(double percent) {
    energy_wh_ = model_.usable_wh * std::clamp(percent, 0.0, 100.0) / 100;
}

void TractionBattery::move(double watts, double seconds) {
    energy_wh_ = std::clamp(energy_wh_ + watts * seconds / 3600, 0.0, model_.usable_wh);
    power_w_ += watts;
    temperature_c_ += kShareLostAsHeat * std::abs(watts) * seconds / heat_capacity_j_per_k();
}

void TractionBattery::rest(double outside_c, double seconds) {
    const double air_rate = kPackLossToAirWPerK * seconds / heat_capacity_j_per_k();
    temperature_c_ += (outside_c - temperature_c_) * air_rate / (1 + air_rate);
    if (temperature_c_ <= kCoolerStartsAtC) return;
    const double cooler_rate = kCoolerWPerK * seconds / heat_capacity_j_per_k();
    temperature_c_ -= (temperature_c_ - kCoolerStartsAtC) * cooler_rate / (1 + cooler_rate);
}

void TractionBattery::learn_consumption(double wh_per_km, double distance_m) {
    const double share = distance_m / (distance_m + kMemoryOfConsumptionM);
    recent_wh_per_km_ += share * (wh_per_km - recent_wh_per_km_);
    recent_wh_per_km_ = std::max(recent_wh_per_km_, 0.4 * model_.consumption_wh_per_km);
}

double TractionBattery::heat_capacity_j_per_k() const {
    return model_.usable_wh * kKilogramsPerWattHour * kHeatOfPackJPerKgK;
}

}  // namespace traction::vehicle
