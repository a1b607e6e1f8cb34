#include "cloud/billing/charge_store.hpp"

#include "cloud/billing/charge_rows.hpp"
#include "cloud/billing/invoice_rules.hpp"
#include "cloud/billing/stored_words.hpp"

namespace traction::billing {

using ports::Statement;
using wire::billing::Address;

namespace {

constexpr int kPage = 1'000;  ///< charges in one look at what is to be tried

std::string select_charges(std::string_view which) {
    return std::string("SELECT ")
        .append(kChargeColumns)
        .append(
            ", invoice.year, invoice.serial FROM charge LEFT JOIN invoice ON invoice.charge = "
            "charge.number ")
        .append(which);
}

StoredCharge read_stored(const Statement& row) {
    StoredCharge stored{.number = row.integer(0), .charge = read_charge(row)};
    if (!row.is_null(kChargeColumnCount))
        stored.invoice =
            number_text(InvoiceNumber{.year = static_cast<int>(row.integer(kChargeColumnCount)),
                                      .serial = static_cast<int>(row.integer(kChargeColumnCount + 1))});
    return stored;
}

std::vector<StoredCharge> read_all(Statement& statement, const auto&... parameters) {
    std::vector<StoredCharge> charges;
    for_each_row(
        statement, [&](const Statement& row) { charges.push_back(read_stored(row)); }, parameters...);
    return charges;
}

OpenAttempt read_attempt(const Statement& row) {
    return {.charge = row.integer(0),
            .means = MeansToken::parse(row.text(1)).value(),
            .bill_to = read_bill_to(row.text(2))};
}

}  // namespace

ChargeStore::ChargeStore(ports::Database& database)
    : knows_(database.prepare("SELECT 1 FROM charge WHERE charge = ?1")),
      add_(database.prepare(
          "INSERT INTO charge (charge, contract, account, product, term_from, term_until, price_minor, "
          "currency, tax_permille, phase, due_at, attempts, has_failed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
          "?8, ?9, ?10, ?11, 0, 0) RETURNING number")),
      save_(database.prepare("UPDATE charge SET phase = ?2, attempts = ?3, first_refused_at = ?4, "
                             "next_try_at = ?5, has_failed = ?6 WHERE number = ?1")),
      find_(database.prepare(select_charges("WHERE charge.number = ?1"))),
      of_contract_(database.prepare(select_charges("WHERE charge.contract = ?1 ORDER BY charge.number"))),
      of_account_(
          database.prepare(select_charges("WHERE charge.account = ?1 ORDER BY charge.number DESC LIMIT ?2"))),
      of_account_after_(database.prepare(select_charges(
          "WHERE charge.account = ?1 AND charge.number > ?2 ORDER BY charge.number LIMIT ?3"))),
      refused_of_(database.prepare(select_charges(
          "WHERE charge.account = ?1 AND phase IN ('waiting', 'failed') ORDER BY charge.number"))),
      next_try_(database.prepare(
          "SELECT next_try_at FROM charge WHERE next_try_at IS NOT NULL ORDER BY next_try_at LIMIT 1")),
      due_acts_(database.prepare("SELECT 'charge_again', count(*), min(next_try_at) FROM charge WHERE "
                                 "next_try_at <= ?1")),
      to_try_at_(database.prepare(select_charges("WHERE next_try_at = ?1 ORDER BY charge.number LIMIT ?2"))),
      begin_attempt_(database.prepare("INSERT INTO attempt (key, charge, attempt, asked_at, means, bill_to) "
                                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")),
      open_attempt_(
          database.prepare("SELECT charge, means, bill_to FROM attempt WHERE key = ?1 AND outcome IS NULL")),
      end_attempt_(database.prepare("UPDATE attempt SET outcome = ?2, reason = ?3, reference = ?4, "
                                    "settled_at = ?5, means = NULL, bill_to = NULL WHERE key = ?1")) {
    database.execute("PRAGMA secure_delete = ON");
}

bool ChargeStore::knows(const ChargeId& charge) {
    ports::StatementUse use(*knows_, charge.text());
    return use.step();
}

std::int64_t ChargeStore::add(const Charge& charge) {
    return first_row(
               *add_, [](const Statement& row) { return row.integer(0); }, charge.id.text(),
               charge.contract.text(), charge.account.text(),
               word_of(charge.product, wire::contracts::kProductNames), to_text(charge.term_from),
               to_text(charge.term_until), charge.price.minor_units, charge.price.currency.code(),
               charge.tax_permille, word_of(charge.phase, kPhaseNames), charge.due_at)
        .value();
}

void ChargeStore::save(std::int64_t number, const Charge& charge) {
    run(*save_, number, word_of(charge.phase, kPhaseNames), charge.attempts, charge.first_refused_at,
        charge.next_try_at, charge.has_failed);
}

std::optional<StoredCharge> ChargeStore::find(std::int64_t number) {
    return first_row(*find_, read_stored, number);
}

std::vector<StoredCharge> ChargeStore::of_contract(const ContractId& contract) {
    return read_all(*of_contract_, contract.text());
}

std::vector<StoredCharge> ChargeStore::of_account(const AccountId& account, int most) {
    return read_all(*of_account_, account.text(), most);
}

std::vector<StoredCharge> ChargeStore::of_account_after(const AccountId& account, std::int64_t number,
                                                        int most) {
    return read_all(*of_account_after_, account.text(), number, most);
}

std::vector<StoredCharge> ChargeStore::refused_of(const AccountId& account) {
    return read_all(*refused_of_, account.text());
}

std::vector<runtime::DueAct> ChargeStore::due_acts(Timestamp until) {
    return runtime::read_due_acts(*due_acts_, until);
}

std::optional<Timestamp> ChargeStore::next_try() {
    return first_row(*next_try_, [](const Statement& row) { return ports::timestamp(row, 0); });
}

std::vector<StoredCharge> ChargeStore::to_try_at(Timestamp instant) {
    return read_all(*to_try_at_, instant, kPage);
}

void ChargeStore::begin_attempt(std::int64_t number, const Charge& charge, const MeansToken& means,
                                const Address& bill_to, Timestamp now) {
    const auto key = key_of(charge.id, charge.attempts);
    run(*begin_attempt_, key.text(), number, charge.attempts, now, means.text(), bill_to.json().dump());
}

std::optional<OpenAttempt> ChargeStore::open_attempt(const PaymentKey& key) {
    return first_row(*open_attempt_, read_attempt, key.text());
}

void ChargeStore::end_attempt(const PaymentKey& key, const AttemptEnd& end, Timestamp now) {
    const auto present = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    run(*end_attempt_, key.text(), word_of(end.outcome, kAttemptOutcomeNames), present(end.reason),
        present(end.reference), now);
}

}  // namespace traction::billing
