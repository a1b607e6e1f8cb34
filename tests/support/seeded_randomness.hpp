/// Randomness that repeats itself from a seed.
#pragma once

#include <random>

#include "shared/ports/randomness.hpp"

namespace traction::test {

class SeededRandomness final : public ports::Randomness {
   public:
    explicit SeededRandomness(std::uint64_t seed) : generator_(seed) {}
    std::uint64_t next() override { return generator_(); }

   private:
    std::mt19937_64 generator_;
};

}  // namespace traction::test
