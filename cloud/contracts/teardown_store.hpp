/// What the help desk ended, and the teardowns that followed from it. All calls happen inside the worker's
/// transaction.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/ports/database.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::contracts {

/// One act of the help desk. Rule C6.
struct Ending {
    Vin vin;
    wire::contracts::EndReason reason{};
    std::string asked_by;
    std::string evidence;
    std::string agent;
    Timestamp at{};
    wire::Json steps = wire::Json::array();  ///< what it brought with it, as its answer told it. Rule H2
};

/// The end of one ownership period. Rule C7.
struct Teardown {
    TeardownId id;
    Vin vin;
    OwnershipPeriod period = 0;
    AccountId account;
    std::int64_t ending = 0;
    std::optional<Timestamp> done_at = std::nullopt;
};

class TeardownStore {
   public:
    explicit TeardownStore(ports::Database& database);

    /// Gives the number under which it is kept.
    std::int64_t add_ending(const Ending& ending);
    std::optional<Ending> ending(std::int64_t number);
    /// How the help desk ended this contract, if it did.
    std::optional<Ending> ending_of(const ContractId& contract);

    void add(const Teardown& teardown);
    std::optional<Teardown> find(const TeardownId& id);
    std::optional<Teardown> of_period(const Vin& vin, OwnershipPeriod period);
    /// That of the car's latest period that was torn down.
    std::optional<Teardown> latest_of(const Vin& vin);
    /// All of a car, the earliest period first.
    std::vector<Teardown> of_vehicle(const Vin& vin);
    void save_done(const TeardownId& id, Timestamp at);

    /// Keeps a worker's part. The first one counts: when the work is done again there is nothing left to
    /// count.
    void add_part(const TeardownId& id, std::string_view worker,
                  const std::map<std::string, std::int64_t>& counts, Timestamp at);
    /// {worker: {what: count}}
    wire::Json parts(const TeardownId& id);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared add_ending_, ending_, ending_of_, add_, find_, of_period_, latest_of_, of_vehicle_, save_done_,
        add_part_, parts_;
};

}  // namespace traction::contracts
