/// The sale: a car goes from its owner to the account that paired it. The new period begins when nothing of
/// the car can reach the earlier owner any more: first the workers that serve him acknowledge that his period
/// has ended, then the broker that his sessions have, with all that lay in it for them. Rule G8, design 7.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "cloud/garage/garage_store.hpp"
#include "shared/runtime/turn.hpp"

namespace traction::garage {

/// The workers that show an owner something of the car, or carry out what he asks of it.
inline constexpr std::array<std::string_view, 4> kServingWorkers{"state", "commands", "notifications",
                                                                 "contracts"};

class Transfers {
   public:
    explicit Transfers(GarageStore& store) : store_(store) {}

    /// The earlier owner's period was ended in this turn, and told under `ended_key`.
    void begin(const Car& before, const AccountId& next);
    static std::string ended_key(const Vin& vin, OwnershipPeriod period);
    void end(const Vin& vin) { store_.end_transfer(vin); }

    /// Takes the next step of each transfer whose step was acknowledged. Gives the cars that have arrived:
    /// they are still `moving`, and are to be given to who paired them.
    std::vector<Vin> go_on(runtime::Turn& turn);

   private:
    GarageStore& store_;
};

}  // namespace traction::garage
