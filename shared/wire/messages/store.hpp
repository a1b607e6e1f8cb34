/// What is said to and by the worker `store`. Rules S1 to S6.
#pragma once

#include "shared/wire/messages/contracts.hpp"

namespace traction::wire::store {

inline constexpr std::size_t kMostItems = 16;  ///< of one order
inline constexpr int kMostListed = 100;        ///< orders

/// Where prices and taxes are those of. Missing: the billing country, or the standard one.
std::optional<Country> read_country(Reader& reader);

/// Ask of anyone, guests too: the whole catalogue. Answer: `store.CatalogueAnswer`. Refuses with
/// `country_not_served`. Rule S2.
struct ShowCatalogue {
    static constexpr std::string_view kVerb = "catalogue";
    std::optional<Country> country;
    static ShowCatalogue read(Reader& reader) { return {.country = read_country(reader)}; }
    Json json() const;
};

/// An ask about a car of the garage; the verb says what is asked. Refuses with `vehicle_not_in_garage` and
/// `country_not_served`.
struct OfCar {
    Vin vin;
    std::optional<Country> country;
    static OfCar read(Reader& reader) { return {.vin = reader.vin("vin"), .country = read_country(reader)}; }
    Json json() const;
};
/// Ask of the owner: what fits the car, and why the rest does not. Answer: `store.Shelf`. Rule S2.
struct ListOffered : OfCar {
    static constexpr std::string_view kVerb = "list";
    static ListOffered read(Reader& reader) { return {OfCar::read(reader)}; }
};
/// Ask of the owner. Answer: `store.Cart`, with what a checkout would miss. Rule S3.
struct ShowCart : OfCar {
    static constexpr std::string_view kVerb = "show_cart";
    static ShowCart read(Reader& reader) { return {OfCar::read(reader)}; }
};

/// Ask of the owner: one product for one car; the same product again replaces what was there. Answer:
/// `store.Cart`. Refuses with `product_not_offered` and the reason, `term_not_offered`, and
/// `contract_already_running`. Rules S2, S3, S4.
struct AddToCart {
    static constexpr std::string_view kVerb = "add_to_cart";
    Vin vin;
    contracts::Product product{};
    int term_months = 12;
    bool automatic_renewal = false;
    static AddToCart read(Reader& reader);
    Json json() const;
};
/// Ask of the owner; what is not in the cart is out of it. Answer: `store.Cart`.
struct RemoveFromCart {
    static constexpr std::string_view kVerb = "remove_from_cart";
    Vin vin;
    contracts::Product product{};
    static RemoveFromCart read(Reader& reader);
    Json json() const;
};

/// Ask of the owner: he has read the general conditions of sale. Answer: {"conditions_version",
/// "accepted_at"}. Refuses with `conditions_not_in_force` and the version that is. Rule S3.
struct AcceptConditions {
    static constexpr std::string_view kVerb = "accept_conditions";
    ConditionsVersion version;
    static AcceptConditions read(Reader& reader) {
        return {.version = reader.id<ConditionsVersion>("conditions_version")};
    }
    Json json() const { return {{"conditions_version", version.text()}}; }
};

/// Ask of the owner: buys what is in the cart, for the total that he saw. However often an order is sent, it
/// is made once, for as long as it is kept. Answer: `store.Order`. Refuses with the step that is missing, by
/// name, and `price_changed`. Rules S3, S4, A8.
struct Checkout {
    static constexpr std::string_view kVerb = "checkout";
    OrderId order;
    Vin vin;
    Money total{0, Currency::euro()};
    static Checkout read(Reader& reader);
    Json json() const;
};

/// Ask of the owner: the orders for the cars of the garage, newest first, at most `kMostListed`. Answer:
/// {"orders": [store.Order, …]}. Rule S4.
struct ListOrders {
    static constexpr std::string_view kVerb = "list_orders";
    static ListOrders read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};
/// Ask of the owner. Answer: `store.Order`. Refuses with `order_unknown`.
struct ShowOrder {
    static constexpr std::string_view kVerb = "show_order";
    OrderId order;
    static ShowOrder read(Reader& reader) { return {.order = reader.id<OrderId>("order")}; }
    Json json() const { return {{"order", order.text()}}; }
};

/// Ask of the owner: the state, positions or journeys of a car. Always refused with `vehicle_data_in_app`.
/// Rule S5.
struct VehicleData {
    static constexpr std::string_view kVerb = "vehicle_data";
    Vin vin;
    static VehicleData read(Reader& reader) { return {.vin = reader.vin("vin")}; }
    Json json() const { return {{"vin", vin.text()}}; }
};

/// One contract that is to be made: the product as it was sold, whatever the catalogue says later.
struct OrderItem {
    ContractId contract;
    contracts::Product product{};
    int catalogue_version = 1;
    int term_months = 12;
    bool automatic_renewal = false;
    Money price{0, Currency::euro()};  ///< of the whole term, tax included
    int tax_permille = 0;
    static OrderItem read(Reader& reader);
    Json json() const;
};

/// Event: somebody has bought (S3). `contracts` makes the contracts, once for each id.
struct OrderPlaced {
    static constexpr std::string_view kType = "order_placed";
    OrderId order;
    AccountId account;
    Vin vin;
    Zone zone = Zone::standard();          ///< of the account: the contracts open in it. Rule C1
    ConditionsVersion conditions_version;  ///< of the general conditions of sale that were accepted
    std::vector<OrderItem> items;
    static OrderPlaced read(Reader& reader);
    Json json() const;
};

/// Event: a version of the catalogue has begun, with news that fits a car of somebody who wants to be told
/// of offers. `accounts` writes to him. Rule S6.
struct OfferMade {
    static constexpr std::string_view kType = "offer_made";
    AccountId account;
    Vin vin;
    int catalogue_version = 1;
    std::vector<contracts::Product> products;
    static OfferMade read(Reader& reader);
    Json json() const;
};

}  // namespace traction::wire::store
