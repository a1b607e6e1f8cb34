/// The way to the sandbox's payment provider: a connection of its own, as a real provider has one. What is
/// published while the broker is away is lost, like an answer on its way; both are met by asking again.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "shared/ports/bus.hpp"
#include "shared/ports/payment_provider.hpp"

namespace traction::payments {

class SandboxGateway final : public ports::PaymentProvider, private ports::BusListener {
   public:
    /// Connects under the name of `wire::provider::kClient`, with these subscriptions.
    using Connect = std::function<std::unique_ptr<ports::Bus>(const std::vector<std::string>& subscriptions,
                                                              ports::BusListener& listener)>;
    explicit SandboxGateway(const Connect& connect);

    void ask(const ports::Payment& payment) override;
    std::vector<ports::PaymentOutcome> take_outcomes() override;

   private:
    /// In the bus's thread, as are the others: the message is only put aside.
    void on_message(ports::Message&& message) override;
    void on_connected() override {}
    void on_disconnected() override {}

    std::mutex mutex_;
    std::vector<std::string> heard_;   ///< answers as they came, not yet looked at
    std::unique_ptr<ports::Bus> bus_;  ///< last: it stops to call before the rest goes
};

}  // namespace traction::payments
