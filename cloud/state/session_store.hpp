/// Charging sessions and tariffs. Rows in, rows out. All calls happen inside the worker's transaction. Rule
/// E7.
#pragma once

#include <functional>
#include <memory>

#include "cloud/state/sample_store.hpp"
#include "cloud/state/session_rules.hpp"

namespace traction::state {

class SessionStore {
   public:
    explicit SessionStore(ports::Database& database);

    void save_tariff(const AccountId& account, const Tariff& tariff);
    std::optional<Tariff> tariff_of(const AccountId& account);
    void forget_tariff(const AccountId& account);

    /// When the car was plugged in for this session, or nothing when that was not heard of.
    std::optional<Timestamp> plugged_at(VehicleId vehicle, OwnershipPeriod period, const SessionId& session);

    /// Once; what is known stays as it is.
    void add(VehicleId vehicle, const ChargingSession& session);
    std::optional<ChargingSession> find(VehicleId vehicle, OwnershipPeriod period, const SessionId& session);
    /// Those that started before, the newest first, without their curves.
    std::vector<ChargingSession> newest(VehicleId vehicle, OwnershipPeriod period, Timestamp before,
                                        int most);
    /// Those after a session by its start and id, the oldest first, without their curves.
    std::vector<ChargingSession> after(VehicleId vehicle, OwnershipPeriod period, Timestamp started_at,
                                       const std::string& session, int most);
    /// Gives how many were erased.
    std::int64_t erase(VehicleId vehicle, OwnershipPeriod period);

   private:
    ports::Database& database_;
    std::unique_ptr<ports::Statement> save_tariff_, tariff_, forget_tariff_, plugged_at_;
    std::unique_ptr<ports::Statement> add_, find_, newest_, after_, erase_;
};

}  // namespace traction::state
