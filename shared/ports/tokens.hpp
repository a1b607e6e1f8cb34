/// Tokens that sign people in at the broker (design 6): issued by the worker `accounts`, read by the broker's
/// access plugin.
#pragma once

#include <chrono>
#include <string>

#include "shared/domain/timestamp.hpp"

namespace traction::ports {

inline constexpr std::chrono::hours kLongestToken{1};

/// What a token says of its bearer. Times are machine time.
struct TokenClaims {
    std::string role;    ///< a word of `wire::access::kRoleNames`
    std::string name;    ///< account, agent or operator
    std::string device;  ///< of an owner; empty for staff
    Timestamp issued{};
    Timestamp expires{};  ///< at most `kLongestToken` after `issued`
    friend bool operator==(const TokenClaims&, const TokenClaims&) = default;
};

class TokenIssuer {
   public:
    virtual ~TokenIssuer() = default;
    /// A signed token. Throws Fault when it cannot be signed.
    virtual std::string issue(const TokenClaims& claims) = 0;
};

}  // namespace traction::ports
