/// Lets the charge port do what the owner wants, while the car is offline too. Rules E1, E2, E3, E6.
#pragma once

#include "vehicle-agent/charging/charging_store.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::charging {

class ChargingControl {
   public:
    explicit ChargingControl(ports::Database& database);

    /// Decides anew what the port should do now, and has it done. A port that does not answer is asked again
    /// the next time.
    void live(vehicle::ChargePort& port, Timestamp now);
    /// When to `live` again, though nothing happens.
    std::optional<Timestamp> next_due() const { return decision_.until; }

    // What the owner asks for; `live` has been called at `now`.
    /// Charging that the new programme does not want now stops: the remote stop. Rule E3.
    void set_programme(const ChargingProgramme& programme, vehicle::ChargePort& port, Timestamp now);
    /// Kept, and applied by the car itself. Rule E6.
    vehicle::Reaction set_limit(int percent, vehicle::ChargePort& port, Timestamp now);
    /// Charges in this session whatever the programme says, and erases nothing (rule E6). A refusal changes
    /// nothing.
    vehicle::Reaction charge_now(vehicle::ChargePort& port, Timestamp now);

    /// The owner is another from now on: the car charges as if nobody had asked for anything. Rule E1.
    void forget_wishes(vehicle::ChargePort& port, Timestamp now);

    /// Writes into a sample what only the programme knows: that the car is waiting, and the owner's own
    /// limit.
    void complete(wire::Sample& sample) const;

   private:
    void save_changed(const ChargingWishes& wishes);
    void apply(vehicle::ChargePort& port, Timestamp now);

    ChargingStore store_;
    ChargingWishes wishes_;
    Decision decision_;
};

}  // namespace traction::charging
