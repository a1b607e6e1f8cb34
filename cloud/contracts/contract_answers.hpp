/// What owners and the help desk are told of a contract. Rules C8, H1, H2, K6.
#pragma once

#include "cloud/contracts/charge_store.hpp"
#include "cloud/contracts/contract_steps.hpp"
#include "cloud/contracts/contracts_store.hpp"

namespace traction::contracts {

/// Whose charges are told; nothing: all. What an earlier owner owes is not the next one's to see.
using Debtor = std::optional<AccountId>;

class ContractAnswers {
   public:
    ContractAnswers(ContractsStore& contracts, ChargeStore& charges)
        : contracts_(contracts), charges_(charges) {}

    /// {"contract", "history", "charges"}
    wire::Json shown(const Stored& stored, const Debtor& of);
    /// Why it is as it is, and what comes next. Rule K6.
    wire::Json explained(const Stored& stored, Timestamp now);
    /// What it looks like at the end of that day. Refuses with `day_out_of_reach`. Rule H2.
    Result<wire::Json> previewed(const Stored& stored, LocalDay on, const Debtor& of, Timestamp now);
    /// With its charges and whose it is, for who finds a case. Rule H1.
    wire::Json for_desk(const Stored& stored);

   private:
    ContractsStore& contracts_;
    ChargeStore& charges_;
};

/// {"contract": ContractView}
wire::Json contract_answer(const Contract& contract);
/// [Charge, …]
wire::Json views_of(const Contract& contract, const std::vector<Charge>& charges, const Debtor& of);

}  // namespace traction::contracts
