#include "cloud/billing/dunning.hpp"

#include "shared/wire/streams.hpp"

namespace traction::billing {

using runtime::Turn;
using wire::billing::ChargeFailed;
using wire::billing::ChargePaid;
using wire::billing::ChargeRefused;
using wire::billing::OfCharge;
using wire::billing::PaymentWanted;
using wire::payments::Outcome;

namespace {

OfCharge of(const Charge& charge) {
    return {.charge = charge.id, .contract = charge.contract, .account = charge.account};
}

AttemptEnd end_of(const wire::payments::PaymentSettled& settled) {
    return {.outcome =
                settled.outcome == Outcome::paid ? AttemptEnd::Outcome::paid : AttemptEnd::Outcome::refused,
            .reason = settled.reason.value_or(""),
            .reference = settled.provider_reference};
}

std::string outbox_key(const PaymentKey& key) {
    return "payment-" + key.text();
}

}  // namespace

/// What costs nothing is not charged.
void Dunning::on_due(Turn& turn, const wire::contracts::ChargeDue& due) {
    if (charges_.knows(due.charge) || due.price.minor_units == 0) return;
    const auto charge = charge_of(due, turn.now());
    try_now(turn, {.number = charges_.add(charge), .charge = charge});
}

/// The address on the invoice is that of the attempt: it may have been erased since, with the account.
void Dunning::on_settled(Turn& turn, const wire::payments::PaymentSettled& settled) {
    const auto attempt = charges_.open_attempt(settled.key);
    if (!attempt) return;
    charges_.end_attempt(settled.key, end_of(settled), turn.now());
    const auto stored = charges_.find(attempt->charge);
    check(stored.has_value(), "an attempt is of a charge");
    if (settled.outcome == Outcome::paid) {
        const StoredCharge paid{.number = stored->number, .charge = on_paid(stored->charge)};
        charges_.save(paid.number, paid.charge);
        return issue_invoice(turn, paid, attempt->bill_to);
    }
    const auto decision = on_refused(stored->charge, turn.now());
    carry_out(turn, *stored, decision);
    // Means that came while the old ones were asked are tried at once, as any new ones.
    const auto payer = payers_.of(stored->charge.account);
    if (!is_ready(payer) || payer.means->token == attempt->means) return;
    if (after(decision.charge.phase, Step::asked))
        try_now(turn, {.number = stored->number, .charge = decision.charge});
}

void Dunning::on_contract_ended(Turn& turn, const ContractId& contract) {
    for (const auto& stored : charges_.of_contract(contract)) {
        const bool taken_back = stored.charge.phase == Phase::asked && take_back(turn, stored.charge);
        charges_.save(stored.number, billing::on_contract_ended(stored.charge, taken_back));
    }
}

bool Dunning::take_back(Turn& turn, const Charge& charge) {
    const auto key = key_of(charge.id, charge.attempts);
    if (!turn.withdraw(wire::event_stream("billing"), outbox_key(key))) return false;
    charges_.end_attempt(key, {.outcome = AttemptEnd::Outcome::taken_back, .reason = {}, .reference = {}},
                         turn.now());
    return true;
}

void Dunning::try_again(Turn& turn) {
    while (true) {
        const auto charges = charges_.to_try_at(turn.now());
        if (charges.empty()) return;
        for (const auto& stored : charges) try_now(turn, stored);
    }
}

void Dunning::try_refused_of(Turn& turn, const AccountId& account) {
    for (const auto& stored : charges_.refused_of(account)) try_now(turn, stored);
}

void Dunning::try_now(Turn& turn, const StoredCharge& stored) {
    const bool ready = is_ready(payers_.of(stored.charge.account));
    carry_out(turn, stored, billing::try_now(stored.charge, ready, turn.now()));
}

void Dunning::carry_out(Turn& turn, StoredCharge stored, const Decision& decision) {
    stored.charge = decision.charge;
    charges_.save(stored.number, stored.charge);
    for (const auto effect : decision.effects) carry_out(turn, stored, effect);
}

void Dunning::carry_out(Turn& turn, const StoredCharge& stored, Effect effect) {
    const auto& charge = stored.charge;
    switch (effect) {
        case Effect::ask:
            return ask(turn, stored);
        case Effect::tell_refused:
            return turn.emit(ChargeRefused{
                .of = of(charge), .attempt = charge.attempts, .next_try_at = charge.next_try_at});
        case Effect::tell_failed:
            return turn.emit(ChargeFailed{.of = of(charge)});
    }
}

/// The attempt is in the same transaction as the wish that leaves: whatever crashes, the key is known.
void Dunning::ask(Turn& turn, const StoredCharge& stored) {
    const auto& charge = stored.charge;
    const auto payer = payers_.of(charge.account);
    check(is_ready(payer), "who is asked to pay has given all that it needs");
    charges_.begin_attempt(stored.number, charge, payer.means->token, *payer.address, turn.now());
    const auto key = key_of(charge.id, charge.attempts);
    turn.emit(PaymentWanted{.charge = charge.id,
                            .attempt = charge.attempts,
                            .key = key,
                            .account = charge.account,
                            .amount = charge.price,
                            .means = payer.means->token},
              outbox_key(key));
}

void Dunning::issue_invoice(Turn& turn, const StoredCharge& paid, const wire::billing::Address& bill_to) {
    const auto number = invoices_.issue(paid, bill_to, seller_zone().day_of(turn.now()));
    turn.emit(ChargePaid{.of = of(paid.charge), .invoice = number_text(number)});
}

}  // namespace traction::billing
