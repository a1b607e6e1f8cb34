/// The contracts and their history. All calls happen inside the worker's transaction.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "cloud/contracts/contract_steps.hpp"
#include "cloud/contracts/contracts_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/due_acts.hpp"

namespace traction::contracts {

std::span<const ports::Migration> migrations();

/// A contract and its place in the store.
struct Stored {
    std::int64_t number = 0;
    Contract contract;
};

class ContractsStore {
   public:
    explicit ContractsStore(ports::Database& database);

    /// Keeps a new contract; gives its number.
    std::int64_t add(const Contract& contract);
    /// Writes what a decision may have changed. Within one phase the index of running contracts is left
    /// alone: it would cost as much as the rest when a hundred thousand are due at one midnight.
    void save(std::int64_t number, const Contract& contract, Phase before);
    /// The same for one that the help desk ended.
    void save_ended(std::int64_t number, const Contract& contract, std::int64_t ending);
    std::optional<Stored> find(const ContractId& id);
    Stored at(std::int64_t number);
    /// Whoever holds them now.
    std::vector<Stored> bought_by(const AccountId& account);

    /// All contracts of a car, the oldest first.
    std::vector<Stored> of_vehicle(const Vin& vin);
    /// Those that are not over.
    std::vector<Stored> running_of(const Vin& vin);
    /// One that the account bought; when it has the car, also one that came with it.
    bool is_running(const Vin& vin, Product product, const AccountId& account, bool has_car);
    /// Those that one act of the help desk ended.
    std::vector<ContractId> of_ending(std::int64_t ending);

    std::optional<Timestamp> next_due();
    std::vector<runtime::DueAct> due_acts(Timestamp until);
    /// Contracts that are due at exactly this instant, at most a page of them.
    std::vector<Stored> due_at(Timestamp instant);

    /// The same of suspended ones that end because they were not paid. Rule B2.
    std::optional<Timestamp> next_unpaid();
    std::vector<Stored> unpaid_until(Timestamp instant);

    /// Whose garage the car is in, paired or not, as `garage` told it. Rules S4, A8.
    void enter_garage(const AccountId& account, const Vin& vin);
    void leave_garage(const AccountId& account, const Vin& vin);
    bool is_in_garage(const AccountId& account, const Vin& vin);

    void add_history(std::int64_t number, Timestamp at, const StepWords& words);
    std::vector<wire::contracts::HistoryEntry> history(std::int64_t number);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared add_, save_, save_within_phase_, save_ended_, find_, at_, of_account_, of_vehicle_, running_of_,
        is_running_, enter_garage_, leave_garage_, is_in_garage_, of_ending_, next_due_, due_acts_,
        next_unpaid_, due_at_, unpaid_until_, add_history_, history_;
};

}  // namespace traction::contracts
