/// What the cloud has told the car about whose it is and what it is entitled to.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "shared/ports/database.hpp"
#include "shared/wire/messages/garage.hpp"
#include "vehicle-agent/entitlements/entitlement_rules.hpp"

namespace traction::entitlements {

class EntitlementStore {
   public:
    explicit EntitlementStore(ports::Database& database);

    /// Takes note of a period; one below the known period changes nothing.
    void save(const wire::garage::PeriodOrder& order);
    /// Nothing until garage has told one.
    std::optional<wire::garage::PeriodKnown> period();

    /// The period of the latest word about a contract.
    std::optional<OwnershipPeriod> held(const ContractId& contract);
    /// The latest word about a contract counts.
    void save(const wire::contracts::EntitlementOrder& order);
    std::vector<wire::contracts::EntitlementConfirmed> all();
    /// The products with a contract that runs; none while nobody owns the car.
    Products running();

   private:
    std::unique_ptr<ports::Statement> save_period_, period_, held_, save_, all_, granted_;
};

}  // namespace traction::entitlements
