#include "cloud/store/store_rules.hpp"

#include <algorithm>

#include "shared/domain/car_models.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::store {

namespace refused = wire::refused;
using wire::contracts::kProductNames;

namespace {

template <class Entry>
bool has(const std::vector<Entry>& entries, const auto& wanted) {
    return std::find(entries.begin(), entries.end(), wanted) != entries.end();
}

Refusal not_offered(Product product, NotOffered reason) {
    return Refusal(refused::product_not_offered, {{"product", wire::word_text(product, kProductNames)},
                                                  {"reason", wire::word_text(reason, kNotOfferedNames)}});
}

std::string text_of(const std::vector<int>& terms) {
    std::string text;
    for (const auto months : terms) text.append(text.empty() ? "" : ", ").append(std::to_string(months));
    return text;
}

}  // namespace

CarFacts facts_of(const Vin& vin) {
    const auto* model = car_model_of(vin.text());
    if (model == nullptr) return {.energy = Energy::other, .model = {}};
    return {.energy = Energy::electric, .model = model->key};
}

std::optional<NotOffered> why_not_offered(const Offering& offering, const CarFacts& car,
                                          const Country& country) {
    if (!offering.is_sold_in(country)) return NotOffered::not_sold_in_this_country;
    if (!has(offering.energies, car.energy)) return NotOffered::not_for_this_energy;
    if (has(offering.not_for_models, car.model)) return NotOffered::not_for_this_model;
    return std::nullopt;
}

Result<Money> price_of(const Counter& counter, const CartItem& item) {
    const auto& country = counter.market.country;
    const auto* offering = counter.catalogue.find(item.product);
    // What the catalogue has dropped is sold nowhere.
    if (offering == nullptr) return not_offered(item.product, NotOffered::not_sold_in_this_country);
    if (const auto reason = why_not_offered(*offering, counter.car, country))
        return not_offered(item.product, *reason);
    const auto price = offering->price(country, item.term_months);
    if (!price)
        return Refusal(refused::term_not_offered, {{"product", wire::word_text(item.product, kProductNames)},
                                                   {"terms", text_of(offering->terms)}});
    if (counter.running.contains(item.product))
        return Refusal(refused::contract_already_running,
                       {{"product", wire::word_text(item.product, kProductNames)}});
    return Money{*price, counter.market.currency};
}

Money total_of(const Counter& counter, const std::vector<CartItem>& cart) {
    Money total{0, counter.market.currency};
    for (const auto& item : cart) {
        if (const auto price = price_of(counter, item)) total = plus(total, *price).value();
    }
    return total;
}

std::vector<Refusal> hindrances(const Counter& counter, const std::vector<CartItem>& cart,
                                std::optional<Timestamp> conditions_accepted_at, const Payer& payer) {
    std::vector<Refusal> found;
    if (cart.empty()) found.emplace_back(refused::cart_empty);
    for (const auto& item : cart) {
        if (const auto price = price_of(counter, item); !price) found.push_back(price.refusal());
    }
    if (!conditions_accepted_at)
        found.push_back(Refusal(refused::conditions_not_accepted,
                                {{"conditions_version", counter.conditions.version.text()}}));
    if (!payer.has_address) found.emplace_back(refused::billing_address_missing);
    if (!payer.has_means) found.emplace_back(refused::payment_means_missing);
    return found;
}

std::optional<Refusal> recheck(const Money& seen, const Money& total) {
    if (seen == total) return std::nullopt;
    return Refusal(refused::price_changed, {{"total_minor", std::to_string(total.minor_units)},
                                            {"currency", std::string(total.currency.code())}});
}

std::vector<wire::store::OrderItem> items_of(const Counter& counter, const std::vector<CartItem>& cart) {
    std::vector<wire::store::OrderItem> items;
    for (const auto& item : cart) {
        items.push_back({.contract = {},
                         .product = item.product,
                         .catalogue_version = counter.catalogue.number,
                         .term_months = item.term_months,
                         .automatic_renewal = item.automatic_renewal,
                         .price = *price_of(counter, item),
                         .tax_permille = counter.market.tax_permille});
    }
    return items;
}

}  // namespace traction::store
