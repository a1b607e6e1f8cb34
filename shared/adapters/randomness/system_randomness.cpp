#include "shared/adapters/randomness/system_randomness.hpp"

#include <array>
#include <utility>

#include <sodium.h>

#include "shared/domain/result.hpp"

namespace traction::adapters {

SystemRandomness::SystemRandomness() {
    if (sodium_init() < 0) throw Fault("libsodium found no source of randomness");
}

/// The kernel is asked for many at once: one at a time it costs more than all else that an id needs.
std::uint64_t SystemRandomness::next() {
    thread_local std::array<std::uint64_t, 64> pool;
    thread_local std::size_t left = 0;
    if (left == 0) {
        randombytes_buf(pool.data(), sizeof pool);
        left = pool.size();
    }
    return std::exchange(pool[--left], 0);  // what was given is nowhere else
}

}  // namespace traction::adapters
