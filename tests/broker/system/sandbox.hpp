/// A whole system on the sandbox clock, with one owner, her car and its contract.
#pragma once

#include "shared/wire/messages/contracts.hpp"
#include "tests/broker/system/system.hpp"

namespace traction::test {

class Sandbox {
   public:
    /// The car is paired, and a contract of a month that renews itself is active.
    Sandbox();

    System& system() { return system_; }
    Car& car() { return car_; }
    ctl::Session& owner() { return *owner_; }
    ctl::Session& operators() { return *operators_; }

    Timestamp now();
    void time_runs(double rate);
    /// Moves the clock. True when it has arrived: everybody is done with everything up to then, and what was
    /// to be sent is acknowledged.
    bool advance_to(Timestamp target);
    wire::contracts::ContractView contract();

   private:
    System system_{Time::sandbox};
    Car car_{system_, "VF1SYSTEM00000003"};
    std::unique_ptr<ctl::Session> owner_;
    std::unique_ptr<ctl::Session> operators_;
    std::optional<ContractId> contract_;
};

}  // namespace traction::test
