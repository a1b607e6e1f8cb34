/// What was ordered in the store becomes contracts, once for each id that the store drew. Rules S3, G5, C2.
#pragma once

#include "cloud/contracts/contract_book.hpp"
#include "cloud/ownership/ownership_book.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/store.hpp"

namespace traction::contracts {

class Orders {
   public:
    Orders(ContractsStore& contracts, ContractBook& book, ownership::OwnershipBook& owners)
        : contracts_(contracts), book_(book), owners_(owners) {}

    void declare(runtime::Handlers& handlers);

   private:
    void on_placed(runtime::Turn& turn, const wire::store::OrderPlaced& order);
    Purchase purchase_of(const wire::store::OrderPlaced& order, const wire::store::OrderItem& item);

    ContractsStore& contracts_;
    ContractBook& book_;
    ownership::OwnershipBook& owners_;
};

}  // namespace traction::contracts
