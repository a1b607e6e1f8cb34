/// What time it is in a car, for deadlines. Acknowledgements and orders carry the cloud's time; before the
/// first one the car knows none.
#pragma once

#include <algorithm>
#include <optional>

#include "shared/domain/timestamp.hpp"

namespace traction::agent {

class CarTime {
   public:
    /// `own`: what the car's own clock showed when `cloud` was heard.
    void hear(Timestamp cloud, Timestamp own) {
        behind_ = std::max(behind_.value_or(Milliseconds{0}), cloud - own);
    }

    /// The later of the car's own clock and the cloud's, as far as it was heard: messages come late, and a
    /// clock that is wrong must not let a command outlive its deadline (rule K1).
    std::optional<Timestamp> now(Timestamp own) const {
        if (!behind_) return std::nullopt;
        return own + *behind_;
    }

   private:
    std::optional<Milliseconds> behind_;  ///< how far the car's own clock is behind, at least
};

}  // namespace traction::agent
