#include "cloud/store/cart_store.hpp"

namespace traction::store {

using ports::Statement;
using ports::timestamp;

namespace {

CartItem read_item(const Statement& row, int from) {
    return {.product = static_cast<Product>(row.integer(from)),
            .term_months = static_cast<int>(row.integer(from + 1)),
            .automatic_renewal = row.integer(from + 2) != 0};
}

std::optional<std::string_view> text_of(const std::optional<Country>& country) {
    if (!country) return std::nullopt;
    return country->text();
}

}  // namespace

CartStore::CartStore(ports::Database& database)
    : database_(database),
      enter_garage_(
          database.prepare("INSERT INTO in_garage (account, vin) VALUES (?1, ?2) ON CONFLICT DO NOTHING")),
      leave_garage_(database.prepare("DELETE FROM in_garage WHERE account = ?1 AND vin = ?2")),
      is_in_garage_(database.prepare("SELECT 1 FROM in_garage WHERE account = ?1 AND vin = ?2")),
      erase_garage_(database.prepare("DELETE FROM in_garage WHERE account = ?1")),
      // What is missing now may have been there: the country stays known.
      set_payer_(database.prepare(
          "INSERT INTO payer (account, country, has_address, has_means) VALUES (?1, ?2, ?3, ?4) ON CONFLICT "
          "(account) DO UPDATE SET country = coalesce(excluded.country, country), has_address = "
          "excluded.has_address, has_means = excluded.has_means")),
      payer_(database.prepare("SELECT country, has_address, has_means FROM payer WHERE account = ?1")),
      erase_payer_(database.prepare("DELETE FROM payer WHERE account = ?1")),
      accept_(database.prepare("INSERT INTO acceptance (account, version, accepted_at) VALUES (?1, ?2, ?3) "
                               "ON CONFLICT DO NOTHING")),
      accepted_at_(
          database.prepare("SELECT accepted_at FROM acceptance WHERE account = ?1 AND version = ?2")),
      acceptances_(database.prepare(
          "SELECT version, accepted_at FROM acceptance WHERE account = ?1 ORDER BY version")),
      erase_acceptances_(database.prepare("DELETE FROM acceptance WHERE account = ?1")),
      items_(database.prepare("SELECT product, term_months, automatic_renewal FROM cart_item WHERE account = "
                              "?1 AND vin = ?2 ORDER BY product")),
      all_items_(database.prepare("SELECT vin, product, term_months, automatic_renewal FROM cart_item WHERE "
                                  "account = ?1 ORDER BY vin, product")),
      put_(database.prepare(
          "INSERT INTO cart_item (account, vin, product, term_months, automatic_renewal) VALUES (?1, ?2, ?3, "
          "?4, ?5) ON CONFLICT (account, vin, product) DO UPDATE SET term_months = excluded.term_months, "
          "automatic_renewal = excluded.automatic_renewal")),
      drop_hidden_(database.prepare(
          "DELETE FROM cart_item WHERE account = ?1 AND vin IN (SELECT DISTINCT c.vin FROM cart_item c WHERE "
          "c.account = ?1 AND NOT EXISTS (SELECT 1 FROM in_garage g WHERE g.account = ?1 AND g.vin = c.vin) "
          "ORDER BY c.vin LIMIT -1 OFFSET ?2)")),
      remove_(database.prepare("DELETE FROM cart_item WHERE account = ?1 AND vin = ?2 AND product = ?3")),
      empty_(database.prepare("DELETE FROM cart_item WHERE account = ?1 AND vin = ?2")),
      erase_items_(database.prepare("DELETE FROM cart_item WHERE account = ?1")),
      torn_down_(database.prepare("SELECT cart_items FROM teardown WHERE teardown = ?1")),
      remember_teardown_(database.prepare("INSERT INTO teardown (teardown, cart_items) VALUES (?1, ?2)")) {}

void CartStore::enter_garage(const AccountId& account, const Vin& vin) {
    run(*enter_garage_, account.text(), vin.text());
}

void CartStore::leave_garage(const AccountId& account, const Vin& vin) {
    run(*leave_garage_, account.text(), vin.text());
}

bool CartStore::is_in_garage(const AccountId& account, const Vin& vin) {
    return first_row(
               *is_in_garage_, [](const Statement&) { return true; }, account.text(), vin.text())
        .has_value();
}

void CartStore::set_payer(const AccountId& account, const Payer& payer) {
    run(*set_payer_, account.text(), text_of(payer.country), payer.has_address, payer.has_means);
}

Payer CartStore::payer(const AccountId& account) {
    const auto read = [](const Statement& row) {
        return Payer{.country = row.is_null(0) ? std::nullopt : Country::parse(row.text(0)),
                     .has_address = row.integer(1) != 0,
                     .has_means = row.integer(2) != 0};
    };
    return first_row(*payer_, read, account.text()).value_or(Payer{});
}

Timestamp CartStore::accept(const AccountId& account, const ConditionsVersion& version, Timestamp at) {
    run(*accept_, account.text(), version.text(), at);
    return accepted_at(account, version).value();
}

std::optional<Timestamp> CartStore::accepted_at(const AccountId& account, const ConditionsVersion& version) {
    return first_row(
        *accepted_at_, [](const Statement& row) { return timestamp(row, 0); }, account.text(),
        version.text());
}

std::vector<std::pair<ConditionsVersion, Timestamp>> CartStore::acceptances(const AccountId& account) {
    std::vector<std::pair<ConditionsVersion, Timestamp>> found;
    for_each_row(
        *acceptances_,
        [&](const Statement& row) {
            found.emplace_back(ConditionsVersion::parse(row.text(0)).value(), timestamp(row, 1));
        },
        account.text());
    return found;
}

std::vector<CartItem> CartStore::items(const AccountId& account, const Vin& vin) {
    std::vector<CartItem> found;
    for_each_row(
        *items_, [&](const Statement& row) { found.push_back(read_item(row, 0)); }, account.text(),
        vin.text());
    return found;
}

std::vector<std::pair<Vin, CartItem>> CartStore::all_items(const AccountId& account) {
    std::vector<std::pair<Vin, CartItem>> found;
    for_each_row(
        *all_items_,
        [&](const Statement& row) { found.emplace_back(Vin::parse(row.text(0)).value(), read_item(row, 1)); },
        account.text());
    return found;
}

void CartStore::put(const AccountId& account, const Vin& vin, const CartItem& item) {
    run(*put_, account.text(), vin.text(), static_cast<int>(item.product), item.term_months,
        item.automatic_renewal);
    run(*drop_hidden_, account.text(), kMostHidden);
}

void CartStore::remove(const AccountId& account, const Vin& vin, Product product) {
    run(*remove_, account.text(), vin.text(), static_cast<int>(product));
}

void CartStore::empty(const AccountId& account, const Vin& vin) {
    run(*empty_, account.text(), vin.text());
}

std::int64_t CartStore::tear_down(const TeardownId& teardown, const AccountId& account, const Vin& vin) {
    const auto before = first_row(
        *torn_down_, [](const Statement& row) { return row.integer(0); }, teardown.text());
    if (before) return *before;
    empty(account, vin);
    const auto erased = database_.changes();
    run(*remember_teardown_, teardown.text(), erased);
    return erased;
}

void CartStore::erase(const AccountId& account) {
    for (auto* erase : {&erase_garage_, &erase_payer_, &erase_acceptances_, &erase_items_})
        run(**erase, account.text());
}

}  // namespace traction::store
