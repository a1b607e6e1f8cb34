/// The charges, for ever, and the attempts to carry them out. Rules B1 to B3.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "cloud/billing/billing_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/due_acts.hpp"

namespace traction::billing {

std::span<const ports::Migration> migrations();

struct StoredCharge {
    std::int64_t number = 0;
    Charge charge;
    std::optional<std::string> invoice = std::nullopt;  ///< its number, when it is paid
};

/// An attempt that the provider has not settled.
struct OpenAttempt {
    std::int64_t charge = 0;  ///< its number
    MeansToken means;
    wire::billing::Address bill_to;
};

/// How an attempt ended.
struct AttemptEnd {
    enum class Outcome { paid, refused, taken_back };
    Outcome outcome{};
    std::string reason;
    std::string reference;
};
inline constexpr std::array<std::string_view, 3> kAttemptOutcomeNames{"paid", "refused", "taken_back"};

class ChargeStore {
   public:
    /// What is erased is also overwritten in the file.
    explicit ChargeStore(ports::Database& database);

    bool knows(const ChargeId& charge);
    /// Keeps a new charge; gives its number.
    std::int64_t add(const Charge& charge);
    void save(std::int64_t number, const Charge& charge);
    std::optional<StoredCharge> find(std::int64_t number);
    std::vector<StoredCharge> of_contract(const ContractId& contract);
    /// The newest first.
    std::vector<StoredCharge> of_account(const AccountId& account, int most);
    /// Those after the number, the oldest first.
    std::vector<StoredCharge> of_account_after(const AccountId& account, std::int64_t number, int most);
    /// Waiting or failed.
    std::vector<StoredCharge> refused_of(const AccountId& account);

    std::optional<Timestamp> next_try();
    std::vector<runtime::DueAct> due_acts(Timestamp until);
    /// Those to be tried at exactly this instant, at most a page of them.
    std::vector<StoredCharge> to_try_at(Timestamp instant);

    void begin_attempt(std::int64_t number, const Charge& charge, const MeansToken& means,
                       const wire::billing::Address& bill_to, Timestamp now);
    /// Nothing when the key is not known, or settled.
    std::optional<OpenAttempt> open_attempt(const PaymentKey& key);
    /// Forgets the means and the address.
    void end_attempt(const PaymentKey& key, const AttemptEnd& end, Timestamp now);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared knows_, add_, save_, find_, of_contract_, of_account_, of_account_after_, refused_of_, next_try_,
        due_acts_, to_try_at_, begin_attempt_, open_attempt_, end_attempt_;
};

}  // namespace traction::billing
