#include "shared/domain/units.hpp"

#include <limits>
#include <type_traits>

#include <doctest/doctest.h>

namespace traction {
namespace {

static_assert(!std::is_convertible_v<double, Watts>);
static_assert(!std::is_constructible_v<Watts, WattHours>);

TEST_CASE("power over time is energy") {
    CHECK(energy(Watts{7400}, std::chrono::hours{2}) == WattHours{14800});
    CHECK(energy(Watts{-3600}, std::chrono::seconds{1}) == WattHours{-1});
    CHECK(WattHours{10} / WattHours{40} == 0.25);
}

TEST_CASE("a percentage lies between 0 and 100") {
    constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
    CHECK(Percent::parse(0).has_value());
    CHECK(Percent::parse(100)->fraction() == 1);
    CHECK_FALSE(Percent::parse(-0.1).has_value());
    CHECK_FALSE(Percent::parse(100.1).has_value());
    CHECK_FALSE(Percent::parse(kNotANumber).has_value());
    CHECK(Percent::nearest(100.1).value() == 100);
    CHECK(Percent::nearest(-3).value() == 0);
    CHECK(Percent::nearest(kNotANumber).value() == 0);
    CHECK(Percent::nearest(41.5).value() == 41.5);
}

}  // namespace
}  // namespace traction
