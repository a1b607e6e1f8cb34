/// A simulated car that lives in this process, and hands that can touch it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "vehicle-agent/agent/living_car.hpp"
#include "vehicle-agent/vehicle/simulated_car.hpp"

namespace traction::agent {

class SimulatedLife : public LivingCar {
   public:
    /// What a person does to the car by hand.
    using Deed = std::function<void(vehicle::SimulatedCar&)>;
    enum class Hands { none, may_come };

    /// `settings.born` is set when the life begins.
    SimulatedLife(const Vin& vin, const vehicle::SimulatedCarSettings& settings, Hands hands = Hands::none);

    void take_over(const std::optional<LifeSoFar>& past, Timestamp now) override;
    vehicle::SimulatedCar& car() override;
    void live_until(Timestamp now) override { car().advance_to(now); }
    std::optional<Timestamp> next_change() const override;
    std::optional<Milliseconds> watched_every() const override;
    bool let_hands_in(Timestamp now) override;

    /// Any thread. The deed is done in the agent's next turn.
    void do_by_hand(Deed deed);

   private:
    Vin vin_;
    vehicle::SimulatedCarSettings settings_;
    Hands hands_;
    std::unique_ptr<vehicle::SimulatedCar> car_;
    std::mutex mutex_;
    std::vector<Deed> deeds_;
};

}  // namespace traction::agent
