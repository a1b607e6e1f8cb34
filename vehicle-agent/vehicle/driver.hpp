/// Who lives the day's life with a simulated car: leaves, drives, parks, locks, plugs in.
#pragma once

#include <optional>

#include "vehicle-agent/vehicle/day.hpp"

namespace traction::vehicle {

class SimulatedCar;

class Driver {
   public:
    Driver(Day day, Timestamp now);

    const Day& day() const { return day_; }
    /// When the driver next does something; nothing while driving, which ends with the road.
    std::optional<Timestamp> next_act() const;
    /// Does what is due at the car's now.
    void act(SimulatedCar& car);

   private:
    void leave(SimulatedCar& car);
    void arrive(SimulatedCar& car);

    enum class Stage : std::uint8_t { resting, driving, getting_out };
    Day day_;
    Trip trip_;
    Stage stage_ = Stage::resting;
    Timestamp gets_out_at_{};
};

}  // namespace traction::vehicle
