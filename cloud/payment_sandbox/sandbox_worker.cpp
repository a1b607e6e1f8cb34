#include "cloud/payment_sandbox/sandbox_worker.hpp"

#include <spdlog/spdlog.h>

namespace traction::payment_sandbox {

using wire::TopicKind;
using wire::provider::PaymentAnswer;
using wire::provider::PaymentAsk;

namespace {

Result<PaymentAsk> read(std::string_view payload) {
    const auto json = wire::parse_json(payload);
    if (!json) return json.refusal();
    return wire::read_message<PaymentAsk>(*json, wire::UnknownFields::allowed);
}

}  // namespace

SandboxWorker::SandboxWorker(ports::Database& database) : store_(database) {}

void SandboxWorker::declare(runtime::Handlers& handlers) {
    handlers.subscribe(wire::topic(TopicKind::payment_ask));
    handlers.topic(TopicKind::payment_ask,
                   [this](runtime::Turn& turn, const wire::ParsedTopic&, const ports::Message& message) {
                       const auto ask = read(message.payload);
                       if (ask) return on_ask(turn, *ask);
                       spdlog::error("payment_sandbox: an ask cannot be read: {}", ask.refusal().code.name);
                   });
}

void SandboxWorker::on_ask(runtime::Turn& turn, const PaymentAsk& ask) {
    const auto refused = store_.refused(ask.charge, ask.means);
    const auto asks = store_.count(ask);
    const auto card = card_of(ask.means);
    const auto conduct = card ? conduct_of(*card, asks, refused) : Conduct{.settles = Outcome::refused};
    settle(turn, ask, conduct);
    for (int count = 0; count < conduct.answers; ++count) {
        if (conduct.delay > Milliseconds{0}) {
            late_.emplace(turn.machine_now() + conduct.delay, ask.key);
        } else {
            answer(turn, ask.key);
        }
    }
    crashes_ = crashes_ || conduct.crashes;
}

/// The first word on a key is the last.
void SandboxWorker::settle(runtime::Turn& turn, const PaymentAsk& ask, const Conduct& conduct) {
    if (!conduct.settles || store_.answer_to(ask.key)) return;
    PaymentAnswer answer{
        .key = ask.key, .outcome = *conduct.settles, .reference = turn.fresh_id<EventId>().text()};
    if (answer.outcome == Outcome::refused) answer.reason = "the card was declined";
    store_.settle(answer);
}

void SandboxWorker::answer(runtime::Turn& turn, const PaymentKey& key) {
    if (const auto answer = store_.answer_to(key))
        turn.publish(wire::topic(TopicKind::payment_answer), answer->json());
}

std::optional<Timestamp> SandboxWorker::next_machine_due() {
    if (late_.empty()) return std::nullopt;
    return late_.begin()->first;
}

void SandboxWorker::on_machine_due(runtime::Turn& turn) {
    while (!late_.empty() && late_.begin()->first <= turn.machine_now()) {
        answer(turn, late_.begin()->second);
        late_.erase(late_.begin());
    }
}

void SandboxWorker::on_committed(runtime::Turn&) {
    throw Fault("the payment provider crashes between a charge and its answer, as the token wants");
}

runtime::WorkerKind worker_kind() {
    return {.name = std::string(wire::provider::kProvider),
            .migrations = migrations,
            .open = [](ports::Database& database) { return std::make_unique<SandboxWorker>(database); }};
}

}  // namespace traction::payment_sandbox
