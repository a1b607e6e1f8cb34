/// Where decisions on contracts become known: what changes a contract is stored, kept as history, told to the
/// followers and ordered to the car here. Rules B1, C5, C7, C8.
#pragma once

#include "cloud/contracts/charge_store.hpp"
#include "cloud/contracts/contract_steps.hpp"
#include "cloud/contracts/contracts_store.hpp"

namespace traction::contracts {

class ContractBook {
   public:
    ContractBook(ContractsStore& contracts, ChargeStore& charges)
        : contracts_(contracts), charges_(charges) {}

    /// A new contract.
    void open(runtime::Turn& turn, const Decision& decision);
    void carry_out(runtime::Turn& turn, const Stored& before, const Decision& decision);
    /// The help desk ends one; `words` stand in the history.
    void carry_out_ending(runtime::Turn& turn, const Stored& before, const Decision& decision,
                          std::int64_t ending, const StepWords& words);
    /// False, and nothing is changed, when the charge's lifecycle has no such row: news that were heard
    /// before.
    bool move_on(std::int64_t contract, const Charge& charge, ChargeOccurrence occurrence);
    /// Keeps a step as history. Rule C8.
    void note(runtime::Turn& turn, std::int64_t contract, const StepWords& words);

   private:
    /// History, events and the order to the car; `words` where the step's own do not say enough.
    void speak(runtime::Turn& turn, std::int64_t number, const Decision& decision,
               const std::optional<StepWords>& words = std::nullopt);
    void cancel_charges(runtime::Turn& turn, std::int64_t number);

    ContractsStore& contracts_;
    ChargeStore& charges_;
};

}  // namespace traction::contracts
