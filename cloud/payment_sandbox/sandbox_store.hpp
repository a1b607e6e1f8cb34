/// What the sandbox's payment provider remembers: each key, how often it was asked, what became of it.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/wire/messages/provider.hpp"

namespace traction::payment_sandbox {

std::span<const ports::Migration> migrations();

class SandboxStore {
   public:
    explicit SandboxStore(ports::Database& database);

    /// Counts an ask with this key; gives the how-manieth it is. The first one's amount and means stay.
    int count(const wire::provider::PaymentAsk& ask);
    /// Nothing while it is not settled.
    std::optional<wire::provider::PaymentAnswer> answer_to(const PaymentKey& key);
    void settle(const wire::provider::PaymentAnswer& answer);
    /// How many attempts of this charge were refused with these means.
    int refused(const ChargeId& charge, const MeansToken& means);

   private:
    std::unique_ptr<ports::Statement> count_, answer_, settle_, refused_;
};

}  // namespace traction::payment_sandbox
