/// When the terms of contracts are to be paid, and what follows when they are, or are not. `billing` carries
/// it out, and says what became of it. Rules B1, B2, G8.
#pragma once

#include "cloud/contracts/contract_book.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/billing.hpp"

namespace traction::contracts {

class Charges {
   public:
    Charges(ContractsStore& contracts, ChargeStore& charges, ContractBook& book)
        : contracts_(contracts), charges_(charges), book_(book) {}

    void declare(runtime::Handlers& handlers);

    std::optional<Timestamp> next_due();
    /// Tells what is to be paid now, and ends what was left unpaid.
    void on_due(runtime::Turn& turn);

   private:
    struct Found {
        Stored stored;
        Charge charge;
    };
    /// Nothing for a charge that this database does not know: a restored one may lack it.
    std::optional<Found> find(const wire::billing::OfCharge& of);
    void tell(runtime::Turn& turn, const StoredCharge& due);
    void on_failed(runtime::Turn& turn, const wire::billing::ChargeFailed& event);
    void on_paid(runtime::Turn& turn, const wire::billing::ChargePaid& event);

    ContractsStore& contracts_;
    ChargeStore& charges_;
    ContractBook& book_;
};

}  // namespace traction::contracts
