#include "cloud/payment_sandbox/sandbox_store.hpp"

namespace traction::payment_sandbox {

using ports::Statement;
using wire::payments::Outcome;
using wire::provider::PaymentAnswer;
using wire::provider::PaymentAsk;

namespace {

std::string_view word_of(Outcome outcome) {
    return wire::payments::kOutcomeNames[static_cast<std::size_t>(outcome)];
}

PaymentAnswer read_answer(const Statement& row) {
    PaymentAnswer answer{.key = PaymentKey::parse(row.text(0)).value(),
                         .outcome = row.text(1) == word_of(Outcome::paid) ? Outcome::paid : Outcome::refused,
                         .reference = ports::text(row, 3)};
    if (!row.is_null(2)) answer.reason = ports::text(row, 2);
    return answer;
}

}  // namespace

SandboxStore::SandboxStore(ports::Database& database)
    : count_(database.prepare("INSERT INTO payment (key, charge, amount_minor, currency, means, asks) VALUES "
                              "(?1, ?2, ?3, ?4, ?5, 1) ON CONFLICT DO UPDATE SET asks = asks + 1 RETURNING "
                              "asks")),
      answer_(database.prepare(
          "SELECT key, outcome, reason, reference FROM payment WHERE key = ?1 AND outcome IS NOT NULL")),
      settle_(database.prepare(
          "UPDATE payment SET outcome = ?2, reason = ?3, reference = ?4 WHERE key = ?1 AND outcome IS NULL")),
      refused_(database.prepare(
          "SELECT count(*) FROM payment WHERE charge = ?1 AND means = ?2 AND outcome = 'refused'")) {}

int SandboxStore::count(const PaymentAsk& ask) {
    return first_row(
               *count_, [](const Statement& row) { return static_cast<int>(row.integer(0)); }, ask.key.text(),
               ask.charge.text(), ask.amount.minor_units, ask.amount.currency.code(), ask.means.text())
        .value();
}

std::optional<PaymentAnswer> SandboxStore::answer_to(const PaymentKey& key) {
    return first_row(*answer_, read_answer, key.text());
}

void SandboxStore::settle(const PaymentAnswer& answer) {
    run(*settle_, answer.key.text(), word_of(answer.outcome), answer.reason, answer.reference);
}

int SandboxStore::refused(const ChargeId& charge, const MeansToken& means) {
    return first_row(
               *refused_, [](const Statement& row) { return static_cast<int>(row.integer(0)); },
               charge.text(), means.text())
        .value();
}

}  // namespace traction::payment_sandbox
