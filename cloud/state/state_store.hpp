/// What `state` remembers beside the log of samples: cars, their periods and twins, happenings, leases,
/// counts. Rows in, rows out. All calls happen inside the worker's transaction.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "cloud/state/privacy_rules.hpp"
#include "cloud/state/sample_store.hpp"
#include "shared/domain/vin.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/wire/report.hpp"

namespace traction::state {

std::span<const ports::Migration> migrations();

/// Somebody watches a car on one device until `until` (machine time).
struct Lease {
    AccountId account;
    std::string device;
    OwnershipPeriod period = 0;  ///< what was measured in another is not seen by it. Rule G8
    Timestamp until{};
};

/// What was erased, counted.
struct Erased {
    std::int64_t samples = 0;
    std::int64_t happenings = 0;
    std::int64_t leases = 0;
    std::map<std::string, std::int64_t> counts() const {
        return {{"samples", samples}, {"happenings", happenings}, {"leases", leases}};
    }
};

class StateStore {
   public:
    explicit StateStore(ports::Database& database);

    void add_vehicle(VehicleId vehicle, const Vin& vin);
    /// In the order of their numbers, which run from 1 without gap.
    void for_each_vehicle(const std::function<void(VehicleId, const Vin&)>& visit);

    void save_period(VehicleId vehicle, const Period& period);
    /// In ascending order per car.
    void for_each_period(const std::function<void(VehicleId, const Period&)>& visit);

    void save_twin(VehicleId vehicle, OwnershipPeriod period, const std::string& state);
    void for_each_twin(const std::function<void(VehicleId, OwnershipPeriod, std::string_view state)>& visit);
    /// The sample up to which twins and periods were saved.
    SampleId checkpoint();
    void save_checkpoint(SampleId sample);

    /// False when it was there before.
    bool add_happening(VehicleId vehicle, OwnershipPeriod period, const wire::Happening& happening);
    /// Gives what happened before the first owner was heard of, but after his beginning, to his period.
    void hand_over_happenings(VehicleId vehicle, Timestamp since, OwnershipPeriod to);
    std::int64_t erase_happenings(VehicleId vehicle, OwnershipPeriod period);

    /// All that is known of a car's privacy, in place of what was.
    void save_privacy(VehicleId vehicle, const PrivacyHistory& history);
    /// In order of time per car.
    void for_each_privacy_change(const std::function<void(VehicleId, const PrivacyChange&)>& visit);

    /// Counts what was not kept: "unowned", "erased", "private" or "unknown_signal". Nothing for 0.
    void count_dropped(VehicleId vehicle, std::string_view what, std::int64_t count);

    void save_lease(VehicleId vehicle, const Lease& lease);
    void remove_lease(VehicleId vehicle, const Lease& lease);
    void for_each_lease(const std::function<void(VehicleId, const Lease&)>& visit);

    /// The account's last app went at that instant. Rule A10.
    void save_app_data_erased(const AccountId& account, Timestamp at);
    std::optional<Timestamp> app_data_erased_at(const AccountId& account);

    /// Adds one run of a teardown to its receipt. Gives the sum of all runs.
    Erased add_erasure(const TeardownId& teardown, const Erased& erased);

   private:
    ports::Database& database_;
    std::unique_ptr<ports::Statement> add_vehicle_, vehicles_;
    std::unique_ptr<ports::Statement> save_period_, periods_;
    std::unique_ptr<ports::Statement> save_twin_, twins_, checkpoint_, save_checkpoint_;
    std::unique_ptr<ports::Statement> add_happening_, hand_over_happenings_, erase_happenings_;
    std::unique_ptr<ports::Statement> clear_privacy_, add_privacy_change_, privacy_changes_;
    std::unique_ptr<ports::Statement> count_dropped_;
    std::unique_ptr<ports::Statement> save_lease_, remove_lease_, leases_;
    std::unique_ptr<ports::Statement> save_app_data_erased_, app_data_erased_at_;
    std::unique_ptr<ports::Statement> add_erasure_, erasure_;
};

}  // namespace traction::state
