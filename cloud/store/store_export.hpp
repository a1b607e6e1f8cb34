/// What the store has of a person: conditions that were accepted, carts, and orders. Rule A11.
#pragma once

#include "cloud/store/cart_store.hpp"
#include "cloud/store/order_store.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/exports.hpp"

namespace traction::store {

class StoreExport {
   public:
    StoreExport(CartStore& carts, OrderStore& orders) : carts_(carts), orders_(orders) {}

    void declare(runtime::Handlers& handlers);

   private:
    using Page = wire::exports::Page;
    Result<wire::Json> answer(const AccountId& account, const wire::exports::Export& ask);
    /// What is bounded, and so stands on the first page.
    void tell_carts(Page& page, const AccountId& account);
    void tell_orders(Page& page, const AccountId& account, std::int64_t after);

    CartStore& carts_;
    OrderStore& orders_;
};

}  // namespace traction::store
