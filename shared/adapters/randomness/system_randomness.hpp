/// Randomness of the operating system, by libsodium.
#pragma once

#include "shared/ports/randomness.hpp"

namespace traction::adapters {

class SystemRandomness final : public ports::Randomness {
   public:
    /// Throws Fault when the system gives no randomness.
    SystemRandomness();
    std::uint64_t next() override;
};

}  // namespace traction::adapters
