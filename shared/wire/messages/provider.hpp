/// What `payments` and the sandbox's payment provider say to each other. Shaped after the idempotent payment
/// interfaces of the field: asking again with a key is the question what became of it. Rule B3.
#pragma once

#include "shared/domain/means_token.hpp"
#include "shared/wire/messages/payments.hpp"

namespace traction::wire::provider {

/// The client of the provider, and the provider, as they are named on the broker.
inline constexpr std::string_view kClient = "payment_gateway";
inline constexpr std::string_view kProvider = "payment_sandbox";

/// To the provider: carry this out once, or say what became of it.
struct PaymentAsk {
    PaymentKey key;
    ChargeId charge;  ///< what the provider shows as our reference
    Money amount;
    MeansToken means;
    static PaymentAsk read(Reader& reader);
    Json json() const;
};

/// From the provider: the same for a key whenever it is asked.
struct PaymentAnswer {
    PaymentKey key;
    payments::Outcome outcome{};
    std::optional<std::string> reason = std::nullopt;
    std::string reference;
    static PaymentAnswer read(Reader& reader);
    Json json() const;
};

}  // namespace traction::wire::provider
