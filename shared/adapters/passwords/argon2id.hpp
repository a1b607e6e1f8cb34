/// Argon2id by libsodium (RFC 9106).
#pragma once

#include <cstddef>

#include "shared/ports/passwords.hpp"

namespace traction::adapters {

/// What one hash costs. The standard is the first choice of OWASP for servers: 19 MiB and two passes, about
/// 40 ms of one core; `scripts/bench signin` measures it.
struct Argon2idCost {
    unsigned long long passes = 2;
    std::size_t memory_bytes = 19 * 1024 * 1024;
};

class Argon2id final : public ports::PasswordHasher {
   public:
    /// Throws Fault when libsodium cannot begin.
    explicit Argon2id(Argon2idCost cost = {});
    std::string hash(std::string_view password) override;
    bool matches(std::string_view hash, std::string_view password) override;

   private:
    Argon2idCost cost_;
};

}  // namespace traction::adapters
