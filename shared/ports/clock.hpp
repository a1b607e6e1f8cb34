/// Machine time: the only question that is asked of a clock. Service time comes to a worker as an event (see
/// `shared/runtime/service_time.hpp`).
#pragma once

#include "shared/domain/timestamp.hpp"

namespace traction::ports {

class Clock {
   public:
    virtual ~Clock() = default;
    /// Machine time, for resending, back-off and leases; and service time where no sandbox clock rules.
    virtual Timestamp now() = 0;
};

}  // namespace traction::ports
