/// The worker `store`: what can be bought for which car, carts, orders and offers (rules S1 to S6, A8). It
/// knows no data of cars, and of people an id only; what it tells is `order_placed`, of which `contracts`
/// makes contracts.
#pragma once

#include "cloud/store/cart_store.hpp"
#include "cloud/store/offers.hpp"
#include "cloud/store/order_store.hpp"
#include "cloud/store/store_export.hpp"
#include "cloud/zones/account_zones.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/billing.hpp"

namespace traction::store {

class StoreWorker final : public runtime::Worker {
   public:
    StoreWorker(ports::Database& database, const Catalogue& catalogue)
        : catalogue_(catalogue),
          carts_(database),
          orders_(database),
          offers_(database, catalogue, carts_),
          zones_(database),
          export_(carts_, orders_) {}

    void declare(runtime::Handlers& handlers) override;
    std::optional<Timestamp> next_due() override { return offers_.next_due(); }
    std::vector<runtime::DueAct> due_acts(Timestamp until) override { return offers_.due_acts(until); }
    void on_due(runtime::Turn& turn) override { offers_.on_due(turn); }
    bool waits_for_commit() const override { return offers_.has_left(); }
    void on_committed(runtime::Turn& turn) override { offers_.tell_some(turn); }

   private:
    using Answer = Result<wire::Json>;
    using Turn = runtime::Turn;
    using Asker = runtime::Asker;
    using Origin = runtime::Origin;

    void declare_asks(runtime::Handlers& handlers);
    void follow_garage(runtime::Handlers& handlers);
    void follow_others(runtime::Handlers& handlers);

    Answer show_catalogue(Turn& turn, const Asker& asker, const wire::store::ShowCatalogue& ask);
    Answer list(Turn& turn, const Asker& asker, const wire::store::ListOffered& ask);
    Answer show_cart(Turn& turn, const Asker& asker, const wire::store::ShowCart& ask);
    Answer add_to_cart(Turn& turn, const Asker& asker, const wire::store::AddToCart& ask);
    Answer remove_from_cart(Turn& turn, const Asker& asker, const wire::store::RemoveFromCart& ask);
    Answer accept_conditions(Turn& turn, const Asker& asker, const wire::store::AcceptConditions& ask);
    Answer checkout(Turn& turn, const Asker& asker, const wire::store::Checkout& ask);
    Answer list_orders(Turn& turn, const Asker& asker, const wire::store::ListOrders& ask);
    Answer show_order(Turn& turn, const Asker& asker, const wire::store::ShowOrder& ask);

    void on_teardown(Turn& turn, const wire::contracts::TeardownBegan& event);

    /// The market of the billing country, else of the one that was asked for, else the standard one. Refuses
    /// with `country_not_served`.
    Result<Market> market_of(const AccountId& account, const std::optional<Country>& asked);
    /// Refuses with `vehicle_not_in_garage` and `country_not_served`.
    Result<Counter> counter_of(const AccountId& account, const Vin& vin, const std::optional<Country>& asked,
                               Timestamp now);
    std::vector<Refusal> hindrances_of(const AccountId& account, const Counter& counter,
                                       const std::vector<CartItem>& cart);
    wire::Json cart_of(const AccountId& account, const Vin& vin, const Counter& counter);
    /// The account's order that has this id already; nothing when it is a new one. Refuses with `id_reused`
    /// where it is about something else.
    Result<std::optional<Order>> made_before(const AccountId& account, const wire::store::Checkout& ask);
    Order place(Turn& turn, const AccountId& account, const wire::store::Checkout& ask,
                const Counter& counter, const std::vector<CartItem>& cart);

    const Catalogue& catalogue_;
    CartStore carts_;
    OrderStore orders_;
    Offers offers_;
    zones::AccountZones zones_;
    StoreExport export_;
};

/// The catalogue must live as long as the worker.
runtime::WorkerKind worker_kind(const Catalogue& catalogue = Catalogue::embedded());

}  // namespace traction::store
