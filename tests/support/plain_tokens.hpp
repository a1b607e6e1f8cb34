/// Tokens that say in words what they say and are signed by nobody. For tests and the simulation.
#pragma once

#include <sstream>
#include <vector>

#include "shared/ports/tokens.hpp"

namespace traction::test {

class PlainTokens final : public ports::TokenIssuer {
   public:
    std::string issue(const ports::TokenClaims& claims) override {
        issued.push_back(claims);
        return claims.role + " " + claims.name + " " + claims.device + " " + to_text(claims.issued);
    }
    std::vector<ports::TokenClaims> issued;
};

/// What a plain token of an owner says.
inline ports::TokenClaims claims_of(const std::string& token) {
    ports::TokenClaims claims;
    std::string issued;
    std::istringstream(token) >> claims.role >> claims.name >> claims.device >> issued;
    claims.issued = parse_timestamp(issued).value();
    claims.expires = claims.issued + ports::kLongestToken;
    return claims;
}

}  // namespace traction::test
