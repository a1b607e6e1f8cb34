#include "vehicle-agent/vehicle/simulated_car.hpp"

#include <algorithm>
#include <cmath>

#include "shared/domain/result.hpp"
#include "vehicle-agent/vehicle/dice.hpp"

namespace traction::vehicle {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kDrivingStep = 1s;
constexpr Milliseconds kCabinStep = 5s;
constexpr Milliseconds kChargingStep = 10s;
constexpr Milliseconds kParkedStep = 60s;
/// Foresight is a guess from the present step; this is the least it looks ahead.
constexpr Milliseconds kLeastForesight = 1s;

double seconds(Milliseconds length) {
    return std::chrono::duration<double>(length).count();
}

Timestamp foreseen(Timestamp now, double in_seconds) {
    const auto in = std::chrono::ceil<Milliseconds>(std::chrono::duration<double>(in_seconds));
    return now + std::max(kLeastForesight, in);
}

}  // namespace

SimulatedCar::SimulatedCar(const Vin& vin, const SimulatedCarSettings& settings)
    : SimulatedCar(vin, model_of(vin.text()), settings) {}

SimulatedCar::SimulatedCar(const Vin& vin, const Model& model, const SimulatedCarSettings& settings)
    : weather_(settings.seed),
      battery_(model, settings.soc_percent, weather_.temperature_c(settings.born)),
      diary_(vin, battery_, settings.born),
      charger_(battery_, diary_),
      cabin_(battery_, diary_, weather_.temperature_c(settings.born)),
      doors_(diary_, [this] { cabin_.notice(surroundings()); }),
      screen_(settings.screen_watcher),
      cockpit_(settings.cockpit_watcher),
      motion_(battery_, diary_, Day(settings.seed, settings.zone).home(), settings.odometer_m),
      born_(settings.born),
      low_voltage_supported_at_(settings.born) {
    if (settings.day_life) driver_.emplace(Day(settings.seed, settings.zone), settings.born);
    cabin_.notice(surroundings());
}

void SimulatedCar::advance_to(Timestamp instant) {
    while (now() < instant) {
        Timestamp end = std::min(instant, now() + longest_step());
        if (driver_ && driver_->next_act()) end = std::clamp(*driver_->next_act(), now() + 1ms, end);
        step(end - now());
        let_driver_act();
    }
}

std::optional<Timestamp> SimulatedCar::next_change() const {
    std::optional<Timestamp> next;
    const auto consider = [&next](Timestamp at) { next = next ? std::min(*next, at) : at; };
    if (driver_ && driver_->next_act()) consider(std::max(*driver_->next_act(), now() + kLeastForesight));
    if (const auto left = charger_.seconds_to_next_change()) consider(foreseen(now(), *left));
    if (driving()) consider(foreseen(now(), motion_.left_to_drive_m() / motion_.cruise_m_per_s()));
    const bool may_run_low = cabin_.mode() != wire::Preconditioning::off && !charger_.grid_power();
    if (may_run_low) consider(now() + kParkedStep);
    return next;
}

void SimulatedCar::drive(double distance_m, double cruise_kmh) {
    const double heading = 360 * roll(mixed(static_cast<std::uint64_t>(motion_.distance_m())), 0);
    set_out(Path::loop(place(), heading, distance_m), cruise_kmh);
}

void SimulatedCar::drive_to(Place to, double cruise_kmh) {
    set_out(Path::between(place(), to), cruise_kmh);
}

void SimulatedCar::set_out(const Path& path, double cruise_kmh) {
    check(!driving(), "a parked car sets out");
    doors_.unlock();
    doors_.close();
    charger_.unplug();
    motion_.drive(path, cruise_kmh);
    doors_.set_driving(true);
    cabin_.notice(surroundings());
}

void SimulatedCar::park() {
    motion_.park(Cause::asked);
    doors_.set_driving(false);
    cabin_.notice(surroundings());
}

void SimulatedCar::plug_in(ChargePoint point) {
    check(!driving(), "a parked car is plugged in");
    charger_.plug_in(point);
    cabin_.notice(surroundings());
}

void SimulatedCar::unplug() {
    charger_.unplug();
    cabin_.notice(surroundings());
}

void SimulatedCar::set_outside_temperature(double celsius) {
    weather_.fix_temperature(celsius);
    cabin_.notice(surroundings());
}

void SimulatedCar::cut_power(bool cut) {
    charger_.cut_power(cut);
    cabin_.notice(surroundings());
}

void SimulatedCar::fail_charge_point(bool failed) {
    charger_.fail_point(failed);
    cabin_.notice(surroundings());
}

void SimulatedCar::fail(Part part, bool failed) {
    switch (part) {
        case Part::doors:
            return doors_.jam(failed);
        case Part::charge_port:
            return charger_.fail_port(failed);
        case Part::climate:
            return cabin_.fail(failed);
        case Part::horn:
            return horn_.fail(failed);
        case Part::lights:
            return lights_.fail(failed);
    }
}

void SimulatedCar::set_state_of_charge(double percent) {
    battery_.set_state_of_charge(percent);
    cabin_.notice(surroundings());
}

Surroundings SimulatedCar::surroundings() const {
    return {doors_.locked(), driving(), charger_.grid_power(), weather_.temperature_c(now()),
            weather_.sunshine(now())};
}

Milliseconds SimulatedCar::longest_step() const {
    if (driving()) return kDrivingStep;
    if (cabin_.mode() != wire::Preconditioning::off) return kCabinStep;
    return charger_.charging() ? kChargingStep : kParkedStep;
}

void SimulatedCar::step(Milliseconds length) {
    const double for_seconds = seconds(length);
    const double outside_c = cabin_.outside_temperature_c();
    battery_.begin_step();
    cabin_.advance(for_seconds);
    if (driving()) motion_.add_consumed(cabin_.power_w() * for_seconds / 3600);
    charger_.advance(for_seconds);
    battery_.rest(outside_c, for_seconds);
    diary_.set_now(now() + length);
    motion_.advance(outside_c, for_seconds);
    doors_.set_driving(driving());
    cabin_.notice(surroundings());
    if (driving() || charger_.charging()) low_voltage_supported_at_ = now();
}

void SimulatedCar::let_driver_act() {
    if (driver_) driver_->act(*this);
}

}  // namespace traction::vehicle
