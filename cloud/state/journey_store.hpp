/// Journeys. Rows in, rows out. All calls happen inside the worker's transaction. Rule V3.
#pragma once

#include <memory>
#include <vector>

#include "cloud/state/journey_rules.hpp"
#include "cloud/state/sample_store.hpp"

namespace traction::state {

class JourneyStore {
   public:
    explicit JourneyStore(ports::Database& database);

    /// What began a drive.
    struct Beginning {
        EventId id;
        Timestamp at{};
    };
    /// The latest beginning of a drive in the period until then.
    std::optional<Beginning> begun_before(VehicleId vehicle, OwnershipPeriod period, Timestamp until);

    void save(VehicleId vehicle, const Journey& journey);
    std::optional<Journey> find(VehicleId vehicle, OwnershipPeriod period, const EventId& id);
    /// Those that started before, the newest first.
    std::vector<Journey> newest(VehicleId vehicle, OwnershipPeriod period, Timestamp before, int most);
    /// Those after a journey by its start and id, the oldest first.
    std::vector<Journey> after(VehicleId vehicle, OwnershipPeriod period, Timestamp started_at,
                               const std::string& id, int most);
    /// Gives how many were erased.
    std::int64_t erase(VehicleId vehicle, OwnershipPeriod period);

   private:
    ports::Database& database_;
    std::unique_ptr<ports::Statement> begun_before_, save_, find_, newest_, after_, erase_;
};

}  // namespace traction::state
