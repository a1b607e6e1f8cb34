#include "vehicle-agent/entitlements/entitlement_store.hpp"

#include <algorithm>

namespace traction::entitlements {

using wire::contracts::kProductNames;

EntitlementStore::EntitlementStore(ports::Database& database)
    : save_period_(database.prepare(
          "INSERT INTO ownership (one, period, owned) VALUES (1, ?1, ?2) ON CONFLICT (one) DO UPDATE "
          "SET period = ?1, owned = ?2 WHERE ?1 >= period")),
      period_(database.prepare("SELECT period, owned FROM ownership")),
      held_(database.prepare("SELECT period FROM entitlement WHERE contract = ?1")),
      save_(database.prepare(
          "INSERT INTO entitlement (contract, product, period, granted) VALUES (?1, ?2, ?3, ?4) "
          "ON CONFLICT (contract) DO UPDATE SET product = ?2, period = ?3, granted = ?4")),
      all_(database.prepare("SELECT contract, granted FROM entitlement ORDER BY contract")),
      granted_(database.prepare("SELECT DISTINCT product FROM entitlement WHERE granted = 1")) {}

void EntitlementStore::save(const wire::garage::PeriodOrder& order) {
    run(*save_period_, order.period, order.owned);
}

std::optional<wire::garage::PeriodKnown> EntitlementStore::period() {
    return first_row(*period_, [](const ports::Statement& row) {
        return wire::garage::PeriodKnown{.period = static_cast<OwnershipPeriod>(row.integer(0)),
                                         .owned = row.integer(1) != 0};
    });
}

std::optional<OwnershipPeriod> EntitlementStore::held(const ContractId& contract) {
    return first_row(
        *held_, [](const ports::Statement& row) { return static_cast<OwnershipPeriod>(row.integer(0)); },
        contract.text());
}

void EntitlementStore::save(const wire::contracts::EntitlementOrder& order) {
    const auto product = wire::word_text(order.product, kProductNames);
    run(*save_, order.contract.text(), product, order.period, order.granted);
}

std::vector<wire::contracts::EntitlementConfirmed> EntitlementStore::all() {
    std::vector<wire::contracts::EntitlementConfirmed> all;
    for_each_row(*all_, [&](const ports::Statement& row) {
        const auto contract = ContractId::parse(row.text(0));
        check(contract.has_value(), "a stored contract id is one");
        all.push_back({.contract = *contract, .granted = row.integer(1) != 0});
    });
    return all;
}

Products EntitlementStore::running() {
    Products products;
    const auto known = period();
    if (!known || !known->owned) return products;
    for_each_row(*granted_, [&](const ports::Statement& row) {
        const auto name = std::find(kProductNames.begin(), kProductNames.end(), row.text(0));
        check(name != kProductNames.end(), "a stored product has a name of the list");
        products.add(static_cast<Product>(name - kProductNames.begin()));
    });
    return products;
}

}  // namespace traction::entitlements
