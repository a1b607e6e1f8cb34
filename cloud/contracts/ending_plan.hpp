/// What an end by the help desk will do, step by step, before anything is done: the dry run tells the plan,
/// and the real run carries out the same. Pure. Rules C5 to C7, G8, H2.
#pragma once

#include <vector>

#include "cloud/contracts/charge.hpp"
#include "cloud/contracts/contracts_store.hpp"
#include "cloud/ownership/ownership_book.hpp"

namespace traction::contracts {

/// A contract that runs, and what is to be paid for it.
struct Running {
    Stored stored;
    std::vector<Charge> charges;
};

/// All that a plan is made from.
struct EndingCase {
    EndReason reason{};
    std::optional<ownership::Owner> owner;  ///< whose period is meant
    bool has_car = false;                   ///< that period has not ended
    bool later_owner = false;               ///< somebody had the car after that period
    std::vector<Running> running;           ///< of the car, whoever they belong to
};

struct EndingPlan {
    std::vector<Stored> contracts;              ///< are ended
    std::optional<ownership::Owner> torn_down;  ///< whose period is torn down
    wire::Json steps = wire::Json::array();     ///< `contracts.PlannedStep` in asyncapi.yaml
};

EndingPlan plan_ending(EndingCase about);

}  // namespace traction::contracts
