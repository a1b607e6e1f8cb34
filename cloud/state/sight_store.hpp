/// Which agent of the help desk may see where which car is. Rows in, rows out.
#pragma once

#include <memory>
#include <optional>

#include "cloud/state/sample_store.hpp"
#include "shared/runtime/due_acts.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::state {

class SightStore {
   public:
    explicit SightStore(ports::Database& database);

    /// Takes the place of the agent's earlier grant for the car.
    void save(VehicleId vehicle, const wire::state::SightGranted& grant);
    std::optional<wire::state::SightGranted> find(VehicleId vehicle, const Vin& vin, const StaffName& agent);

    /// Service time of the next end.
    std::optional<Timestamp> next_end();
    std::vector<runtime::DueAct> due_acts(Timestamp until);
    void forget_ended(Timestamp now);
    /// Those of this ownership period, and of earlier ones.
    void forget_period(VehicleId vehicle, OwnershipPeriod period);

   private:
    std::unique_ptr<ports::Statement> save_, find_, next_end_, due_acts_, forget_ended_, forget_period_;
};

}  // namespace traction::state
