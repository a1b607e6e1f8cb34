#include "cloud/payments/payments_rules.hpp"

#include <doctest/doctest.h>

namespace traction::payments {

TEST_CASE("B3: the life of a payment, phase by step") {
    constexpr std::array kPhases{Phase::open, Phase::paid, Phase::refused};
    for (const auto phase : kPhases) {
        const bool open = phase == Phase::open;
        CHECK(after(phase, Step::asked) == (open ? std::optional(Phase::open) : std::nullopt));
        CHECK(after(phase, Step::paid) == (open ? std::optional(Phase::paid) : std::nullopt));
        CHECK(after(phase, Step::refused) == (open ? std::optional(Phase::refused) : std::nullopt));
    }
}

TEST_CASE("B3: looks are often at first, then ever more seldom") {
    using namespace std::chrono_literals;
    CHECK(look_pause(0ms) == 20ms);
    CHECK(look_pause(8s) == 1s);
    CHECK(look_pause(24h) == 60s);
}

}  // namespace traction::payments
