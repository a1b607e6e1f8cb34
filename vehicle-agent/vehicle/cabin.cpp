#include "vehicle-agent/vehicle/cabin.hpp"

#include <algorithm>
#include <utility>

namespace traction::vehicle {
namespace {

constexpr double kHeatOfCabinJPerK = 90e3;
constexpr double kCabinLossToAirWPerK = 45;
constexpr double kSunW = 500;  ///< through the windows of a parked car at a clear midday
constexpr double kSettlingS =
    120;  ///< the controller aims to arrive in this time, and is limited by its power
constexpr double kHeatPerWatt = 1.6;  ///< heat pump and resistance together
constexpr double kColdPerWatt = 2.5;
constexpr double kCoolerShare = 0.5;  ///< the compressor's power against the heater's
constexpr double kNothingToDoW = 60;  ///< less heat than this does not change heating into cooling

}  // namespace

Cabin::Cabin(TractionBattery& battery, Diary& diary, double temperature_c)
    : battery_(battery), diary_(diary), temperature_c_(temperature_c) {
    around_.outside_c = temperature_c;
}

Reaction Cabin::start() {
    const Reaction found = reaction();
    if (found != Reaction::obeyed) return found;
    if (!std::exchange(preconditioning_, true)) diary_.tell(HappeningKind::preconditioning_started);
    cooling_ = wanted_heat_w() < 0;
    return Reaction::obeyed;
}

Reaction Cabin::stop() {
    if (failed_) return Reaction::part_failed;
    end(Cause::asked);
    return Reaction::obeyed;
}

wire::Preconditioning Cabin::mode() const {
    if (!preconditioning_) return wire::Preconditioning::off;
    return cooling_ ? wire::Preconditioning::cooling : wire::Preconditioning::heating;
}

void Cabin::notice(const Surroundings& around) {
    around_ = around;
    if (!preconditioning_) return;
    if (around_.driving) return end(Cause::drove_off);
    if (!around_.locked) return end(Cause::doors_unlocked);
    if (reaction() == Reaction::battery_low) end(Cause::battery_low);
}

void Cabin::advance(double seconds) {
    power_w_ = 0;
    double heat = 0;
    if (fitted() && !failed_ && (preconditioning_ || around_.driving)) {
        const double heater = battery_.model().cabin_heater_w;
        heat = std::clamp(wanted_heat_w(), -heater * kCoolerShare * kColdPerWatt, heater * kHeatPerWatt);
        power_w_ = heat > 0 ? heat / kHeatPerWatt : -heat / kColdPerWatt;
        if (std::abs(heat) > kNothingToDoW) cooling_ = heat < 0;
    }
    drift(heat, seconds);
    const double from_battery_w = around_.grid_power ? 0 : power_w_;
    battery_.set_cabin_draw(from_battery_w);
    battery_.move(-from_battery_w, seconds);
}

Reaction Cabin::reaction() const {
    if (!fitted()) return Reaction::not_fitted;
    if (failed_) return Reaction::part_failed;
    if (around_.driving) return Reaction::driving;
    if (!around_.locked) return Reaction::doors_unlocked;
    if (!around_.grid_power && battery_.state_of_charge_percent() < kLowBatteryPercent)
        return Reaction::battery_low;
    return Reaction::obeyed;
}

double Cabin::resting_temperature_c() const {
    return around_.outside_c + around_.sunshine * kSunW / kCabinLossToAirWPerK;
}

double Cabin::wanted_heat_w() const {
    const double to_hold = (kCabinTargetC - resting_temperature_c()) * kCabinLossToAirWPerK;
    const double to_arrive = (kCabinTargetC - temperature_c_) * kHeatOfCabinJPerK / kSettlingS;
    return to_hold + to_arrive;
}

void Cabin::drift(double heat_w, double seconds) {
    const double aim = resting_temperature_c() + heat_w / kCabinLossToAirWPerK;
    const double rate = kCabinLossToAirWPerK * seconds / kHeatOfCabinJPerK;
    temperature_c_ += (aim - temperature_c_) * rate / (1 + rate);
}

void Cabin::end(Cause cause) {
    if (!std::exchange(preconditioning_, false)) return;
    power_w_ = 0;
    battery_.set_cabin_draw(0);
    diary_.tell(HappeningKind::preconditioning_ended, cause);
}

}  // namespace traction::vehicle
