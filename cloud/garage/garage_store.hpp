/// What the garage remembers: cars, whose garage they are in, their ownership periods, and the teardowns it
/// has handled.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "cloud/garage/garage_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"

namespace traction::garage {

std::span<const ports::Migration> migrations();

class GarageStore {
   public:
    explicit GarageStore(ports::Database& database);

    /// A car that was never seen is free and has had no period.
    Car car(const Vin& vin);

    struct Member {
        Vin vin;
        Timestamp added_at{};
    };
    /// The cars in the account's garage, paired or not, by VIN. Rule G1.
    std::vector<Member> members_of(const AccountId& account);
    std::optional<Timestamp> added_at(const AccountId& account, const Vin& vin);
    void add_member(const AccountId& account, const Vin& vin, Timestamp at);
    void remove_member(const AccountId& account, const Vin& vin);

    /// Opens the period of a car that is now owned.
    void begin_period(const Car& car);
    void end_period(const Vin& vin, OwnershipPeriod period, Timestamp at);
    void mark_stolen(const Vin& vin, bool stolen);

    /// A car on its way to another account. Rule G8.
    struct Transfer {
        Vin vin;
        AccountId earlier;
        OwnershipPeriod period = 0;  ///< the earlier owner's
        AccountId next;
        bool sessions_told = false;  ///< the broker was told to end the earlier owner's
    };
    void begin_transfer(const Transfer& transfer);
    std::vector<Transfer> transfers();
    void note_sessions_told(const Vin& vin);
    void end_transfer(const Vin& vin);

    void record_delivery(const Vin& vin, Timestamp at);
    std::optional<Timestamp> delivered_at(const Vin& vin);
    /// True when that is news.
    bool set_revoked(const Vin& vin, bool revoked);
    std::vector<Vin> revoked();

    /// What the car says it knows. Never goes back.
    void note_known(const Vin& vin, OwnershipPeriod period, bool owned);

    /// How many periods that teardown ended, if it was handled.
    std::optional<int> torn_down(const TeardownId& teardown);
    void remember_teardown(const TeardownId& teardown, int vehicles);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    ports::Database& database_;
    Prepared car_, latest_period_, members_of_, added_at_, add_member_, remove_member_;
    Prepared enter_car_, begin_period_, end_period_, mark_stolen_, note_known_;
    Prepared begin_transfer_, transfer_of_, transfers_, note_sessions_told_, end_transfer_;
    Prepared record_delivery_, delivered_at_, revoke_, admit_, revoked_;
    Prepared torn_down_, remember_teardown_;
};

}  // namespace traction::garage
