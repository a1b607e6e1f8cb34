#include "cloud/store/store_worker.hpp"

#include <algorithm>
#include <functional>

#include "cloud/store/store_views.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::store {

using namespace wire::store;
using wire::Json;
using wire::Party;
using wire::billing::Particular;
using wire::billing::PayerIncomplete;
using wire::billing::PayerReady;
using wire::contracts::ContractEnded;
using wire::contracts::ContractExpired;
using wire::contracts::ContractMoved;
using wire::contracts::TeardownBegan;
using wire::contracts::TeardownPart;
using wire::garage::VehicleAdded;
using wire::garage::VehicleRemoved;
namespace refused = wire::refused;

void StoreWorker::declare(runtime::Handlers& handlers) {
    declare_asks(handlers);
    export_.declare(handlers);
    offers_.declare(handlers);
    zones::follow(handlers, zones_);
    follow_garage(handlers);
    follow_others(handlers);
}

void StoreWorker::declare_asks(runtime::Handlers& handlers) {
    using Self = StoreWorker;
    for (const auto who : {Party::guest, Party::owner})
        handlers.read<ShowCatalogue>(who, std::bind_front(&Self::show_catalogue, this));
    handlers.read<ListOffered>(Party::owner, std::bind_front(&Self::list, this));
    handlers.read<ShowCart>(Party::owner, std::bind_front(&Self::show_cart, this));
    handlers.change<AddToCart>(Party::owner, std::bind_front(&Self::add_to_cart, this));
    handlers.change<RemoveFromCart>(Party::owner, std::bind_front(&Self::remove_from_cart, this));
    handlers.change<AcceptConditions>(Party::owner, std::bind_front(&Self::accept_conditions, this));
    handlers.change<Checkout>(Party::owner, std::bind_front(&Self::checkout, this));
    handlers.read<ListOrders>(Party::owner, std::bind_front(&Self::list_orders, this));
    handlers.read<ShowOrder>(Party::owner, std::bind_front(&Self::show_order, this));
    // Rule S5: there is none here, and the refusal says where.
    handlers.read<VehicleData>(Party::owner, [](Turn&, const Asker&, const VehicleData&) -> Answer {
        return Refusal(refused::vehicle_data_in_app);
    });
}

/// A car that leaves the garage hides its cart and its orders; they are shown again when it is back. Rule G7.
void StoreWorker::follow_garage(runtime::Handlers& handlers) {
    handlers.event<VehicleAdded>("garage", [this](Turn&, const Origin&, const VehicleAdded& event) {
        carts_.enter_garage(event.account, event.vin);
    });
    handlers.event<VehicleRemoved>("garage", [this](Turn&, const Origin&, const VehicleRemoved& event) {
        carts_.leave_garage(event.account, event.vin);
    });
}

void StoreWorker::follow_others(runtime::Handlers& handlers) {
    handlers.event<PayerReady>("billing", [this](Turn&, const Origin&, const PayerReady& event) {
        carts_.set_payer(event.account, {.country = event.country, .has_address = true, .has_means = true});
    });
    handlers.event<PayerIncomplete>("billing", [this](Turn&, const Origin&, const PayerIncomplete& event) {
        const auto has = [&](Particular particular) {
            return std::find(event.missing.begin(), event.missing.end(), particular) == event.missing.end();
        };
        carts_.set_payer(event.account, {.country = std::nullopt,
                                         .has_address = has(Particular::address),
                                         .has_means = has(Particular::means)});
    });
    handlers.event<ContractExpired>("contracts", [this](Turn&, const Origin&, const ContractExpired& event) {
        orders_.contract_over(event.contract);
    });
    handlers.event<ContractEnded>("contracts", [this](Turn&, const Origin&, const ContractEnded& event) {
        orders_.contract_over(event.contract);
    });
    handlers.event<ContractMoved>("contracts", [this](Turn&, const Origin&, const ContractMoved& event) {
        orders_.contract_moved(event.contract, event.account, event.vin);
    });
    handlers.event<TeardownBegan>("contracts", [this](Turn& turn, const Origin&, const TeardownBegan& event) {
        on_teardown(turn, event);
    });
    handlers.event<wire::accounts::AccountErased>(
        "accounts", [this](Turn&, const Origin&, const wire::accounts::AccountErased& event) {
            carts_.erase(event.account);
            orders_.forget_person(event.account);
            offers_.forget(event.account);
            zones_.forget(event.account);
        });
}

