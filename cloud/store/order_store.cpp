#include "cloud/store/order_store.hpp"

namespace traction::store {

using ports::Statement;
using ports::timestamp;
using wire::store::OrderItem;

namespace {

const std::string kColumns =
    "SELECT s.row, s.sale_order, s.account, s.vin, s.placed_at, s.country, s.conditions_version, "
    "s.accepted_at, s.total_minor, s.currency FROM sale s ";

OrderStore::Placed read_sale(const Statement& row) {
    return {.row = row.integer(0),
            .order = {.id = OrderId::parse(row.text(1)).value(),
                      .account = AccountId::parse(row.text(2)).value(),
                      .vin = Vin::parse(row.text(3)).value(),
                      .placed_at = timestamp(row, 4),
                      .country = Country::parse(row.text(5)).value(),
                      .conditions_version = ConditionsVersion::parse(row.text(6)).value(),
                      .accepted_at = timestamp(row, 7),
                      .total = {row.integer(8), Currency::parse(row.text(9)).value()},
                      .items = {}}};
}

OrderItem read_item(const Statement& row, Currency currency) {
    return {.contract = ContractId::parse(row.text(0)).value(),
            .product = static_cast<Product>(row.integer(1)),
            .catalogue_version = static_cast<int>(row.integer(2)),
            .term_months = static_cast<int>(row.integer(3)),
            .automatic_renewal = row.integer(4) != 0,
            .price = {row.integer(5), currency},
            .tax_permille = static_cast<int>(row.integer(6))};
}

}  // namespace

OrderStore::OrderStore(ports::Database& database)
    : add_(database.prepare(
          "INSERT INTO sale (sale_order, account, vin, placed_at, country, conditions_version, accepted_at, "
          "total_minor, currency) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")),
      add_item_(
          database.prepare("INSERT INTO sale_item (contract, sale, product, catalogue_version, term_months, "
                           "automatic_renewal, price_minor, tax_permille) VALUES (?1, (SELECT row FROM sale "
                           "WHERE account = ?9 AND sale_order = ?2), ?3, ?4, ?5, ?6, ?7, ?8)")),
      find_(database.prepare(kColumns + "WHERE s.sale_order = ?2 AND s.account = ?1")),
      visible_(database.prepare(kColumns +
                                "JOIN in_garage g ON g.account = s.account AND g.vin = s.vin WHERE s.account "
                                "= ?1 ORDER BY s.row DESC LIMIT ?2")),
      after_(database.prepare(kColumns + "WHERE s.account = ?1 AND s.row > ?2 ORDER BY s.row LIMIT ?3")),
      items_(database.prepare("SELECT contract, product, catalogue_version, term_months, automatic_renewal, "
                              "price_minor, tax_permille FROM sale_item WHERE sale = ?1 ORDER BY product")),
      running_(database.prepare(
          "SELECT i.product FROM sale s JOIN sale_item i ON i.sale = s.row WHERE s.account = ?1 AND s.vin = "
          "?2 "
          "AND i.over = 0 AND NOT EXISTS (SELECT 1 FROM moved m WHERE m.contract = i.contract) UNION "
          "SELECT i.product FROM moved m JOIN sale_item i ON i.contract = m.contract WHERE m.holder = ?1 AND "
          "m.vin = ?2")),
      moved_(database.prepare("INSERT INTO moved (contract, holder, vin) SELECT contract, ?2, ?3 FROM "
                              "sale_item WHERE contract = ?1 AND over = 0 ON CONFLICT (contract) DO UPDATE "
                              "SET holder = ?2, vin = ?3")),
      over_(database.prepare("UPDATE sale_item SET over = 1 WHERE contract = ?1")),
      stays_(database.prepare("DELETE FROM moved WHERE contract = ?1")),
      forget_(database.prepare("UPDATE sale SET account = NULL, vin = NULL WHERE account = ?1")),
      forget_moved_(database.prepare("DELETE FROM moved WHERE holder = ?1")) {}

void OrderStore::add(const Order& order) {
    run(*add_, order.id.text(), order.account.text(), order.vin.text(), order.placed_at, order.country.text(),
        order.conditions_version.text(), order.accepted_at, order.total.minor_units,
        order.total.currency.code());
    for (const auto& item : order.items) {
        run(*add_item_, item.contract.text(), order.id.text(), static_cast<int>(item.product),
            item.catalogue_version, item.term_months, item.automatic_renewal, item.price.minor_units,
            item.tax_permille, order.account.text());
    }
}

std::vector<OrderStore::Placed> OrderStore::with_items(std::vector<Placed> orders) {
    for (auto& [row, order] : orders) {
        for_each_row(
            *items_,
            [&](const Statement& item) {
                order.items.push_back(store::read_item(item, order.total.currency));
            },
            row);
    }
    return orders;
}

std::optional<Order> OrderStore::find(const AccountId& account, const OrderId& id) {
    auto found = first_row(*find_, read_sale, account.text(), id.text());
    if (!found) return std::nullopt;
    return with_items({*std::move(found)}).front().order;
}

std::vector<Order> OrderStore::visible(const AccountId& account, int most) {
    std::vector<Placed> found;
    for_each_row(
        *visible_, [&](const Statement& row) { found.push_back(read_sale(row)); }, account.text(), most);
    std::vector<Order> orders;
    for (auto& placed : with_items(std::move(found))) orders.push_back(std::move(placed.order));
    return orders;
}

std::vector<OrderStore::Placed> OrderStore::after(const AccountId& account, std::int64_t row, int most) {
    std::vector<Placed> found;
    for_each_row(
        *after_, [&](const Statement& sale) { found.push_back(read_sale(sale)); }, account.text(), row, most);
    return with_items(std::move(found));
}

std::set<Product> OrderStore::running(const AccountId& account, const Vin& vin) {
    std::set<Product> products;
    for_each_row(
        *running_, [&](const Statement& row) { products.insert(static_cast<Product>(row.integer(0))); },
        account.text(), vin.text());
    return products;
}

void OrderStore::contract_moved(const ContractId& contract, const AccountId& holder, const Vin& vin) {
    run(*moved_, contract.text(), holder.text(), vin.text());
}

void OrderStore::contract_over(const ContractId& contract) {
    run(*over_, contract.text());
    run(*stays_, contract.text());
}

void OrderStore::forget_person(const AccountId& account) {
    run(*forget_, account.text());
    run(*forget_moved_, account.text());
}

}  // namespace traction::store
