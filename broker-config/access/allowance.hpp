/// How often something may be done: at once as often as `burst` says, and then once in each `every`.
#pragma once

#include <algorithm>

#include "shared/domain/timestamp.hpp"

namespace traction::access {

struct Rate {
    int burst;
    Milliseconds every;
};

/// What a guest may publish and subscribe: a sign-up with all its repetitions, and no flood. By machine time.
inline constexpr Rate kGuestRate{40, Milliseconds{500}};

class Allowance {
   public:
    /// False when there is nothing left now.
    bool take(const Rate& rate, Timestamp now) {
        const auto most = now + rate.every * (rate.burst - 1);
        spent_until_ = std::max(spent_until_, now);
        if (spent_until_ > most) return false;
        spent_until_ += rate.every;
        return true;
    }

   private:
    Timestamp spent_until_{};  ///< when all that was taken will have come back
};

}  // namespace traction::access
