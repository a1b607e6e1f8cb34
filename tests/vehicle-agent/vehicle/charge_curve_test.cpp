#include <array>
#include <cmath>

#include <doctest/doctest.h>

#include "vehicle-agent/vehicle/models.hpp"

using namespace traction::vehicle;

TEST_CASE("a charge curve is linear between its points") {
    constexpr std::array<CurvePoint, 3> curve{{{0, 100}, {50, 50}, {100, 10}}};
    CHECK(accepted_power_w(curve, 0) == 100);
    CHECK(accepted_power_w(curve, 25) == doctest::Approx(75));
    CHECK(accepted_power_w(curve, 75) == doctest::Approx(30));
    CHECK(accepted_power_w(curve, 100) == 10);
}

TEST_CASE("the time to charge is the sum of its parts, and the limit caps it") {
    const auto& rapid = model_named("Peugeot e-208").rapid;
    const auto time = [&](double from, double to, double limit_w) {
        return seconds_to_charge(rapid, 46e3, from, to, limit_w);
    };
    CHECK(time(10, 80, 1e9) == doctest::Approx(time(10, 33, 1e9) + time(33, 80, 1e9)));
    CHECK(time(0, 100, 5e3) == doctest::Approx(46e3 / 5e3 * 3600));
    CHECK(time(20, 80, 50e3) > time(20, 80, 1e9));
    CHECK(time(80, 80, 50e3) == 0);
    CHECK(time(90, 80, 50e3) == 0);
}

TEST_CASE("a cold or hot battery accepts less") {
    CHECK(temperature_share(25) == 1);
    CHECK(temperature_share(5) < 0.6);
    CHECK(temperature_share(-40) > 0);
    CHECK(temperature_share(50) < 1);
}
