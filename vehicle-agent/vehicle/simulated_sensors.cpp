/// What the simulated car's sensors read: the bridge from its parts to the table of signals.
#include <algorithm>
#include <array>
#include <cmath>

#include "vehicle-agent/vehicle/dice.hpp"
#include "vehicle-agent/vehicle/simulated_car.hpp"

namespace traction::vehicle {
namespace {

using wire::Signal;

constexpr double kServiceEveryM = 30e6;
constexpr int kServiceEveryDays = 730;
constexpr double kTyreKpa = 250;
constexpr double kTyreKpaPerKelvin = 0.9;
constexpr double kLeakKpaPerDay = 0.12;
constexpr int kPumpedEveryDays = 120;

double whole_days(Timestamp from, Timestamp to) {
    return static_cast<double>(std::chrono::floor<std::chrono::days>(to - from).count());
}

}  // namespace

wire::Sample SimulatedCar::measure(Timestamp at) {
    advance_to(at);
    wire::Sample sample;
    sample.measured_at = at;
    measure_charging(sample);
    measure_climate(sample);
    measure_motion(sample);
    measure_body(sample);
    if (std::exchange(zeros_once_, false)) {
        for (const Signal signal :
             {Signal::soc_percent, Signal::usable_energy_wh, Signal::range_m, Signal::odometer_m})
            sample.set(signal, 0);
    }
    return sample;
}

void SimulatedCar::measure_charging(wire::Sample& sample) const {
    sample.set(Signal::soc_percent, battery_.state_of_charge_percent());
    sample.set(Signal::range_m, battery_.range_m());
    sample.set(Signal::usable_energy_wh, battery_.usable_energy_wh());
    sample.set(Signal::battery_temperature_c, battery_.temperature_c());
    sample.set(Signal::battery_voltage_v, battery_.voltage_v());
    sample.set(Signal::battery_current_a, battery_.power_w() / battery_.voltage_v());
    sample.set(Signal::charging_status, static_cast<double>(charger_.status()));
    sample.set(Signal::plugged, charger_.plugged());
    sample.set(Signal::charging_power_w, charger_.power_w());
    if (charger_.charging()) sample.set(Signal::charging_remaining_s, std::min(1e6, charger_.remaining_s()));
    sample.set(Signal::charging_limit_percent, charger_.limit_percent());
    if (charger_.plugged()) sample.set(Signal::charged_energy_wh, diary_.charged_energy_wh());
}

void SimulatedCar::measure_climate(wire::Sample& sample) const {
    sample.set(Signal::cabin_temperature_c, cabin_.cabin_temperature_c());
    sample.set(Signal::outside_temperature_c, cabin_.outside_temperature_c());
    sample.set(Signal::preconditioning, static_cast<double>(cabin_.mode()));
    sample.set(Signal::cabin_power_w, cabin_.power_w());
}

void SimulatedCar::measure_motion(wire::Sample& sample) const {
    if (const auto position = motion_.position()) {
        sample.set(Signal::latitude_deg, position->latitude_deg);
        sample.set(Signal::longitude_deg, position->longitude_deg);
        sample.set(Signal::altitude_m, position->altitude_m);
        sample.set(Signal::heading_deg, position->heading_deg);
        sample.set(Signal::gnss_speed_kmh, motion_.speed_kmh());
    }
    sample.set(Signal::speed_kmh, motion_.speed_kmh());
    sample.set(Signal::ready_to_drive, driving());
    sample.set(Signal::odometer_m, motion_.distance_m());
    sample.set(Signal::consumption_wh_per_km, motion_.consumption_wh_per_km());
}

void SimulatedCar::measure_body(wire::Sample& sample) const {
    const double age_days = whole_days(born_, now());
    sample.set(Signal::locked, doors_.locked());
    sample.set(Signal::doors_open, doors_.open_count());
    sample.set(Signal::windows_open, 0);
    sample.set(Signal::service_due_m, kServiceEveryM - std::fmod(motion_.distance_m(), kServiceEveryM));
    sample.set(Signal::service_due_days, kServiceEveryDays - std::fmod(age_days, kServiceEveryDays));
    constexpr std::array kTyres{Signal::tyre_front_left_kpa, Signal::tyre_front_right_kpa,
                                Signal::tyre_rear_left_kpa, Signal::tyre_rear_right_kpa};
    const double warm = kTyreKpaPerKelvin * (cabin_.outside_temperature_c() - 20 + (driving() ? 15 : 0));
    for (const Signal tyre : kTyres) {
        const double leak = kLeakKpaPerDay * (1 + roll(mixed(static_cast<std::uint64_t>(tyre)), 0)) *
                            std::fmod(age_days, kPumpedEveryDays);
        sample.set(tyre, kTyreKpa + warm - leak);
    }
    const bool supported = driving() || charger_.charging();
    const double rested = std::min(60.0, whole_days(low_voltage_supported_at_, now()));
    sample.set(Signal::low_voltage_v, supported ? 14.3 : 12.7 - 0.015 * rested);
    sample.set(Signal::low_voltage_load_w, low_voltage_load_w());
}

/// Media, headlights and wipers: they run on the 12 V battery and never shorten the range. Rule V2.
double SimulatedCar::low_voltage_load_w() const {
    if (!driving()) return charger_.charging() ? 60 : 2;
    const double media = 45, computers = 130;
    const double headlights = weather_.sunshine(now()) < 0.05 ? 110 : 15;
    const double wipers = weather_.raining(now()) ? 70 : 0;
    return media + computers + headlights + wipers;
}

}  // namespace traction::vehicle
