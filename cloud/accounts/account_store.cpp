#include "cloud/accounts/account_store.hpp"

namespace traction::accounts {

using ports::Statement;
using wire::accounts::DistanceUnit;
using wire::letters::Language;

namespace {

const std::string kAccountColumns =
    "account, sign_in_id, email, email_key, password, mailed_password, name, postal_address, plate, "
    "language, "
    "zone, distance_unit, store_member, since, app_left_at, store_left_at, contract_ended_at, erase_at, "
    "offers";
const std::string kSignUpColumns =
    "sign_up, email, email_key, password, vin, plate, language, store_member, usable_until";

std::optional<std::string> optional_text(const Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return ports::text(row, column);
}

Account account_of(const Statement& row) {
    return {.id = *AccountId::parse(row.text(0)),
            .sign_in_id = ports::text(row, 1),
            .email = {.text = ports::text(row, 2), .key = ports::text(row, 3)},
            .password = optional_text(row, 4),
            .mailed_password = optional_text(row, 5),
            .name = ports::text(row, 6),
            .postal_address = ports::text(row, 7),
            .plate = ports::text(row, 8),
            .language = static_cast<Language>(row.integer(9)),
            .zone = Zone::parse(row.text(10)).value_or(Zone::standard()),
            .distance_unit = static_cast<DistanceUnit>(row.integer(11)),
            .store_member = row.integer(12) != 0,
            .offers = row.integer(18) != 0,
            .since = ports::timestamp(row, 13),
            .app_left_at = ports::optional_timestamp(row, 14),
            .store_left_at = ports::optional_timestamp(row, 15),
            .contract_ended_at = ports::optional_timestamp(row, 16),
            .erase_at = ports::optional_timestamp(row, 17)};
}

PendingSignUp sign_up_of(const Statement& row) {
    PendingSignUp sign_up{.id = ports::text(row, 0),
                          .email = {.text = ports::text(row, 1), .key = ports::text(row, 2)},
                          .password = optional_text(row, 3),
                          .vin = {},
                          .plate = ports::text(row, 5),
                          .language = static_cast<Language>(row.integer(6)),
                          .store_member = row.integer(7) != 0,
                          .usable_until = ports::timestamp(row, 8)};
    if (!row.is_null(4)) sign_up.vin = Vin::parse(row.text(4)).value();
    return sign_up;
}

NewEmail new_email_of(const Statement& row) {
    return {.account = *AccountId::parse(row.text(0)),
            .email = {.text = ports::text(row, 1), .key = ports::text(row, 2)},
            .usable_until = ports::timestamp(row, 3)};
}

template <class Read, class... Parameters>
auto all_rows(Statement& statement, Read read, const Parameters&... parameters) {
    std::vector<decltype(read(statement))> rows;
    for_each_row(
        statement, [&](const Statement& row) { rows.push_back(read(row)); }, parameters...);
    return rows;
}

AccountId account_id(const Statement& row) {
    return *AccountId::parse(row.text(0));
}

}  // namespace

AccountStore::AccountStore(ports::Database& database)
    : add_(database.prepare("INSERT INTO account (" + kAccountColumns +
                            ") VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS BLOB), ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                            "?14, ?15, ?16, ?17, ?18, ?19)")),
      save_(database.prepare(
          "UPDATE account SET email = ?2, email_key = ?3, password = ?4, mailed_password = CAST(?5 AS BLOB), "
          "name = ?6, postal_address = ?7, language = ?8, zone = ?9, distance_unit = ?10, store_member = "
          "?11, "
          "app_left_at = ?12, store_left_at = ?13, contract_ended_at = ?14, erase_at = ?15, offers = ?16 "
          "WHERE account = "
          "?1")),
      erase_(database.prepare("DELETE FROM account WHERE account = ?1")),
      find_(database.prepare("SELECT " + kAccountColumns + " FROM account WHERE account = ?1")),
      by_email_(database.prepare("SELECT " + kAccountColumns + " FROM account WHERE email_key = ?1")),
      by_sign_in_id_(database.prepare("SELECT " + kAccountColumns + " FROM account WHERE sign_in_id = ?1")),
      to_erase_(database.prepare("SELECT account FROM account WHERE erase_at = ?1 LIMIT 1")),
      add_sign_up_(database.prepare("INSERT INTO sign_up (" + kSignUpColumns +
                                    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")),
      code_sign_up_(database.prepare("UPDATE sign_up SET code_digest = CAST(?2 AS BLOB) WHERE sign_up = ?1")),
      sign_up_(database.prepare("SELECT " + kSignUpColumns + " FROM sign_up WHERE sign_up = ?1")),
      by_code_(database.prepare("SELECT " + kSignUpColumns +
                                " FROM sign_up WHERE code_digest = CAST(?1 AS BLOB)")),
      of_email_(database.prepare("SELECT " + kSignUpColumns +
                                 " FROM sign_up WHERE email_key = ?1 ORDER BY sign_up")),
      ending_(database.prepare("SELECT " + kSignUpColumns +
                               " FROM sign_up WHERE usable_until = ?1 ORDER BY sign_up")),
      remove_sign_up_(database.prepare("DELETE FROM sign_up WHERE sign_up = ?1")),
      set_new_email_(database.prepare("INSERT OR REPLACE INTO new_email (account, email, email_key, "
                                      "usable_until) VALUES (?1, ?2, ?3, ?4)")),
      code_new_email_(
          database.prepare("UPDATE new_email SET code_digest = CAST(?2 AS BLOB) WHERE account = ?1")),
      new_email_(database.prepare(
          "SELECT account, email, email_key, usable_until FROM new_email WHERE account = ?1")),
      has_code_(
          database.prepare("SELECT 1 FROM new_email WHERE account = ?1 AND code_digest = CAST(?2 AS BLOB)")),
      new_ending_(database.prepare("SELECT account FROM new_email WHERE usable_until = ?1 ORDER BY account")),
      remove_new_email_(database.prepare("DELETE FROM new_email WHERE account = ?1")),
      add_contract_(database.prepare(
          "INSERT INTO contract (contract, account) VALUES (?1, ?2) ON CONFLICT DO NOTHING")),
      remove_contract_(database.prepare("DELETE FROM contract WHERE contract = ?1")),
      holder_of_(database.prepare("SELECT account FROM contract WHERE contract = ?1")),
      contracts_of_(database.prepare("SELECT contract FROM contract WHERE account = ?1 ORDER BY contract")),
      remove_contracts_of_(database.prepare("DELETE FROM contract WHERE account = ?1")),
      next_due_(
          database.prepare("SELECT min(due) FROM (SELECT min(usable_until) AS due FROM sign_up UNION ALL "
                           "SELECT min(usable_until) FROM new_email UNION ALL SELECT min(erase_at) FROM "
                           "account WHERE erase_at IS NOT NULL)")),
      due_acts_(database.prepare(
          "SELECT 'forget_sign_up', count(*), min(usable_until) FROM sign_up WHERE usable_until <= ?1 UNION "
          "ALL SELECT 'forget_new_email', count(*), min(usable_until) FROM new_email WHERE usable_until <= "
          "?1 "
          "UNION ALL SELECT 'erase_account', count(*), min(erase_at) FROM account WHERE erase_at <= ?1")),
      note_bought_(database.prepare("INSERT INTO bought (contract, account, product) VALUES (?1, ?2, ?3) ON "
                                    "CONFLICT DO NOTHING")),
      product_bought_(database.prepare("SELECT product FROM bought WHERE contract = ?1")),
      remove_bought_of_(database.prepare("DELETE FROM bought WHERE account = ?1")) {}

void AccountStore::add(const Account& account) {
    run(*add_, account.id.text(), account.sign_in_id, account.email.text, account.email.key, account.password,
        account.mailed_password, account.name, account.postal_address, account.plate,
        static_cast<int>(account.language), account.zone.name(), static_cast<int>(account.distance_unit),
        account.store_member, account.since, account.app_left_at, account.store_left_at,
        account.contract_ended_at, account.erase_at, account.offers);
}

void AccountStore::save(Account& account) {
    account.erase_at = erased_at({.app_left_at = account.app_left_at,
                                  .store_left_at = account.store_left_at,
                                  .contract_ended_at = account.contract_ended_at,
                                  .store_member = account.store_member,
                                  .contract_runs = !contracts_of(account.id).empty()},
                                 account.zone);
    run(*save_, account.id.text(), account.email.text, account.email.key, account.password,
        account.mailed_password, account.name, account.postal_address, static_cast<int>(account.language),
        account.zone.name(), static_cast<int>(account.distance_unit), account.store_member,
        account.app_left_at, account.store_left_at, account.contract_ended_at, account.erase_at,
        account.offers);
}

void AccountStore::erase(const AccountId& account) {
    run(*remove_new_email_, account.text());
    run(*remove_contracts_of_, account.text());
    run(*remove_bought_of_, account.text());
    run(*erase_, account.text());
}

std::optional<Account> AccountStore::first_account(Statement& statement, std::string_view key) {
    return first_row(statement, account_of, key);
}
std::optional<Account> AccountStore::find(const AccountId& account) {
    return first_account(*find_, account.text());
}
std::optional<Account> AccountStore::by_email(const std::string& key) {
    return first_account(*by_email_, key);
}
std::optional<Account> AccountStore::by_sign_in_id(const std::string& plain_id) {
    return first_account(*by_sign_in_id_, plain_id);
}
std::optional<AccountId> AccountStore::to_erase_at(Timestamp instant) {
    return first_row(*to_erase_, account_id, instant);
}

void AccountStore::add(const PendingSignUp& sign_up) {
    std::optional<std::string> vin;
    if (sign_up.vin) vin = sign_up.vin->text();
    run(*add_sign_up_, sign_up.id, sign_up.email.text, sign_up.email.key, sign_up.password, vin,
        sign_up.plate, static_cast<int>(sign_up.language), sign_up.store_member, sign_up.usable_until);
}
void AccountStore::set_code(const PendingSignUp& sign_up, const std::string& code_digest) {
    run(*code_sign_up_, sign_up.id, code_digest);
}
std::optional<PendingSignUp> AccountStore::sign_up(const std::string& id) {
    return first_row(*sign_up_, sign_up_of, id);
}
std::optional<PendingSignUp> AccountStore::sign_up_by_code(const std::string& code_digest) {
    return first_row(*by_code_, sign_up_of, code_digest);
}
std::vector<PendingSignUp> AccountStore::sign_ups_of(const std::string& email_key) {
    return all_rows(*of_email_, sign_up_of, email_key);
}
std::vector<PendingSignUp> AccountStore::sign_ups_ending_at(Timestamp instant) {
    return all_rows(*ending_, sign_up_of, instant);
}
void AccountStore::remove_sign_up(const std::string& id) {
    run(*remove_sign_up_, id);
}

void AccountStore::set_new_email(const NewEmail& wish) {
    run(*set_new_email_, wish.account.text(), wish.email.text, wish.email.key, wish.usable_until);
}
void AccountStore::set_code(const NewEmail& wish, const std::string& code_digest) {
    run(*code_new_email_, wish.account.text(), code_digest);
}
std::optional<NewEmail> AccountStore::new_email(const AccountId& account) {
    return first_row(*new_email_, new_email_of, account.text());
}
bool AccountStore::is_code_of_new_email(const AccountId& account, const std::string& code_digest) {
    return first_row(
               *has_code_, [](const Statement&) { return true; }, account.text(), code_digest)
        .has_value();
}
std::vector<AccountId> AccountStore::new_emails_ending_at(Timestamp instant) {
    return all_rows(*new_ending_, account_id, instant);
}
void AccountStore::remove_new_email(const AccountId& account) {
    run(*remove_new_email_, account.text());
}

void AccountStore::add_contract(const ContractId& contract, const AccountId& account) {
    run(*add_contract_, contract.text(), account.text());
}
void AccountStore::remove_contract(const ContractId& contract) {
    run(*remove_contract_, contract.text());
}
std::optional<AccountId> AccountStore::holder_of(const ContractId& contract) {
    return first_row(*holder_of_, account_id, contract.text());
}
std::vector<ContractId> AccountStore::contracts_of(const AccountId& account) {
    return all_rows(
        *contracts_of_, [](const Statement& row) { return *ContractId::parse(row.text(0)); }, account.text());
}

void AccountStore::note_bought(const ContractId& contract, const AccountId& buyer,
                               wire::contracts::Product product) {
    run(*note_bought_, contract.text(), buyer.text(), static_cast<int>(product));
}

std::optional<wire::contracts::Product> AccountStore::product_bought(const ContractId& contract) {
    return first_row(
        *product_bought_,
        [](const Statement& row) { return static_cast<wire::contracts::Product>(row.integer(0)); },
        contract.text());
}

std::optional<Timestamp> AccountStore::next_due() {
    const auto due =
        first_row(*next_due_, [](const Statement& row) { return ports::optional_timestamp(row, 0); });
    return due.value_or(std::nullopt);
}

std::vector<runtime::DueAct> AccountStore::due_acts(Timestamp until) {
    return runtime::read_due_acts(*due_acts_, until);
}

}  // namespace traction::accounts
