#include <doctest/doctest.h>

#include "tests/vehicle-agent/vehicle/car_fixture.hpp"

using namespace traction;
using namespace traction::vehicle;
using namespace std::chrono_literals;
using wire::Preconditioning;

namespace {
constexpr ChargePoint kHome{Current::alternating, 7400};
}

TEST_CASE("P1: the cabin is brought to 21 °C, heated when it is cold and cooled when it is hot") {
    struct Row {
        double air_c;
        Preconditioning mode;
    };
    for (const auto& row : {Row{-5, Preconditioning::heating}, Row{5, Preconditioning::heating},
                            Row{35, Preconditioning::cooling}}) {
        CAPTURE(row.air_c);
        ParkedCar parked(80, model_named("Peugeot e-208"), row.air_c);
        parked.live(24h);
        CHECK(parked.car.climate().start() == Reaction::obeyed);
        CHECK(parked.car.climate().mode() == row.mode);
        parked.live(30min);
        CHECK(parked.car.climate().cabin_temperature_c() == doctest::Approx(21).epsilon(0.05));
        CHECK(parked.car.climate().stop() == Reaction::obeyed);
        CHECK(parked.car.climate().mode() == Preconditioning::off);
        CHECK(parked.car.climate().power_w() == 0);
    }
}

TEST_CASE("P2: an unlocked car refuses preconditioning, and unlocking ends it at once") {
    ParkedCar parked;
    CHECK(parked.car.doors().unlock() == Reaction::obeyed);
    CHECK(parked.car.climate().start() == Reaction::doors_unlocked);
    CHECK(parked.car.doors().lock() == Reaction::obeyed);
    CHECK(parked.car.climate().start() == Reaction::obeyed);
    parked.happenings();
    CHECK(parked.car.doors().unlock() == Reaction::obeyed);
    CHECK(parked.car.climate().mode() == Preconditioning::off);
    const auto told = parked.happenings();
    CHECK(names(told) == std::vector<std::string_view>{"unlocked", "preconditioning_ended"});
    CHECK(told.back().cause == Cause::doors_unlocked);
}

TEST_CASE("P4: plugged in, the energy comes from the grid; otherwise from the traction battery") {
    for (const bool plugged : {true, false}) {
        CAPTURE(plugged);
        ParkedCar parked(60, model_named("Peugeot e-208"), 0);
        parked.car.charge_port().pause();
        if (plugged) parked.car.plug_in(kHome);
        CHECK(parked.car.climate().start() == Reaction::obeyed);
        parked.live(30min);
        CHECK((parked.soc() < 59) != plugged);
    }
}

TEST_CASE("P4: below the low-battery limit it is refused, and ended, unless plugged in") {
    ParkedCar parked(kLowBatteryPercent + 0.2, model_named("Peugeot e-208"), -10);
    parked.live(24h);
    CHECK(parked.car.climate().start() == Reaction::obeyed);
    parked.live(20min);
    CHECK(parked.car.climate().mode() == Preconditioning::off);
    CHECK(parked.happenings().back().cause == Cause::battery_low);
    CHECK(parked.car.climate().start() == Reaction::battery_low);
    parked.car.plug_in(kHome);
    CHECK(parked.car.climate().start() == Reaction::obeyed);
    parked.car.cut_power();
    CHECK(parked.car.climate().mode() == Preconditioning::off);
}

TEST_CASE("V2: the cabin shortens the range, the 12 V loads do not") {
    ParkedCar parked(60, model_named("Peugeot e-208"), 0);
    parked.live(1min);
    const double before = parked.car.battery().range_m();
    CHECK(parked.car.climate().start() == Reaction::obeyed);
    parked.live(1min);
    CHECK(parked.car.battery().range_m() < 0.9 * before);
    CHECK(parked.car.climate().stop() == Reaction::obeyed);
    CHECK(parked.car.battery().range_m() == doctest::Approx(before).epsilon(0.01));

    const double soc = parked.soc();
    parked.live(240h);
    CHECK(parked.soc() == soc);
    CHECK(parked.car.measure(parked.car.now()).value(wire::Signal::low_voltage_load_w) > 0);
}

TEST_CASE("a car without climate, and a broken one, say so") {
    ParkedCar twizy(50, model_named("Renault Twizy"));
    CHECK(twizy.car.climate().start() == Reaction::not_fitted);
    ParkedCar broken;
    broken.car.fail(Part::climate);
    CHECK(broken.car.climate().start() == Reaction::part_failed);
}
