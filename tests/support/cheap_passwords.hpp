/// A stand-in for Argon2id where nobody attacks: it hides nothing and costs nothing. For tests and the
/// simulation.
#pragma once

#include "shared/ports/passwords.hpp"

namespace traction::test {

class CheapPasswords final : public ports::PasswordHasher {
   public:
    std::string hash(std::string_view password) override { return "cheap:" + std::string(password); }
    bool matches(std::string_view hash, std::string_view password) override {
        ++compared;
        return hash == "cheap:" + std::string(password);
    }
    int compared = 0;  ///< the work that was done
};

}  // namespace traction::test
