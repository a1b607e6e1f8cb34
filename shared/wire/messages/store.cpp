#include "shared/wire/messages/store.hpp"

namespace traction::wire::store {
namespace {

std::vector<OrderItem> read_items(Reader& reader) {
    std::vector<OrderItem> items;
    for (const auto& entry : reader.array("items", kMostItems)) {
        Reader item(entry, reader.path() + "/items/" + std::to_string(items.size()), UnknownFields::allowed);
        items.push_back(OrderItem::read(item));
    }
    if (items.empty()) reader.fail("items", "must not be empty");
    return items;
}

}  // namespace

OrderItem OrderItem::read(Reader& reader) {
    return {.contract = reader.id<ContractId>("contract"),
            .product = reader.word<contracts::Product>("product", contracts::kProductNames),
            .catalogue_version = static_cast<int>(reader.integer("catalogue_version", 1, 1'000'000)),
            .term_months = contracts::read_term(reader),
            .automatic_renewal = reader.truth("automatic_renewal"),
            .price = reader.money("price_minor"),
            .tax_permille = static_cast<int>(reader.integer("tax_permille", 0, 1000))};
}

Json OrderItem::json() const {
    return {{"contract", contract.text()},
            {"product", word_text(product, contracts::kProductNames)},
            {"catalogue_version", catalogue_version},
            {"term_months", term_months},
            {"automatic_renewal", automatic_renewal},
            {"price_minor", price.minor_units},
            {"currency", price.currency.code()},
            {"tax_permille", tax_permille}};
}

OrderPlaced OrderPlaced::read(Reader& reader) {
    return {.order = reader.id<OrderId>("order"),
            .account = reader.id<AccountId>("account"),
            .vin = reader.vin("vin"),
            .conditions_version = reader.id<ConditionsVersion>("conditions_version"),
            .items = read_items(reader)};
}

Json OrderPlaced::json() const {
    auto list = Json::array();
    for (const auto& item : items) list.push_back(item.json());
    return {{"order", order.text()},
            {"account", account.text()},
            {"vin", vin.text()},
            {"conditions_version", conditions_version.text()},
            {"items", std::move(list)}};
}

}  // namespace traction::wire::store
