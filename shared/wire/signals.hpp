/// The signals that a car measures: one row each, with the name on the wire (its unit is the end of the
/// name), bounds, the twin's aspect that shows it, and the COVESA VSS 5 path it stands for (under `Private`
/// where VSS has no such signal). Samples, storage columns and the twin all follow this table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/domain/timestamp.hpp"

namespace traction::wire {

enum class Signal : std::uint8_t {
    soc_percent,
    range_m,
    usable_energy_wh,
    battery_temperature_c,
    battery_voltage_v,
    battery_current_a,
    charging_status,
    plugged,
    charging_power_w,
    charging_remaining_s,
    charging_limit_percent,
    charged_energy_wh,
    cabin_temperature_c,
    outside_temperature_c,
    preconditioning,
    cabin_power_w,
    locked,
    doors_open,
    windows_open,
    latitude_deg,
    longitude_deg,
    altitude_m,
    heading_deg,
    speed_kmh,
    gnss_speed_kmh,
    ready_to_drive,
    odometer_m,
    consumption_wh_per_km,
    service_due_m,
    service_due_days,
    tyre_front_left_kpa,
    tyre_front_right_kpa,
    tyre_rear_left_kpa,
    tyre_rear_right_kpa,
    low_voltage_v,
    low_voltage_load_w,
};
inline constexpr std::size_t kSignalCount = 36;

/// What part of the twin shows a signal: the last level of `vehicle/{vin}/state/{aspect}`.
/// `privacy` shows none: it says why others are missing (rule D3).
enum class Aspect : std::uint8_t {
    charging,
    climate,
    doors,
    position,
    odometer,
    service,
    low_voltage,
    privacy
};
inline constexpr std::array<std::string_view, 8> kAspectNames{
    "charging", "climate", "doors", "position", "odometer", "service", "low_voltage", "privacy"};

/// How a value is written: a number, true or false, or one word of a list.
enum class Form : std::uint8_t { number, truth, charging_status, preconditioning };

enum class ChargingStatus : std::uint8_t { unplugged, plugged, waiting, charging, complete, stopped, fault };
inline constexpr std::array<std::string_view, 7> kChargingStatusNames{
    "unplugged",  ///< no cable
    "plugged",    ///< cable in, nothing planned
    "waiting",    ///< for the programmed time or the off-peak window
    "charging",
    "complete",  ///< full, or the owner's limit or target is reached
    "stopped",   ///< by the owner
    "fault"};
enum class Preconditioning : std::uint8_t { off, heating, cooling };
inline constexpr std::array<std::string_view, 3> kPreconditioningNames{"off", "heating", "cooling"};

struct SignalRow {
    Signal signal;
    std::string_view name;
    Form form;
    double lowest;
    double highest;
    int decimals;  ///< written at most; the rest is rounded
    Aspect aspect;
    std::string_view vss;
};

inline constexpr std::array<SignalRow, kSignalCount> kSignals{{
    {Signal::soc_percent, "soc_percent", Form::number, 0, 100, 2, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed"},
    {Signal::range_m, "range_m", Form::number, 0, 2e6, 0, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.Range"},
    {Signal::usable_energy_wh, "usable_energy_wh", Form::number, 0, 500e3, 0, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.StateOfCharge.CurrentEnergy"},
    {Signal::battery_temperature_c, "battery_temperature_c", Form::number, -60, 120, 1, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.Temperature.Average"},
    {Signal::battery_voltage_v, "battery_voltage_v", Form::number, 0, 1500, 1, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.CurrentVoltage"},
    {Signal::battery_current_a, "battery_current_a", Form::number, -2000, 2000, 1, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.CurrentCurrent"},
    {Signal::charging_status, "charging_status", Form::charging_status, 0, 6, 0, Aspect::charging,
     "Vehicle.Private.Powertrain.TractionBattery.Charging.Status"},
    {Signal::plugged, "plugged", Form::truth, 0, 1, 0, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.Charging.ChargingPort.AnyPosition.IsChargingCableConnected"},
    {Signal::charging_power_w, "charging_power_w", Form::number, 0, 1e6, 0, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.CurrentPower"},
    {Signal::charging_remaining_s, "charging_remaining_s", Form::number, 0, 1e6, 0, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.Charging.TimeToComplete"},
    {Signal::charging_limit_percent, "charging_limit_percent", Form::number, 0, 100, 0, Aspect::charging,
     "Vehicle.Powertrain.TractionBattery.Charging.ChargeLimit"},
    {Signal::charged_energy_wh, "charged_energy_wh", Form::number, 0, 500e3, 0, Aspect::charging,
     "Vehicle.Private.Powertrain.TractionBattery.Charging.SessionEnergy"},
    {Signal::cabin_temperature_c, "cabin_temperature_c", Form::number, -60, 100, 1, Aspect::climate,
     "Vehicle.Cabin.HVAC.AmbientAirTemperature"},
    {Signal::outside_temperature_c, "outside_temperature_c", Form::number, -60, 70, 1, Aspect::climate,
     "Vehicle.Exterior.AirTemperature"},
    {Signal::preconditioning, "preconditioning", Form::preconditioning, 0, 2, 0, Aspect::climate,
     "Vehicle.Private.Cabin.HVAC.Preconditioning"},
    {Signal::cabin_power_w, "cabin_power_w", Form::number, 0, 30e3, 0, Aspect::climate,
     "Vehicle.Private.Cabin.HVAC.PowerConsumption"},
    {Signal::locked, "locked", Form::truth, 0, 1, 0, Aspect::doors, "Vehicle.Private.Cabin.IsLocked"},
    {Signal::doors_open, "doors_open", Form::number, 0, 6, 0, Aspect::doors,
     "Vehicle.Private.Cabin.OpenDoorCount"},
    {Signal::windows_open, "windows_open", Form::number, 0, 6, 0, Aspect::doors,
     "Vehicle.Private.Cabin.OpenWindowCount"},
    {Signal::latitude_deg, "latitude_deg", Form::number, -90, 90, 6, Aspect::position,
     "Vehicle.CurrentLocation.Latitude"},
    {Signal::longitude_deg, "longitude_deg", Form::number, -180, 180, 6, Aspect::position,
     "Vehicle.CurrentLocation.Longitude"},
    {Signal::altitude_m, "altitude_m", Form::number, -500, 9000, 0, Aspect::position,
     "Vehicle.CurrentLocation.Altitude"},
    {Signal::heading_deg, "heading_deg", Form::number, 0, 360, 0, Aspect::position,
     "Vehicle.CurrentLocation.Heading"},
    {Signal::speed_kmh, "speed_kmh", Form::number, 0, 400, 1, Aspect::position, "Vehicle.Speed"},
    {Signal::gnss_speed_kmh, "gnss_speed_kmh", Form::number, 0, 400, 1, Aspect::position,
     "Vehicle.Private.CurrentLocation.GNSSReceiver.Speed"},
    {Signal::ready_to_drive, "ready_to_drive", Form::truth, 0, 1, 0, Aspect::position,
     "Vehicle.Private.Powertrain.IsReadyToDrive"},
    {Signal::odometer_m, "odometer_m", Form::number, 0, 5e9, 0, Aspect::odometer, "Vehicle.TraveledDistance"},
    {Signal::consumption_wh_per_km, "consumption_wh_per_km", Form::number, -2000, 5000, 0, Aspect::odometer,
     "Vehicle.Private.Powertrain.AverageConsumption"},
    {Signal::service_due_m, "service_due_m", Form::number, -1e9, 1e9, 0, Aspect::service,
     "Vehicle.Service.DistanceToService"},
    {Signal::service_due_days, "service_due_days", Form::number, -10000, 10000, 0, Aspect::service,
     "Vehicle.Service.TimeToService"},
    {Signal::tyre_front_left_kpa, "tyre_front_left_kpa", Form::number, 0, 1000, 0, Aspect::service,
     "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure"},
    {Signal::tyre_front_right_kpa, "tyre_front_right_kpa", Form::number, 0, 1000, 0, Aspect::service,
     "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure"},
    {Signal::tyre_rear_left_kpa, "tyre_rear_left_kpa", Form::number, 0, 1000, 0, Aspect::service,
     "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure"},
    {Signal::tyre_rear_right_kpa, "tyre_rear_right_kpa", Form::number, 0, 1000, 0, Aspect::service,
     "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure"},
    {Signal::low_voltage_v, "low_voltage_v", Form::number, 0, 60, 2, Aspect::low_voltage,
     "Vehicle.LowVoltageBattery.CurrentVoltage"},
    {Signal::low_voltage_load_w, "low_voltage_load_w", Form::number, 0, 10e3, 0, Aspect::low_voltage,
     "Vehicle.Private.LowVoltageBattery.Load"},
}};

constexpr const SignalRow& row_of(Signal signal) {
    return kSignals[static_cast<std::size_t>(signal)];
}
static_assert([] {
    for (std::size_t i = 0; i < kSignalCount; ++i) {
        if (static_cast<std::size_t>(kSignals[i].signal) != i) return false;
    }
    return true;
}());

/// The row with this wire name, or nothing.
std::optional<Signal> signal_named(std::string_view name);

/// What one instant measured: some signals, each present or not; a doubtful value is kept and marked, and
/// never wins in the twin.
class Sample {
   public:
    Timestamp measured_at{};

    void set(Signal signal, double value, bool doubtful = false) {
        const auto at = static_cast<std::size_t>(signal);
        values_[at] = value;
        present_ |= bit(signal);
        doubtful_ = doubtful ? doubtful_ | bit(signal) : doubtful_ & ~bit(signal);
    }
    void mark_doubtful(Signal signal) { doubtful_ |= bit(signal) & present_; }
    /// One bit each.
    void leave_out(std::uint64_t signals) {
        present_ &= ~signals;
        doubtful_ &= ~signals;
    }
    bool has(Signal signal) const { return (present_ & bit(signal)) != 0; }
    bool doubtful(Signal signal) const { return (doubtful_ & bit(signal)) != 0; }
    /// Only where `has(signal)`. Truths are 0 or 1, words the index in their list.
    double value(Signal signal) const { return values_[static_cast<std::size_t>(signal)]; }

    bool empty() const { return present_ == 0; }
    std::uint64_t present_mask() const { return present_; }
    std::uint64_t doubtful_mask() const { return doubtful_; }
    void clear() { present_ = doubtful_ = 0; }

   private:
    static constexpr std::uint64_t bit(Signal signal) {
        return std::uint64_t{1} << static_cast<unsigned>(signal);
    }
    std::uint64_t present_ = 0;
    std::uint64_t doubtful_ = 0;
    std::array<double, kSignalCount> values_{};
};

}  // namespace traction::wire
