/// What owners ask of the contracts of the cars in their garages. Rules C3, C4, C6, C8, H2, H3, K6, S4.
#pragma once

#include "cloud/contracts/contract_answers.hpp"
#include "cloud/contracts/contract_book.hpp"
#include "cloud/contracts/teardown_saga.hpp"
#include "cloud/ownership/ownership_book.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/contracts_owner.hpp"

namespace traction::contracts {

class OwnerAsks {
   public:
    OwnerAsks(ContractsStore& contracts, ContractBook& book, ContractAnswers& answers, TeardownSaga& saga,
              ownership::OwnershipBook& owners)
        : contracts_(contracts), book_(book), answers_(answers), saga_(saga), owners_(owners) {}

    void declare(runtime::Handlers& handlers);

   private:
    using Answer = Result<wire::Json>;
    using Turn = runtime::Turn;
    using Asker = runtime::Asker;

    Answer list(const Asker& asker, const wire::contracts::List& wish);
    /// Declares an ask that changes a contract as `decide(contract, wish, now)` says.
    template <class Wish, class Decide>
    void changes(runtime::Handlers& handlers, Decide decide);
    /// Declares an ask that is answered by `tell(stored, asker, wish, now)`.
    template <class Wish, class Tell>
    void tells(runtime::Handlers& handlers, Tell tell);

    /// A contract that the asker may see: its own, of a car in its garage. Rules G5, G7, G8.
    std::optional<Stored> visible_to(const Asker& asker, const ContractId& id);
    bool is_in_garage_of(const AccountId& account, const Vin& vin);

    ContractsStore& contracts_;
    ContractBook& book_;
    ContractAnswers& answers_;
    TeardownSaga& saga_;
    ownership::OwnershipBook& owners_;
};

}  // namespace traction::contracts
