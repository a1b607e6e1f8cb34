/// A car's hardware that keeps a diary of what it was made to do, over all lives of its agent.
#pragma once

#include <vector>

#include "shared/wire/messages/commands.hpp"
#include "vehicle-agent/agent/simulated_life.hpp"

namespace traction::simulation {

/// One movement of an actuator that nothing but a command moves.
struct Deed {
    Timestamp at{};
    wire::commands::Act act{};
};

/// The simulated car, with a diary of its horn and its lights.
class RecordingCar final : public vehicle::Car {
   public:
    explicit RecordingCar(agent::SimulatedLife& life) : life_(life), horn_(*this), lights_(*this) {}

    vehicle::Battery& battery() override { return life_.car().battery(); }
    vehicle::ChargePort& charge_port() override { return life_.car().charge_port(); }
    vehicle::Climate& climate() override { return life_.car().climate(); }
    vehicle::Doors& doors() override { return life_.car().doors(); }
    vehicle::Horn& horn() override { return horn_; }
    vehicle::Lights& lights() override { return lights_; }
    vehicle::Gnss& gnss() override { return life_.car().gnss(); }
    vehicle::Odometer& odometer() override { return life_.car().odometer(); }
    vehicle::Screen& screen() override { return life_.car().screen(); }
    vehicle::PrivacySwitch& privacy_switch() override { return life_.car().privacy_switch(); }
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
    void write_down(wire::commands::Act act) { diary_.push_back({life_.car().now(), act}); }

    agent::SimulatedLife& life_;
    RecordedHorn horn_;
    RecordedLights lights_;
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
    /// Somebody in the car touches its switch. Gives the instant from which it holds; nothing where it held.
    std::optional<Timestamp> choose(wire::Privacy privacy, Timestamp now) {
        auto& on_screen = life_.car().privacy_switch();
        if (on_screen.shown() == privacy) return std::nullopt;
        life_.live_until(now);
        on_screen.choose(privacy);
        return life_.car().now();
    }
    wire::Privacy privacy() { return life_.car().privacy_switch().shown(); }
    const std::string& screen_text() { return life_.car().screen().text(); }

   private:
    agent::SimulatedLife life_;
    RecordingCar car_;
};

}  // namespace traction::simulation
