#include "cloud/tour/shopping.hpp"

#include <fmt/format.h>

#include "shared/wire/messages/billing_asks.hpp"
#include "shared/wire/messages/store.hpp"

namespace traction::tour {

using wire::Json;
namespace billing = wire::billing;
namespace contracts = wire::contracts;
namespace store = wire::store;

namespace {

std::string listed(const Json& products, const char* with) {
    std::string text;
    for (const auto& each : products) {
        if (!text.empty()) text += ", ";
        text += each.value("product", "?");
        if (*with != '\0') text += " (" + each.value(with, "?") + ")";
    }
    return text.empty() ? "nothing" : text;
}

}  // namespace

void Shopping::looks_around(ctl::Session& who, const Vin& vin) {
    const auto shelf = stage_.done(who, "store", store::ListOffered{{.vin = vin, .country = {}}});
    stage_.witness().says("offered for it (S2): " + listed(shelf.at("offered"), ""));
    stage_.witness().says("not offered: " + listed(shelf.at("not_offered"), "reason"));
}

void Shopping::is_led_through_the_checkout(ctl::Session& who, const Vin& vin, const std::string& name,
                                           const std::string& card) {
    const auto is_refused = [&](const std::string& what, const std::string& code) {
        const auto order = checkout(cart(who, vin), vin);
        stage_.refused(what, who, stage_.ask(who, "store", store::Checkout::kVerb, order), code);
    };
    is_refused("no order without the conditions of sale (S3)", "conditions_not_accepted");
    accepts_conditions(who, vin);
    is_refused("nor without an address", "billing_address_missing");
    gives_address(who, name);
    gives_card(who, card);
    waits_until_nothing_is_missing(who, vin);
}

void Shopping::prepares(ctl::Session& who, const Vin& vin, const std::string& name, const std::string& card) {
    accepts_conditions(who, vin);
    gives_address(who, name);
    gives_card(who, card);
}

void Shopping::accepts_conditions(ctl::Session& who, const Vin& vin) {
    const auto version = cart(who, vin).at("conditions_version").get<std::string>();
    stage_.done(who, "store", store::AcceptConditions{*ConditionsVersion::parse(version)});
}

void Shopping::gives_address(ctl::Session& who, const std::string& name) {
    stage_.done(who, "billing",
                billing::SetAddress{.address = {.name = name,
                                                .street = "12 rue des Lilas",
                                                .postal_code = "75011",
                                                .city = "Paris",
                                                .country = *Country::parse("FR")}});
}

void Shopping::gives_card(ctl::Session& who, const std::string& card) {
    stage_.done(who, "billing",
                billing::SetMeans{.means = {.token = *MeansToken::parse(card),
                                            .brand = billing::Brand::visa,
                                            .last4 = "4242",
                                            .expires = std::chrono::year{2035} / std::chrono::December}});
}

Json Shopping::cart(ctl::Session& who, const Vin& vin) {
    return stage_.done(who, "store", store::ShowCart{{.vin = vin, .country = {}}});
}

void Shopping::waits_until_nothing_is_missing(ctl::Session& who, const Vin& vin) {
    const auto give_up = stage_.witness().now() + kAnswerPatience;
    while (!cart(who, vin).at("missing").empty()) {
        if (stage_.witness().now() > give_up) throw NotSeen("the store does not hear who pays");
        stage_.witness().waits();
    }
}

void Shopping::fills_cart(ctl::Session& who, const Vin& vin, contracts::Product product, int term_months) {
    stage_.done(who, "store", store::AddToCart{.vin = vin, .product = product, .term_months = term_months});
}

Json Shopping::checkout(const Json& cart, const Vin& vin) {
    return store::Checkout{.order = *OrderId::parse(fmt::format("tour-{}", ++orders_)),
                           .vin = vin,
                           .total = {cart.at("total_minor").get<std::int64_t>(),
                                     *Currency::parse(cart.at("currency").get<std::string>())}}
        .json();
}

ContractId Shopping::orders(ctl::Session& who, const Vin& vin) {
    waits_until_nothing_is_missing(who, vin);
    const auto order = stage_.done(who, "store", store::Checkout::kVerb, checkout(cart(who, vin), vin));
    const Money total{order.at("total_minor").get<std::int64_t>(),
                      *Currency::parse(order.at("currency").get<std::string>())};
    stage_.witness().sees_event(
        fmt::format("ordered for {} (S3)", to_text(total)), "store", store::OrderPlaced::kType,
        [&](const Json& placed) { return placed.value("order", "") == order.value("order", "?"); });
    return *ContractId::parse(order.at("items").at(0).at("contract").get<std::string>());
}

}  // namespace traction::tour
