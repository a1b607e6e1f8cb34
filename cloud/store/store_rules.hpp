/// What can be bought for which car, and what a checkout looks at: pure decisions. Rules S2 to S4, A8.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "cloud/store/catalogue.hpp"
#include "shared/wire/messages/store.hpp"

namespace traction::store {

/// Whose prices are shown where nobody has said a country.
inline const Country kStandardCountry = Country::parse("FR").value();

/// What a VIN says of a car, as far as a product may not fit it.
struct CarFacts {
    Energy energy{};
    std::string_view model;  ///< `CarModel::key`; empty where the model is not known
};
CarFacts facts_of(const Vin& vin);

/// Why a product is not offered for a car; of several reasons the first one holds. Rule S2.
enum class NotOffered { not_sold_in_this_country, not_for_this_energy, not_for_this_model };
inline constexpr std::array<std::string_view, 3> kNotOfferedNames{
    "not_sold_in_this_country", "not_for_this_energy", "not_for_this_model"};
std::optional<NotOffered> why_not_offered(const Offering& offering, const CarFacts& car,
                                          const Country& country);

/// One line of a cart.
struct CartItem {
    Product product{};
    int term_months = 12;
    bool automatic_renewal = false;
    friend bool operator==(const CartItem&, const CartItem&) = default;
};

/// Before what a wish is held: the catalogue of the day, the market, and the car.
struct Counter {
    const Version& catalogue;
    const Conditions& conditions;  ///< in force
    Market market;
    CarFacts car;
    std::set<Product> running;  ///< what the account has bought for the car, and runs
};

/// What the item costs. Refuses with `product_not_offered`, `term_not_offered` or
/// `contract_already_running`.
Result<Money> price_of(const Counter& counter, const CartItem& item);
/// The sum over what can be bought.
Money total_of(const Counter& counter, const std::vector<CartItem>& cart);

/// What billing has told of an account. Rule S3.
struct Payer {
    std::optional<Country> country;  ///< of the billing address
    bool has_address = false;
    bool has_means = false;
};

/// All that a checkout would be refused for, in the order of precedence; empty when the cart can be bought.
/// Rule S3.
std::vector<Refusal> hindrances(const Counter& counter, const std::vector<CartItem>& cart,
                                std::optional<Timestamp> conditions_accepted_at, const Payer& payer);

/// Refuses with `price_changed` and the total that holds, when it is not the one that the person saw.
std::optional<Refusal> recheck(const Money& seen, const Money& total);

/// What an order becomes; `contracts` makes them. Rule S3.
std::vector<wire::store::OrderItem> items_of(const Counter& counter, const std::vector<CartItem>& cart);

}  // namespace traction::store
