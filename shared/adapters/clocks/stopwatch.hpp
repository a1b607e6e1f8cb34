/// How long something takes, finer than a clock tells and never backwards. For measurements only: nothing is
/// decided by it that a database remembers.
#pragma once

#include <chrono>

namespace traction::adapters {

class Stopwatch {
   public:
    std::chrono::microseconds elapsed() const {
        return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                     begin_);
    }

   private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace traction::adapters
