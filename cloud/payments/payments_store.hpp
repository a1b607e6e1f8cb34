/// What `payments` remembers: each attempt that was wanted, and what became of it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "cloud/payments/payments_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/wire/messages/billing.hpp"

namespace traction::payments {

std::span<const ports::Migration> migrations();

/// A payment that the provider has not answered.
struct OpenPayment {
    ports::Payment payment;
    Timestamp wanted_at{};  ///< service time
    int asks = 0;
    Timestamp next_ask_at{};  ///< machine time
};

/// One that it has.
struct SettledPayment {
    PaymentKey key;
    ChargeId charge;
    Phase phase{};
    std::string reason;
    std::string reference;
};

class PaymentsStore {
   public:
    /// What is erased is also overwritten in the file.
    explicit PaymentsStore(ports::Database& database);

    /// A new payment, to be asked for at once.
    void add(const wire::billing::PaymentWanted& wanted, Timestamp now, Timestamp machine_now);
    std::optional<OpenPayment> open(const PaymentKey& key);
    std::optional<SettledPayment> settled(const PaymentKey& key);
    /// Those that are to be asked for, the longest due first.
    std::vector<OpenPayment> due(Timestamp machine_now, int most);
    /// Machine time.
    std::optional<Timestamp> next_ask();
    void count_ask(const PaymentKey& key, Timestamp next_ask_at);
    /// Ends an open payment, and forgets the token.
    void settle(const SettledPayment& settled);

    std::int64_t count_open();
    /// The longest waiting first.
    std::vector<OpenPayment> longest_open(int most);

   private:
    std::unique_ptr<ports::Statement> add_, open_, settled_, due_, next_ask_, count_ask_, settle_,
        count_open_, longest_open_;
};

}  // namespace traction::payments
