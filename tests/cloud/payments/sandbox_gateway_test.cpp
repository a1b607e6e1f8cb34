#include "cloud/payments/sandbox_gateway.hpp"

#include <doctest/doctest.h>

#include "shared/wire/messages/provider.hpp"
#include "shared/wire/topics.hpp"
#include "tests/support/wire_tap.hpp"

namespace traction::payments {
namespace {

/// A bus that keeps what is published.
struct Wire {
    std::vector<std::string> subscriptions;
    std::vector<ports::Publication> published;
    ports::BusListener* listener = nullptr;

    class Bus final : public ports::Bus {
       public:
        explicit Bus(Wire& wire) : wire_(wire) {}
        void publish(std::span<const ports::Publication> publications) override {
            wire_.published.insert(wire_.published.end(), publications.begin(), publications.end());
        }

       private:
        Wire& wire_;
    };
    SandboxGateway::Connect connect() {
        return [this](const std::vector<std::string>& filters, ports::BusListener& hears) {
            subscriptions = filters;
            listener = &hears;
            return std::make_unique<Bus>(*this);
        };
    }
    void answers(const std::string& payload) {
        listener->on_message({.topic = wire::topic(wire::TopicKind::payment_answer), .payload = payload});
    }
};

}  // namespace

TEST_CASE("B3: the gateway asks on the provider's topic and hands its answers on") {
    Wire wire;
    SandboxGateway gateway(wire.connect());
    CHECK(wire.subscriptions == std::vector<std::string>{"provider/payments/answer"});
    gateway.ask({.key = *PaymentKey::parse("c-1-1"),
                 .charge = *ChargeId::parse("c-1"),
                 .amount = {7900, Currency::euro()},
                 .means = *MeansToken::parse("tok_ok")});
    REQUIRE(wire.published.size() == 1);
    CHECK(wire.published[0].topic == "provider/payments/ask");
    CHECK(test::undocumented(wire.published[0].topic, wire.published[0].payload).empty());

    wire.answers(R"({"key": "c-1-1", "outcome": "refused", "reason": "declined", "reference": "r-1"})");
    const auto outcomes = gateway.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes[0].key.text() == "c-1-1");
    CHECK(outcomes[0].verdict == ports::PaymentOutcome::Verdict::refused);
    CHECK(outcomes[0].reason == "declined");
    CHECK(gateway.take_outcomes().empty());
}

TEST_CASE("B3: an answer that cannot be read is no answer") {
    Wire wire;
    SandboxGateway gateway(wire.connect());
    for (const auto* payload :
         {"", "paid", "[]", "{}", R"({"key": "c-1-1", "outcome": "perhaps", "reference": "r"})",
          R"({"key": "a/b", "outcome": "paid", "reference": "r"})"})
        wire.answers(payload);
    CHECK(gateway.take_outcomes().empty());
}

}  // namespace traction::payments
