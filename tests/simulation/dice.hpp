/// Chances of a simulated world, all from its seed.
#pragma once

#include <vector>

#include "shared/domain/timestamp.hpp"
#include "shared/ports/randomness.hpp"

namespace traction::simulation {

class Dice {
   public:
    explicit Dice(ports::Randomness& randomness) : randomness_(randomness) {}

    double fraction() { return static_cast<double>(randomness_.next() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return fraction() < probability; }
    std::size_t below(std::size_t count) { return randomness_.next() % count; }
    /// Evenly between the two.
    Milliseconds between(Milliseconds low, Milliseconds high) {
        return low + Milliseconds{
                         static_cast<std::int64_t>(fraction() * static_cast<double>((high - low).count()))};
    }
    /// Times between events that come on average once per `mean`: most are short, some long.
    Milliseconds about(Milliseconds mean) {
        double sum = 0;
        for (int i = 0; i < 4; ++i) sum += fraction();
        const double spread = sum / 2;  // 0 to 2, mostly near 1
        return Milliseconds{static_cast<std::int64_t>(spread * static_cast<double>(mean.count())) + 1};
    }
    template <class T>
    const T& one_of(const std::vector<T>& list) {
        return list[below(list.size())];
    }

   private:
    ports::Randomness& randomness_;
};

}  // namespace traction::simulation
