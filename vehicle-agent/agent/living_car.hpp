/// A car and the time that passes in it. One thread uses it, but for what says otherwise.
#pragma once

#include <optional>

#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::agent {

/// Where a car's life stood, so that it can go on after its process was restarted.
struct LifeSoFar {
    Timestamp born{};
    Timestamp lived_until{};
    double soc_percent = 0;
    double odometer_m = 0;
};

class LivingCar {
   public:
    virtual ~LivingCar() = default;

    /// Called each time an agent takes the car over. Without a past it is born at `now`. A car that lived on
    /// without its agent stays as it is; otherwise it has the state of `past`, and what happened until then
    /// is not told again.
    virtual void take_over(const std::optional<LifeSoFar>& past, Timestamp now) = 0;
    /// After `take_over`.
    virtual vehicle::Car& car() = 0;
    virtual void live_until(Timestamp now) = 0;
    /// When something will happen in it by itself, after its now.
    virtual std::optional<Timestamp> next_change() const = 0;

    /// How often to ask whether somebody touched it, in machine time; nothing when nobody can.
    virtual std::optional<Milliseconds> watched_every() const { return std::nullopt; }
    /// Lets the hands that wait do what they want, at `now`. True when there were some.
    virtual bool let_hands_in(Timestamp /*now*/) { return false; }
};

}  // namespace traction::agent
