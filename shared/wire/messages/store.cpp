#include "shared/wire/messages/store.hpp"

namespace traction::wire::store {
namespace {

contracts::Product read_product(Reader& reader) {
    return reader.word<contracts::Product>("product", contracts::kProductNames);
}

std::string product_text(contracts::Product product) {
    return word_text(product, contracts::kProductNames);
}

}  // namespace

std::optional<Country> read_country(Reader& reader) {
    if (!reader.has("country")) return std::nullopt;
    return reader.country("country");
}

Json ShowCatalogue::json() const {
    return country ? Json{{"country", country->text()}} : Json::object();
}

Json OfCar::json() const {
    Json json{{"vin", vin.text()}};
    if (country) json["country"] = country->text();
    return json;
}

AddToCart AddToCart::read(Reader& reader) {
    return {.vin = reader.vin("vin"),
            .product = read_product(reader),
            .term_months = contracts::read_term(reader),
            .automatic_renewal = reader.truth_or("automatic_renewal", false)};
}

Json AddToCart::json() const {
    return {{"vin", vin.text()},
            {"product", product_text(product)},
            {"term_months", term_months},
            {"automatic_renewal", automatic_renewal}};
}

RemoveFromCart RemoveFromCart::read(Reader& reader) {
    return {.vin = reader.vin("vin"), .product = read_product(reader)};
}

Json RemoveFromCart::json() const {
    return {{"vin", vin.text()}, {"product", product_text(product)}};
}

Checkout Checkout::read(Reader& reader) {
    return {
        .order = reader.id<OrderId>("order"), .vin = reader.vin("vin"), .total = reader.money("total_minor")};
}

Json Checkout::json() const {
    return {{"order", order.text()},
            {"vin", vin.text()},
            {"total_minor", total.minor_units},
            {"currency", total.currency.code()}};
}

OrderItem OrderItem::read(Reader& reader) {
    return {.contract = reader.id<ContractId>("contract"),
            .product = read_product(reader),
            .catalogue_version = static_cast<int>(reader.integer("catalogue_version", 1, 1'000'000)),
            .term_months = contracts::read_term(reader),
            .automatic_renewal = reader.truth("automatic_renewal"),
            .price = reader.money("price_minor"),
            .tax_permille = static_cast<int>(reader.integer("tax_permille", 0, 1000))};
}

Json OrderItem::json() const {
    return {{"contract", contract.text()},
            {"product", product_text(product)},
            {"catalogue_version", catalogue_version},
            {"term_months", term_months},
            {"automatic_renewal", automatic_renewal},
            {"price_minor", price.minor_units},
            {"currency", price.currency.code()},
            {"tax_permille", tax_permille}};
}

OrderPlaced OrderPlaced::read(Reader& reader) {
    OrderPlaced placed{.order = reader.id<OrderId>("order"),
                       .account = reader.id<AccountId>("account"),
                       .vin = reader.vin("vin"),
                       .zone = reader.zone("zone"),
                       .conditions_version = reader.id<ConditionsVersion>("conditions_version"),
                       .items = reader.list<OrderItem>("items", kMostItems)};
    if (placed.items.empty()) reader.fail("items", "must not be empty");
    return placed;
}

Json OrderPlaced::json() const {
    auto list = Json::array();
    for (const auto& item : items) list.push_back(item.json());
    return {{"order", order.text()},
            {"account", account.text()},
            {"vin", vin.text()},
            {"zone", zone.name()},
            {"conditions_version", conditions_version.text()},
            {"items", std::move(list)}};
}

OfferMade OfferMade::read(Reader& reader) {
    return {.account = reader.id<AccountId>("account"),
            .vin = reader.vin("vin"),
            .catalogue_version = static_cast<int>(reader.integer("catalogue_version", 1, 1'000'000)),
            .products = reader.words<contracts::Product>("products", contracts::kProductNames, kMostItems)};
}

Json OfferMade::json() const {
    auto names = Json::array();
    for (const auto product : products) names.push_back(product_text(product));
    return {{"account", account.text()},
            {"vin", vin.text()},
            {"catalogue_version", catalogue_version},
            {"products", std::move(names)}};
}

}  // namespace traction::wire::store
