#include "cloud/ctl/quiet_argument.hpp"

#include <doctest/doctest.h>

namespace traction::ctl {

TEST_CASE("N1: quiet hours as they are typed") {
    CHECK_FALSE(quiet_argument("none").quiet.has_value());
    const auto night = quiet_argument("22:00-07:30").quiet;
    REQUIRE(night);
    CHECK(night->from == std::chrono::hours{22});
    CHECK(night->until == std::chrono::minutes{450});
    for (const auto* text : {"", "22:00", "22:00-", "-07:00", "22-7", "22:00-24:00", "22:00-07:00-08:00"})
        CHECK_THROWS_AS(quiet_argument(text), CLI::ParseError);
}

}  // namespace traction::ctl
