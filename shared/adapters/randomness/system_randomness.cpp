#include "shared/adapters/randomness/system_randomness.hpp"

#include <sodium.h>

#include "shared/domain/result.hpp"

namespace traction::adapters {

SystemRandomness::SystemRandomness() {
    if (sodium_init() < 0) throw Fault("libsodium found no source of randomness");
}

std::uint64_t SystemRandomness::next() {
    std::uint64_t bits = 0;
    randombytes_buf(&bits, sizeof bits);
    return bits;
}

}  // namespace traction::adapters
