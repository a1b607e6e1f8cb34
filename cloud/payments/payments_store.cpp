#include "cloud/payments/payments_store.hpp"

#include <algorithm>

namespace traction::payments {

using ports::Statement;

namespace {

std::string select_open(std::string_view which) {
    return std::string(
               "SELECT key, charge, amount_minor, currency, means, wanted_at, asks, next_ask_at "
               "FROM payment ")
        .append(which);
}

OpenPayment read_open(const Statement& row) {
    return {.payment = {.key = PaymentKey::parse(row.text(0)).value(),
                        .charge = ChargeId::parse(row.text(1)).value(),
                        .amount = {row.integer(2), Currency::parse(row.text(3)).value()},
                        .means = MeansToken::parse(row.text(4)).value()},
            .wanted_at = ports::timestamp(row, 5),
            .asks = static_cast<int>(row.integer(6)),
            .next_ask_at = ports::timestamp(row, 7)};
}

SettledPayment read_settled(const Statement& row) {
    return {.key = PaymentKey::parse(row.text(0)).value(),
            .charge = ChargeId::parse(row.text(1)).value(),
            .phase = row.text(2) == kPhaseNames[static_cast<std::size_t>(Phase::paid)] ? Phase::paid
                                                                                       : Phase::refused,
            .reason = ports::text(row, 3),
            .reference = ports::text(row, 4)};
}

std::vector<OpenPayment> read_all_open(Statement& statement, const auto&... parameters) {
    std::vector<OpenPayment> payments;
    for_each_row(
        statement, [&](const Statement& row) { payments.push_back(read_open(row)); }, parameters...);
    return payments;
}

}  // namespace

PaymentsStore::PaymentsStore(ports::Database& database)
    : add_(database.prepare("INSERT INTO payment (key, charge, amount_minor, currency, means, wanted_at, "
                            "next_ask_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")),
      open_(database.prepare(select_open("WHERE key = ?1 AND phase = 'open'"))),
      settled_(database.prepare("SELECT key, charge, phase, coalesce(reason, ''), reference FROM payment "
                                "WHERE key = ?1 AND phase <> 'open'")),
      due_(database.prepare(select_open("WHERE next_ask_at <= ?1 ORDER BY next_ask_at, key LIMIT ?2"))),
      next_ask_(database.prepare(
          "SELECT next_ask_at FROM payment WHERE next_ask_at IS NOT NULL ORDER BY next_ask_at LIMIT 1")),
      count_ask_(database.prepare("UPDATE payment SET asks = asks + 1, next_ask_at = ?2 WHERE key = ?1")),
      settle_(database.prepare("UPDATE payment SET phase = ?2, reason = ?3, reference = ?4, means = NULL, "
                               "next_ask_at = NULL WHERE key = ?1")),
      count_open_(database.prepare("SELECT count(*) FROM payment WHERE next_ask_at IS NOT NULL")),
      longest_open_(
          database.prepare(select_open("WHERE next_ask_at IS NOT NULL ORDER BY wanted_at, key LIMIT ?1"))) {
    database.execute("PRAGMA secure_delete = ON");
}

void PaymentsStore::add(const wire::billing::PaymentWanted& wanted, Timestamp now, Timestamp machine_now) {
    run(*add_, wanted.key.text(), wanted.charge.text(), wanted.amount.minor_units,
        wanted.amount.currency.code(), wanted.means.text(), now, machine_now);
}

std::optional<OpenPayment> PaymentsStore::open(const PaymentKey& key) {
    return first_row(*open_, read_open, key.text());
}

std::optional<SettledPayment> PaymentsStore::settled(const PaymentKey& key) {
    return first_row(*settled_, read_settled, key.text());
}

std::vector<OpenPayment> PaymentsStore::due(Timestamp machine_now, int most) {
    return read_all_open(*due_, machine_now, most);
}

std::optional<Timestamp> PaymentsStore::next_ask() {
    return first_row(*next_ask_, [](const Statement& row) { return ports::timestamp(row, 0); });
}

void PaymentsStore::count_ask(const PaymentKey& key, Timestamp next_ask_at) {
    run(*count_ask_, key.text(), next_ask_at);
}

void PaymentsStore::settle(const SettledPayment& settled) {
    const auto reason = settled.reason.empty() ? std::nullopt : std::optional(settled.reason);
    run(*settle_, settled.key.text(), kPhaseNames[static_cast<std::size_t>(settled.phase)], reason,
        settled.reference);
}

std::int64_t PaymentsStore::count_open() {
    return first_row(*count_open_, [](const Statement& row) { return row.integer(0); }).value();
}

std::vector<OpenPayment> PaymentsStore::longest_open(int most) {
    return read_all_open(*longest_open_, most);
}

}  // namespace traction::payments
