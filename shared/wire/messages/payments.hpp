/// What the worker `payments` tells. Rule B3.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::payments {

inline constexpr std::size_t kLongestReason = 200;
inline constexpr std::size_t kLongestReference = 64;

enum class Outcome { paid, refused };
inline constexpr std::array<std::string_view, 2> kOutcomeNames{"paid", "refused"};

/// Event: the provider has answered for good. The first answer to a key stays. Rule B3.
struct PaymentSettled {
    static constexpr std::string_view kType = "payment_settled";
    PaymentKey key;
    ChargeId charge;
    Outcome outcome{};
    std::optional<std::string> reason = std::nullopt;  ///< the provider's, of a refusal
    std::string provider_reference;
    static PaymentSettled read(Reader& reader);
    Json json() const;
};

/// Ask of an operator: which payments the provider has not answered yet. Answer: {"waiting", "payments":
/// [{"key", "charge", "wanted_at", "asks", "next_ask_at"}, …]}, the longest waiting first, at most 100.
/// Rule H4.
struct Waiting {
    static constexpr std::string_view kVerb = "waiting";
    static Waiting read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

}  // namespace traction::wire::payments
