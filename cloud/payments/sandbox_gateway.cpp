#include "cloud/payments/sandbox_gateway.hpp"

#include <spdlog/spdlog.h>

#include "shared/wire/messages/provider.hpp"
#include "shared/wire/topics.hpp"

namespace traction::payments {

using ports::PaymentOutcome;
using wire::provider::PaymentAnswer;
using wire::provider::PaymentAsk;

namespace {

/// More than can be under way: a provider that repeats itself without end fills no memory.
constexpr std::size_t kMostHeard = 10'000;

Result<PaymentAnswer> read(std::string_view payload) {
    const auto json = wire::parse_json(payload);
    if (!json) return json.refusal();
    return wire::read_message<PaymentAnswer>(*json, wire::UnknownFields::allowed);
}

PaymentOutcome outcome_of(const PaymentAnswer& answer) {
    const bool paid = answer.outcome == wire::payments::Outcome::paid;
    return {.key = answer.key,
            .verdict = paid ? PaymentOutcome::Verdict::paid : PaymentOutcome::Verdict::refused,
            .reason = answer.reason.value_or(""),
            .reference = answer.reference};
}

}  // namespace

SandboxGateway::SandboxGateway(const Connect& connect)
    : bus_(connect({wire::topic(wire::TopicKind::payment_answer)}, *this)) {}

void SandboxGateway::ask(const ports::Payment& payment) {
    ports::Publication publication;
    publication.topic = wire::topic(wire::TopicKind::payment_ask);
    publication.payload =
        PaymentAsk{
            .key = payment.key, .charge = payment.charge, .amount = payment.amount, .means = payment.means}
            .json()
            .dump();
    bus_->publish({&publication, 1});
}

void SandboxGateway::on_message(ports::Message&& message) {
    const std::lock_guard lock(mutex_);
    if (heard_.size() < kMostHeard) heard_.push_back(std::move(message.payload));
}

std::vector<PaymentOutcome> SandboxGateway::take_outcomes() {
    std::vector<std::string> heard;
    {
        const std::lock_guard lock(mutex_);
        heard.swap(heard_);
    }
    std::vector<PaymentOutcome> outcomes;
    for (const auto& payload : heard) {
        const auto answer = read(payload);
        if (answer) {
            outcomes.push_back(outcome_of(*answer));
        } else {
            spdlog::error("payments: the provider's answer cannot be read: {}", answer.refusal().code.name);
        }
    }
    return outcomes;
}

}  // namespace traction::payments
