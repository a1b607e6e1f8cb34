#include "tests/broker/system/shopping.hpp"

#include <algorithm>
#include <stdexcept>

#include "shared/wire/messages/billing_asks.hpp"
#include "shared/wire/messages/contracts_owner.hpp"
#include "shared/wire/messages/store.hpp"

namespace traction::test {

namespace billing = wire::billing;
namespace store = wire::store;

namespace {

wire::Json cart_of(ctl::Session& owner, const Vin& vin) {
    return done(owner, "store", store::ShowCart{{.vin = vin, .country = {}}});
}

void gives_what_a_checkout_needs(ctl::Session& owner, const wire::Json& cart, const char* card) {
    done(
        owner, "store",
        store::AcceptConditions{*ConditionsVersion::parse(cart.at("conditions_version").get<std::string>())});
    done(owner, "billing",
         billing::SetAddress{.address = {.name = kBuyersName,
                                         .street = "12 rue des Lilas",
                                         .postal_code = "75011",
                                         .city = "Paris",
                                         .country = *Country::parse("FR")}});
    done(owner, "billing",
         billing::SetMeans{.means = {.token = *MeansToken::parse(card),
                                     .brand = billing::Brand::visa,
                                     .last4 = "4242",
                                     .expires = std::chrono::year{2040} / std::chrono::January}});
}

/// The store's answer names the contract; contracts makes it when the order's event has come.
bool is_known(ctl::Session& owner, const Vin& vin, const ContractId& contract) {
    const auto listed = done(owner, "contracts", wire::contracts::List{vin}).at("contracts");
    return std::any_of(listed.begin(), listed.end(),
                       [&](const auto& each) { return each.at("contract") == contract.text(); });
}

}  // namespace

ContractId buys(ctl::Session& owner, const Wish& wish) {
    const auto added = done(owner, "store",
                            store::AddToCart{.vin = wish.vin,
                                             .product = wish.product,
                                             .term_months = wish.term_months,
                                             .automatic_renewal = wish.automatic_renewal});
    gives_what_a_checkout_needs(owner, added, wish.card);
    auto cart = cart_of(owner, wish.vin);
    const auto is_complete = [&] {
        cart = cart_of(owner, wish.vin);
        return cart.at("missing").empty();
    };
    if (!wait_until(is_complete, kPatience)) throw std::runtime_error("a checkout misses " + cart.dump());
    const store::Checkout order{
        .order = *OrderId::parse(wish.vin.text() + "-" +
                                 wire::word_text(wish.product, wire::contracts::kProductNames)),
        .vin = wish.vin,
        .total = {cart.at("total_minor").get<std::int64_t>(),
                  *Currency::parse(cart.at("currency").get<std::string>())}};
    const auto placed = done(owner, "store", order);
    const auto contract = *ContractId::parse(placed.at("items").at(0).at("contract").get<std::string>());
    if (!wait_until([&] { return is_known(owner, wish.vin, contract); }, kPatience))
        throw std::runtime_error("an order does not become the contract " + contract.text());
    return contract;
}

}  // namespace traction::test
