/// The machine's own clock.
#pragma once

#include <atomic>

#include "shared/ports/clock.hpp"

namespace traction::adapters {

/// The machine's time in UTC. It never goes backwards within one object: when the machine is set back, it
/// stands still until the machine has caught up, so that back-offs and leases stay in order. Any thread may
/// ask.
class SystemClock : public ports::Clock {
   public:
    Timestamp now() override;

   private:
    std::atomic<Timestamp::rep> latest_{0};
};

}  // namespace traction::adapters
