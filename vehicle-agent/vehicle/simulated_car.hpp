/// A whole car that exists only here: physics from a seed, a driver who lives with it, and hardware that
/// fails on request. The same settings and the same calls give the same life. Not thread-safe. A process that
/// was restarted makes its car again from the same settings, `born` above all, and lives it on to now (a year
/// takes a fifth of a second); what was told to it by hand or through its ports is to be told again.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/domain/calendar.hpp"
#include "vehicle-agent/vehicle/body.hpp"
#include "vehicle-agent/vehicle/cabin.hpp"
#include "vehicle-agent/vehicle/charger.hpp"
#include "vehicle-agent/vehicle/driver.hpp"
#include "vehicle-agent/vehicle/motion.hpp"
#include "vehicle-agent/vehicle/weather.hpp"

namespace traction::vehicle {

struct SimulatedCarSettings {
    std::uint64_t seed = 1;
    Timestamp born{};              ///< the instant at which its life begins, parked and locked at home
    Zone zone = Zone::standard();  ///< of its driver's days
    bool day_life = true;          ///< false: it moves only when told to
    double soc_percent = 70;
    double odometer_m = 12'000'000;
    SimulatedScreen::Watcher screen_watcher = {};    ///< hears what comes on the screen
    SimulatedCockpit::Watcher cockpit_watcher = {};  ///< hears what the driver is warned of
};

/// What can be told to fail.
enum class Part : std::uint8_t { doors, charge_port, climate, horn, lights };

class SimulatedCar : public Car {
   public:
    /// The model is looked up by the VIN.
    SimulatedCar(const Vin& vin, const SimulatedCarSettings& settings);
    SimulatedCar(const Vin& vin, const Model& model, const SimulatedCarSettings& settings);
    SimulatedCar(const SimulatedCar&) = delete;
    SimulatedCar& operator=(const SimulatedCar&) = delete;

    // The agent's view.
    TractionBattery& battery() override { return battery_; }
    Charger& charge_port() override { return charger_; }
    Cabin& climate() override { return cabin_; }
    SimulatedDoors& doors() override { return doors_; }
    SimulatedHorn& horn() override { return horn_; }
    SimulatedLights& lights() override { return lights_; }
    Gnss& gnss() override { return motion_; }
    Odometer& odometer() override { return motion_; }
    SimulatedScreen& screen() override { return screen_; }
    SimulatedCockpit& cockpit() override { return cockpit_; }
    /// Advances to `now` first.
    wire::Sample measure(Timestamp now) override;
    std::vector<Happening> take_happenings() override { return diary_.take(); }

    // Time.
    Timestamp now() const { return diary_.now(); }
    /// Lives on to `instant`; an earlier one than now changes nothing.
    void advance_to(Timestamp instant);
    /// When something will next happen by itself, as far as can be foreseen; nothing when it never will.
    /// Always after now.
    std::optional<Timestamp> next_change() const;

    // What a person does by hand. The car must be parked for all but `park`; each is a bug otherwise.
    /// A round trip of this length from here. Unlocks and unplugs first.
    void drive(double distance_m, double cruise_kmh);
    void drive_to(Place place, double cruise_kmh);
    void park();
    void plug_in(ChargePoint point);
    void unplug();

    // What the world does to it.
    void set_outside_temperature(double celsius);
    void cut_power(bool cut = true);  ///< at the charge point; `false` brings it back
    void fail_charge_point(bool failed = true);
    void fail(Part part, bool failed = true);
    void lose_fix(bool lost = true) { motion_.lose_fix(lost); }
    /// The next sample's state of charge, energy, range and odometer read 0, as real sensors do now and then.
    void read_zeros_once() { zeros_once_ = true; }
    void set_state_of_charge(double percent);

    bool driving() const { return motion_.driving(); }
    Place place() const { return motion_.place(); }

   private:
    Surroundings surroundings() const;
    std::chrono::milliseconds longest_step() const;
    void step(std::chrono::milliseconds length);
    void let_driver_act();
    void set_out(const Path& path, double cruise_kmh);
    void measure_charging(wire::Sample& sample) const;
    void measure_climate(wire::Sample& sample) const;
    void measure_motion(wire::Sample& sample) const;
    void measure_body(wire::Sample& sample) const;
    double low_voltage_load_w() const;

    Weather weather_;
    TractionBattery battery_;
    Diary diary_;
    Charger charger_;
    Cabin cabin_;
    SimulatedDoors doors_;
    SimulatedHorn horn_;
    SimulatedLights lights_;
    SimulatedScreen screen_;
    SimulatedCockpit cockpit_;
    Motion motion_;
    std::optional<Driver> driver_;
    Timestamp born_;
    Timestamp low_voltage_supported_at_;
    bool zeros_once_ = false;
};

}  // namespace traction::vehicle
