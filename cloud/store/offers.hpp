/// Offers: what is new in a version of the catalogue, told when it begins, for cars that it fits, of people
/// who agreed. Rule S6.
#pragma once

#include "cloud/store/cart_store.hpp"
#include "cloud/store/offer_store.hpp"
#include "shared/runtime/due_acts.hpp"
#include "shared/runtime/handlers.hpp"

namespace traction::store {

class Offers {
   public:
    Offers(ports::Database& database, const Catalogue& catalogue, CartStore& carts)
        : catalogue_(catalogue), carts_(carts), store_(database), left_(store_.has_left()) {}

    void declare(runtime::Handlers& handlers);
    /// Of no more use to him. Rule A10.
    void forget(const AccountId& account) { store_.forget(account); }

    /// When the next version begins.
    std::optional<Timestamp> next_due();
    std::vector<runtime::DueAct> due_acts(Timestamp until);
    void on_due(runtime::Turn& turn);

    /// Many are told in the turns that follow, some in each, so that nobody waits for all of them.
    bool has_left() const { return left_; }
    void tell_some(runtime::Turn& turn);

   private:
    void tell(runtime::Turn& turn, const OfferStore::ToAnnounce& each);

    const Catalogue& catalogue_;
    CartStore& carts_;
    OfferStore store_;
    bool left_;  ///< somebody is still to be told
};

}  // namespace traction::store
