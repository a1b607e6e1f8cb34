/// Tokens as JSON Web Tokens (RFC 7519), signed with ECDSA on P-256 (ES256), by libjwt. Issuing and reading
/// stand side by side, so that they say the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/ports/tokens.hpp"

namespace traction::adapters {

/// What is longer is no token.
inline constexpr std::size_t kLongestTokenText = 2048;

/// Signs with a private key. One object serves one thread.
class JwtIssuer : public ports::TokenIssuer {
   public:
    /// `key` is the PEM text of an EC private key on P-256. Throws Fault when it cannot sign with it.
    explicit JwtIssuer(std::string key);
    std::string issue(const ports::TokenClaims& claims) override;

   private:
    std::string key_;
};

/// Reads tokens that were signed with the private key of a public one.
class JwtReader {
   public:
    /// `key` is the PEM text of the public key. Throws Fault when it is none.
    explicit JwtReader(std::string key);
    /// The claims of a token that was signed with ES256 by the key, whatever its times say: whoever believes
    /// them must look at them. Nothing when it is not such a token, for whichever reason.
    std::optional<ports::TokenClaims> read(std::string_view token) const;

   private:
    std::string key_;
};

}  // namespace traction::adapters
