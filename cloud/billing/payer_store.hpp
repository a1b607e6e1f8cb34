/// Who pays for an account, and how.
#pragma once

#include <memory>

#include "cloud/billing/billing_rules.hpp"
#include "shared/ports/database.hpp"

namespace traction::billing {

class PayerStore {
   public:
    explicit PayerStore(ports::Database& database);

    /// Empty where nothing is known.
    Payer of(const AccountId& account);
    void set_address(const AccountId& account, const wire::billing::Address& address);
    void set_means(const AccountId& account, const wire::billing::Means& means);
    void erase(const AccountId& account);

   private:
    std::unique_ptr<ports::Statement> find_, set_address_, set_means_, erase_;
};

}  // namespace traction::billing