Result<Market> StoreWorker::market_of(const AccountId& account, const std::optional<Country>& asked) {
    const auto country = carts_.payer(account).country.value_or(asked.value_or(kStandardCountry));
    if (const auto* market = catalogue_.market(country)) return *market;
    std::string countries;
    for (const auto& market : catalogue_.markets())
        countries.append(countries.empty() ? "" : ", ").append(market.country.text());
    return Refusal(refused::country_not_served, {{"country", country.text()}, {"countries", countries}});
}

Result<Counter> StoreWorker::counter_of(const AccountId& account, const Vin& vin,
                                        const std::optional<Country>& asked, Timestamp now) {
    if (!carts_.is_in_garage(account, vin)) return Refusal(refused::vehicle_not_in_garage);
    const auto market = market_of(account, asked);
    if (!market) return market.refusal();
    return Counter{.catalogue = catalogue_.version_at(now),
                   .conditions = catalogue_.conditions_at(now),
                   .market = *market,
                   .car = facts_of(vin),
                   .running = orders_.running(account, vin)};
}

std::vector<Refusal> StoreWorker::hindrances_of(const AccountId& account, const Counter& counter,
                                                const std::vector<CartItem>& cart) {
    return hindrances(counter, cart, carts_.accepted_at(account, counter.conditions.version),
                      carts_.payer(account));
}

Json StoreWorker::cart_of(const AccountId& account, const Vin& vin, const Counter& counter) {
    const auto cart = carts_.items(account, vin);
    auto view = cart_view(counter, cart, hindrances_of(account, counter, cart));
    view["vin"] = vin.text();
    return view;
}

/// A guest has no billing country.
StoreWorker::Answer StoreWorker::show_catalogue(Turn& turn, const Asker& asker, const ShowCatalogue& ask) {
    const auto market = market_of(asker.role == Party::owner ? asker.account() : AccountId{}, ask.country);
    if (!market) return market.refusal();
    return view_of(catalogue_.version_at(turn.now()), catalogue_.conditions_at(turn.now()), *market,
                   catalogue_.markets());
}

StoreWorker::Answer StoreWorker::list(Turn& turn, const Asker& asker, const ListOffered& ask) {
    const auto counter = counter_of(asker.account(), ask.vin, ask.country, turn.now());
    if (!counter) return counter.refusal();
    auto shelf = shelf_of(*counter);
    shelf["vin"] = ask.vin.text();
    return shelf;
}

StoreWorker::Answer StoreWorker::show_cart(Turn& turn, const Asker& asker, const ShowCart& ask) {
    const auto counter = counter_of(asker.account(), ask.vin, ask.country, turn.now());
    if (!counter) return counter.refusal();
    return cart_of(asker.account(), ask.vin, *counter);
}

StoreWorker::Answer StoreWorker::add_to_cart(Turn& turn, const Asker& asker, const AddToCart& ask) {
    const auto counter = counter_of(asker.account(), ask.vin, std::nullopt, turn.now());
    if (!counter) return counter.refusal();
    const CartItem item{
        .product = ask.product, .term_months = ask.term_months, .automatic_renewal = ask.automatic_renewal};
    if (const auto price = price_of(*counter, item); !price) return price.refusal();
    carts_.put(asker.account(), ask.vin, item);
    return cart_of(asker.account(), ask.vin, *counter);
}

