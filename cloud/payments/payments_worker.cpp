#include "cloud/payments/payments_worker.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace traction::payments {

using wire::Json;
using wire::billing::PaymentWanted;
using wire::payments::PaymentSettled;
using wire::payments::Waiting;

namespace {

constexpr int kMostListed = 100;

PaymentSettled event_of(const SettledPayment& settled) {
    PaymentSettled event{.key = settled.key,
                         .charge = settled.charge,
                         .outcome = outcome_of(settled.phase),
                         .provider_reference = settled.reference};
    if (!settled.reason.empty()) event.reason = settled.reason;
    return event;
}

Json listed(const OpenPayment& open) {
    return {{"key", open.payment.key.text()},
            {"charge", open.payment.charge.text()},
            {"wanted_at", to_text(open.wanted_at)},
            {"asks", open.asks},
            {"next_ask_at", to_text(open.next_ask_at)}};
}

}  // namespace

PaymentsWorker::PaymentsWorker(ports::Database& database, const OpenProvider& open_provider)
    : store_(database), provider_(open_provider()) {}

void PaymentsWorker::declare(runtime::Handlers& handlers) {
    handlers.event<PaymentWanted>(
        "billing",
        [this](Turn& turn, const runtime::Origin&, const PaymentWanted& wanted) { on_wanted(turn, wanted); });
    handlers.read<Waiting>(wire::Party::operators,
                           [this](Turn&, const runtime::Asker&, const Waiting&) { return list_waiting(); });
}

/// Wanted again, by a `billing` that was restored to before it heard, it is told again.
void PaymentsWorker::on_wanted(Turn& turn, const PaymentWanted& wanted) {
    if (const auto settled = store_.settled(wanted.key)) return turn.emit(event_of(*settled));
    if (!store_.open(wanted.key)) store_.add(wanted, turn.now(), turn.machine_now());
}

runtime::Handlers::Answer PaymentsWorker::list_waiting() {
    auto payments = Json::array();
    for (const auto& open : store_.longest_open(kMostListed)) payments.push_back(listed(open));
    return Json{{"waiting", store_.count_open()}, {"payments", std::move(payments)}};
}

std::optional<Timestamp> PaymentsWorker::next_machine_due() {
    const auto ask = store_.next_ask();
    if (under_way_.empty() || !ask) return ask;
    return std::min(*ask, next_look_);
}

void PaymentsWorker::on_machine_due(Turn& turn) {
    take_outcomes(turn);
    for (const auto& open : store_.due(turn.machine_now(), static_cast<int>(kMostUnderWay))) {
        store_.count_ask(open.payment.key, turn.machine_now() + pause_after(open.asks + 1));
        prepared_.push_back(open.payment);
    }
}

void PaymentsWorker::on_committed(Turn& turn) {
    for (const auto& payment : std::exchange(prepared_, {})) {
        under_way_.insert(payment.key);
        provider_->ask(payment);
    }
    last_ask_ = turn.machine_now();
    take_outcomes(turn);
}

bool PaymentsWorker::expects_answer(Timestamp machine_now) const {
    return !under_way_.empty() && machine_now < last_ask_ + kAnswerExpected;
}

void PaymentsWorker::take_outcomes(Turn& turn) {
    for (const auto& outcome : provider_->take_outcomes()) settle(turn, outcome);
    next_look_ = turn.machine_now() + look_pause(turn.machine_now() - last_ask_);
}

/// An outcome that comes again changes nothing. One that contradicts the first is the provider's breach of
/// its word; nothing we could do would set it right, so a person must hear of it.
void PaymentsWorker::settle(Turn& turn, const ports::PaymentOutcome& outcome) {
    under_way_.erase(outcome.key);
    const auto open = store_.open(outcome.key);
    const auto phase = after(Phase::open, step_of(outcome.verdict));
    check(phase.has_value(), "an outcome settles an open payment");
    if (!open) {
        const auto before = store_.settled(outcome.key);
        if (!before || before->phase != *phase)
            spdlog::error("payments: the provider contradicts itself on {}: {}", outcome.key.text(),
                          wire::word_text(*phase, kPhaseNames));
        return;
    }
    const SettledPayment settled{.key = outcome.key,
                                 .charge = open->payment.charge,
                                 .phase = *phase,
                                 .reason = outcome.reason.substr(0, wire::payments::kLongestReason),
                                 .reference = outcome.reference.substr(0, wire::payments::kLongestReference)};
    store_.settle(settled);
    turn.emit(event_of(settled));
}

runtime::WorkerKind worker_kind(OpenProvider open_provider) {
    return {.name = "payments",
            .migrations = migrations,
            .open = [open_provider = std::move(open_provider)](ports::Database& database) {
                return std::make_unique<PaymentsWorker>(database, open_provider);
            }};
}

}  // namespace traction::payments
