#include "cloud/billing/payer_store.hpp"

#include "cloud/billing/stored_words.hpp"

namespace traction::billing {

using ports::Statement;
using wire::billing::Address;
using wire::billing::Brand;
using wire::billing::kBrandNames;
using wire::billing::Means;

namespace {

int months_of(std::chrono::year_month month) {
    return static_cast<int>(month.year()) * 12 + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
}

std::chrono::year_month month_of(std::int64_t months) {
    return std::chrono::year{static_cast<int>(months / 12)} /
           std::chrono::month{static_cast<unsigned>(months % 12 + 1)};
}

Payer read_payer(const Statement& row) {
    Payer payer{.account = AccountId::parse(row.text(0)).value()};
    if (!row.is_null(1))
        payer.address = Address{.name = ports::text(row, 1),
                                .street = ports::text(row, 2),
                                .postal_code = ports::text(row, 3),
                                .city = ports::text(row, 4),
                                .country = Country::parse(row.text(5)).value()};
    if (!row.is_null(6))
        payer.means = Means{.token = MeansToken::parse(row.text(6)).value(),
                            .brand = word_named<Brand>(row.text(7), kBrandNames),
                            .last4 = ports::text(row, 8),
                            .expires = month_of(row.integer(9))};
    return payer;
}

}  // namespace

PayerStore::PayerStore(ports::Database& database)
    : find_(database.prepare("SELECT account, name, street, postal_code, city, country, token, brand, last4, "
                             "expires FROM payer WHERE account = ?1")),
      set_address_(database.prepare(
          "INSERT INTO payer (account, name, street, postal_code, city, country) VALUES (?1, ?2, ?3, ?4, ?5, "
          "?6) ON CONFLICT DO UPDATE SET name = ?2, street = ?3, postal_code = ?4, city = ?5, country = ?6")),
      set_means_(database.prepare(
          "INSERT INTO payer (account, token, brand, last4, expires) VALUES (?1, ?2, ?3, ?4, ?5) "
          "ON CONFLICT DO UPDATE SET token = ?2, brand = ?3, last4 = ?4, expires = ?5")),
      erase_(database.prepare("DELETE FROM payer WHERE account = ?1")) {}

Payer PayerStore::of(const AccountId& account) {
    return first_row(*find_, read_payer, account.text()).value_or(Payer{.account = account});
}

void PayerStore::set_address(const AccountId& account, const Address& address) {
    run(*set_address_, account.text(), address.name, address.street, address.postal_code, address.city,
        address.country.text());
}

void PayerStore::set_means(const AccountId& account, const Means& means) {
    run(*set_means_, account.text(), means.token.text(), word_of(means.brand, kBrandNames), means.last4,
        months_of(means.expires));
}

void PayerStore::erase(const AccountId& account) {
    run(*erase_, account.text());
}

}  // namespace traction::billing
