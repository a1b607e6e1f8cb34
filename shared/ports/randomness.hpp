/// Random bits, for ids, epochs and jitter. The simulation gives a seeded source.
#pragma once

#include <cstdint>

namespace traction::ports {

class Randomness {
   public:
    virtual ~Randomness() = default;
    virtual std::uint64_t next() = 0;
};

}  // namespace traction::ports
