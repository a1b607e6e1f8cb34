/// A car's hardware that keeps a diary of what it was made to do, over all lives of its agent.
#pragma once

#include <functional>
#include <vector>

#include "shared/wire/messages/commands.hpp"
#include "vehicle-agent/agent/simulated_life.hpp"

namespace traction::simulation {

/// One movement of an actuator that nothing but a command moves.
struct Deed {
    Timestamp at{};
    wire::commands::Act act{};
};

/// The driver was warned of a danger zone.
struct Warning {
    Timestamp at{};
    vehicle::Place place;
    double odometer_m = 0;
};

/// The simulated car, with a diary of its horn and its lights; who listens hears what the driver is warned
/// of.
class RecordingCar final : public vehicle::Car {
   public:
    explicit RecordingCar(agent::SimulatedLife& life)
        : life_(life), horn_(*this), lights_(*this), cockpit_(*this) {}

    void set_warned(std::function<void(const Warning&)> hear) { warned_ = std::move(hear); }

    vehicle::Battery& battery() override { return life_.car().battery(); }
    vehicle::ChargePort& charge_port() override { return life_.car().charge_port(); }
    vehicle::Climate& climate() override { return life_.car().climate(); }
    vehicle::Doors& doors() override { return life_.car().doors(); }
    vehicle::Horn& horn() override { return horn_; }
    vehicle::Lights& lights() override { return lights_; }
    vehicle::Gnss& gnss() override { return life_.car().gnss(); }
    vehicle::Odometer& odometer() override { return life_.car().odometer(); }
    vehicle::Screen& screen() override { return life_.car().screen(); }
    vehicle::Cockpit& cockpit() override { return cockpit_; }
    wire::Sample measure(Timestamp now) override { return life_.car().measure(now); }
    std::vector<vehicle::Happening> take_happenings() override { return life_.car().take_happenings(); }

    const std::vector<Deed>& diary() const { return diary_; }

   private:
    struct RecordedHorn final : vehicle::Horn {
        explicit RecordedHorn(RecordingCar& car) : of(car) {}
        vehicle::Reaction sound() override {
            of.write_down(wire::commands::Act::horn);
            return of.life_.car().horn().sound();
        }
        RecordingCar& of;
    };
    struct RecordedLights final : vehicle::Lights {
        explicit RecordedLights(RecordingCar& car) : of(car) {}
        vehicle::Reaction flash() override {
            of.write_down(wire::commands::Act::lights);
            return of.life_.car().lights().flash();
        }
        RecordingCar& of;
    };
    struct RecordedCockpit final : vehicle::Cockpit {
        explicit RecordedCockpit(RecordingCar& car) : of(car) {}
        void warn_of_danger_zone(double length_m) override {
            auto& car = of.life_.car();
            of.warned_({car.now(), car.place(), car.odometer().distance_m()});
            car.cockpit().warn_of_danger_zone(length_m);
        }
        void danger_zones_are_over() override { of.life_.car().cockpit().danger_zones_are_over(); }
        RecordingCar& of;
    };
    void write_down(wire::commands::Act act) { diary_.push_back({life_.car().now(), act}); }

    agent::SimulatedLife& life_;
    RecordedHorn horn_;
    RecordedLights lights_;
    RecordedCockpit cockpit_;
    std::function<void(const Warning&)> warned_;
    std::vector<Deed> diary_;
};

/// The life of a recorded car; it goes on while its agent is down.
class RecordedLife final : public agent::LivingCar {
   public:
    RecordedLife(const Vin& vin, const vehicle::SimulatedCarSettings& settings)
        : life_(vin, settings), car_(life_) {}

    void take_over(const std::optional<agent::LifeSoFar>& past, Timestamp now) override {
        life_.take_over(past, now);
    }
    vehicle::Car& car() override { return car_; }
    void live_until(Timestamp now) override { life_.live_until(now); }
    std::optional<Timestamp> next_change() const override { return life_.next_change(); }

    const std::vector<Deed>& diary() const { return car_.diary(); }
    void set_warned(std::function<void(const Warning&)> hear) { car_.set_warned(std::move(hear)); }
    vehicle::Place place() { return life_.car().place(); }
    const std::string& screen_text() { return life_.car().screen().text(); }

   private:
    agent::SimulatedLife life_;
    RecordingCar car_;
};

}  // namespace traction::simulation
