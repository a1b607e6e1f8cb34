/// Who takes money from people's means of payment. Rule B3.
#pragma once

#include <string>
#include <vector>

#include "shared/domain/ids.hpp"
#include "shared/domain/means_token.hpp"
#include "shared/domain/money.hpp"

namespace traction::ports {

/// One attempt to carry out a charge.
struct Payment {
    PaymentKey key;   ///< names the attempt: of one key there is never more than one payment
    ChargeId charge;  ///< what the provider shows as our reference
    Money amount;
    MeansToken means;
};

/// What became of a payment, for good.
struct PaymentOutcome {
    enum class Verdict { paid, refused };
    PaymentKey key;
    Verdict verdict = Verdict::refused;
    std::string reason;     ///< of a refusal, for people: names nobody
    std::string reference;  ///< the provider's own
};

/// Called from one thread. Never throws: what goes wrong is silence, and silence is met by asking again.
class PaymentProvider {
   public:
    virtual ~PaymentProvider() = default;
    /// Asks for a payment, or, when the provider knows the key, what became of it. Does not wait. An outcome
    /// may come once, several times, late or never.
    virtual void ask(const Payment& payment) = 0;
    /// The outcomes since the last call. Does not wait.
    virtual std::vector<PaymentOutcome> take_outcomes() = 0;
};

}  // namespace traction::ports