StoreWorker::Answer StoreWorker::remove_from_cart(Turn& turn, const Asker& asker, const RemoveFromCart& ask) {
    const auto counter = counter_of(asker.account(), ask.vin, std::nullopt, turn.now());
    if (!counter) return counter.refusal();
    carts_.remove(asker.account(), ask.vin, ask.product);
    return cart_of(asker.account(), ask.vin, *counter);
}

StoreWorker::Answer StoreWorker::accept_conditions(Turn& turn, const Asker& asker,
                                                   const AcceptConditions& ask) {
    const auto& in_force = catalogue_.conditions_at(turn.now());
    if (ask.version != in_force.version)
        return Refusal(refused::conditions_not_in_force, {{"conditions_version", in_force.version.text()}});
    const auto at = carts_.accept(asker.account(), ask.version, turn.now());
    return Json{{"conditions_version", ask.version.text()}, {"accepted_at", to_text(at)}};
}

/// Rule S3.
StoreWorker::Answer StoreWorker::checkout(Turn& turn, const Asker& asker, const Checkout& ask) {
    const auto account = asker.account();
    const auto before = made_before(account, ask);
    if (!before) return before.refusal();
    if (*before) return view_of(**before);
    const auto counter = counter_of(account, ask.vin, std::nullopt, turn.now());
    if (!counter) return counter.refusal();
    const auto cart = carts_.items(account, ask.vin);
    const auto hindered = hindrances_of(account, *counter, cart);
    if (!hindered.empty()) return hindered.front();
    if (const auto changed = recheck(ask.total, total_of(*counter, cart))) return *changed;
    return view_of(place(turn, account, ask, *counter, cart));
}

Result<std::optional<Order>> StoreWorker::made_before(const AccountId& account, const Checkout& ask) {
    auto order = orders_.find(account, ask.order);
    if (order && (order->vin != ask.vin || order->total != ask.total)) return Refusal(refused::id_reused);
    return order;
}

Order StoreWorker::place(Turn& turn, const AccountId& account, const Checkout& ask, const Counter& counter,
                         const std::vector<CartItem>& cart) {
    const auto& conditions = counter.conditions.version;
    Order order{.id = ask.order,
                .account = account,
                .vin = ask.vin,
                .placed_at = turn.now(),
                .country = counter.market.country,
                .conditions_version = conditions,
                .accepted_at = carts_.accepted_at(account, conditions).value(),
                .total = ask.total,
                .items = items_of(counter, cart)};
    for (auto& item : order.items) item.contract = turn.fresh_id<ContractId>();
    orders_.add(order);
    carts_.empty(account, ask.vin);
    turn.emit(OrderPlaced{.order = order.id,
                          .account = account,
                          .vin = order.vin,
                          .zone = zones_.of(account),
                          .conditions_version = conditions,
                          .items = order.items});
    return order;
}

StoreWorker::Answer StoreWorker::list_orders(Turn&, const Asker& asker, const ListOrders&) {
    auto views = Json::array();
    for (const auto& order : orders_.visible(asker.account(), kMostListed)) views.push_back(view_of(order));
    return Json{{"orders", std::move(views)}};
}

StoreWorker::Answer StoreWorker::show_order(Turn&, const Asker& asker, const ShowOrder& ask) {
    const auto order = orders_.find(asker.account(), ask.order);
    if (!order || !carts_.is_in_garage(asker.account(), order->vin)) return Refusal(refused::order_unknown);
    return view_of(*order);
}

/// Orders stay: their contracts are ended by `contracts`, and the sale is kept as the law asks. Rule C7.
void StoreWorker::on_teardown(Turn& turn, const TeardownBegan& event) {
    const auto erased = carts_.tear_down(event.teardown, event.account, event.vin);
    turn.emit(TeardownPart{.teardown = event.teardown, .counts = {{"cart_items", erased}}});
}

runtime::WorkerKind worker_kind(const Catalogue& catalogue) {
    return {.name = "store", .migrations = migrations, .open = [&catalogue](ports::Database& database) {
                ports::migrate(database, zones::migrations(), "zones");
                return std::make_unique<StoreWorker>(database, catalogue);
            }};
}

}  // namespace traction::store
