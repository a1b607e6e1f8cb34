#include "shared/adapters/clocks/system_clock.hpp"

#include <doctest/doctest.h>

using namespace traction;

TEST_CASE("the system clock tells the machine's time and never goes backwards") {
    adapters::SystemClock clock;
    const auto before = std::chrono::system_clock::now();
    auto latest = clock.now();
    CHECK(latest + Milliseconds(1) >= before);
    for (int i = 0; i < 100000; ++i) {
        const auto now = clock.now();
        REQUIRE(now >= latest);
        latest = now;
    }
    CHECK(latest <= std::chrono::system_clock::now());
}
