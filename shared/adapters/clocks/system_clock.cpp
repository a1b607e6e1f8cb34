#include "shared/adapters/clocks/system_clock.hpp"

namespace traction::adapters {

Timestamp SystemClock::now() {
    const auto instant = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    const auto machine = instant.time_since_epoch().count();
    auto latest = latest_.load();
    while (latest < machine) {
        if (latest_.compare_exchange_weak(latest, machine)) return instant;
    }
    return Timestamp{Milliseconds{latest}};
}

}  // namespace traction::adapters
