/// What is to be paid for the terms of contracts. All calls happen inside the worker's transaction.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "cloud/contracts/charge.hpp"
#include "shared/ports/database.hpp"
#include "shared/runtime/due_acts.hpp"

namespace traction::contracts {

/// A charge and the number of its contract.
struct StoredCharge {
    std::int64_t contract = 0;
    Charge charge;
};

class ChargeStore {
   public:
    explicit ChargeStore(ports::Database& database);

    void add(std::int64_t contract, const Charge& charge);
    void save_phase(std::int64_t contract, int term, ChargePhase phase);
    std::optional<Charge> find(std::int64_t contract, int term);
    /// All charges of a contract, the earliest term first.
    std::vector<Charge> of_contract(std::int64_t contract);

    /// Of those that wait.
    std::optional<Timestamp> next_due();
    std::vector<runtime::DueAct> due_acts(Timestamp until);
    /// Those that wait for exactly this instant, at most a page of them.
    std::vector<StoredCharge> due_at(Timestamp instant);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared add_, save_phase_, find_, of_contract_, next_due_, due_acts_, due_at_;
};

}  // namespace traction::contracts
