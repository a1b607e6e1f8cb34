#include "cloud/store/store_views.hpp"

namespace traction::store {

using wire::Json;
using wire::word_text;
using wire::contracts::kProductNames;

namespace {

Json prices_of(const Offering& offering, const Country& country) {
    auto prices = Json::array();
    for (const auto months : offering.terms) {
        if (const auto price = offering.price(country, months))
            prices.push_back({{"term_months", months}, {"price_minor", *price}});
    }
    return prices;
}

Json view_of(const Offering& offering, const Country& country) {
    auto energies = Json::array();
    for (const auto energy : offering.energies)
        energies.push_back(word_text(energy, wire::garage::kEnergyNames));
    return {{"product", word_text(offering.product, kProductNames)},
            {"kind", word_text(offering.kind, kKindNames)},
            {"title", offering.title.json()},
            {"description", offering.description.json()},
            {"energies", std::move(energies)},
            {"not_for_models", offering.not_for_models},
            {"needs", offering.needs},
            {"renewal", word_text(offering.renewal, kRenewalNames)},
            {"prices", prices_of(offering, country)}};
}

/// What all that has prices says of them.
Json priced(const Version& version, const Market& market) {
    return {{"catalogue_version", version.number},
            {"country", market.country.text()},
            {"currency", market.currency.code()},
            {"tax_permille", market.tax_permille}};
}

}  // namespace

Json view_of(const Version& version, const Conditions& conditions, const Market& market,
             const std::vector<Market>& markets) {
    auto view = priced(version, market);
    view["conditions_version"] = conditions.version.text();
    view["countries"] = Json::array();
    for (const auto& each : markets) view["countries"].push_back(each.country.text());
    view["products"] = Json::array();
    for (const auto& offering : version.offerings)
        view["products"].push_back(view_of(offering, market.country));
    return view;
}

Json shelf_of(const Counter& counter) {
    auto view = priced(counter.catalogue, counter.market);
    view["offered"] = Json::array();
    view["not_offered"] = Json::array();
    for (const auto& offering : counter.catalogue.offerings) {
        if (const auto reason = why_not_offered(offering, counter.car, counter.market.country)) {
            view["not_offered"].push_back({{"product", word_text(offering.product, kProductNames)},
                                           {"reason", word_text(*reason, kNotOfferedNames)}});
        } else {
            view["offered"].push_back(view_of(offering, counter.market.country));
        }
    }
    return view;
}

Json view_of(const CartItem& item) {
    return {{"product", word_text(item.product, kProductNames)},
            {"term_months", item.term_months},
            {"automatic_renewal", item.automatic_renewal}};
}

Json cart_view(const Counter& counter, const std::vector<CartItem>& cart,
               const std::vector<Refusal>& hindrances) {
    auto view = priced(counter.catalogue, counter.market);
    view["conditions_version"] = counter.conditions.version.text();
    view["total_minor"] = total_of(counter, cart).minor_units;
    view["items"] = Json::array();
    for (const auto& item : cart) {
        auto line = view_of(item);
        if (const auto price = price_of(counter, item)) {
            line["price_minor"] = price->minor_units;
        } else {
            line["refused"] = price.refusal().code.name;
        }
        view["items"].push_back(std::move(line));
    }
    view["missing"] = Json::array();
    for (const auto& hindrance : hindrances) view["missing"].push_back(hindrance.code.name);
    return view;
}

Json view_of(const Order& order) {
    auto items = Json::array();
    for (const auto& item : order.items) items.push_back(item.json());
    return {{"order", order.id.text()},
            {"vin", order.vin.text()},
            {"placed_at", to_text(order.placed_at)},
            {"country", order.country.text()},
            {"conditions_version", order.conditions_version.text()},
            {"accepted_at", to_text(order.accepted_at)},
            {"total_minor", order.total.minor_units},
            {"currency", order.total.currency.code()},
            {"items", std::move(items)}};
}

}  // namespace traction::store
