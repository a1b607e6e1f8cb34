#include <cmath>

#include <doctest/doctest.h>

#include "tests/vehicle-agent/vehicle/car_fixture.hpp"

using namespace traction;
using namespace traction::vehicle;
using namespace std::chrono_literals;
using Kind = HappeningKind;
using wire::Signal;

namespace {
struct LivingCar {
    explicit LivingCar(std::uint64_t seed, std::string_view vin = ParkedCar::kVin)
        : car(Vin::parse(vin).value(), {.seed = seed, .born = instant("2026-01-05T00:00:00Z")}) {}
    SimulatedCar car;
};
}  // namespace

TEST_CASE("a drive covers its distance, takes its energy, and ends where the path ends") {
    ParkedCar parked(80);
    const double odometer = parked.car.odometer().distance_m();
    const Place start = parked.car.place();
    parked.car.drive(20'000, 80);
    CHECK(parked.car.charge_port().plugged() == false);
    parked.live(60min);
    const auto told = parked.happenings();
    CHECK(names(told) == std::vector<std::string_view>{"unlocked", "drive_started", "drive_ended"});
    CHECK(told.back().cause == Cause::arrived);
    CHECK(parked.car.odometer().distance_m() - odometer == doctest::Approx(20'000).epsilon(1e-6));
    CHECK(distance_m(start, parked.car.place()) < 5);
    const double used_wh = (80 - parked.soc()) / 100 * 46e3;
    CHECK(used_wh / 20 == doctest::Approx(161).epsilon(0.2));
}

TEST_CASE("position, heading, speed and odometer agree second by second") {
    ParkedCar parked(80);
    parked.car.drive_to({48.2, -1.5}, 90);
    auto before = parked.car.measure(parked.car.now());
    for (int i = 0; i < 600; ++i) {
        const auto after = parked.car.measure(parked.car.now() + 1s);
        const Place from{before.value(Signal::latitude_deg), before.value(Signal::longitude_deg)};
        const Place to{after.value(Signal::latitude_deg), after.value(Signal::longitude_deg)};
        const double way = after.value(Signal::odometer_m) - before.value(Signal::odometer_m);
        REQUIRE(distance_m(from, to) == doctest::Approx(way).epsilon(0.01));
        const double speed = (before.value(Signal::speed_kmh) + after.value(Signal::speed_kmh)) / 2;
        REQUIRE(way == doctest::Approx(speed / 3.6).epsilon(0.02));
        before = after;
    }
}

TEST_CASE("driving fast or in the cold costs more") {
    const auto used = [](double speed_kmh, double air_c) {
        ParkedCar parked(90, model_named("Peugeot e-208"), air_c);
        parked.car.drive(30'000, speed_kmh);
        parked.live(2h);
        return 90 - parked.soc();
    };
    CHECK(used(120, 20) > 1.3 * used(70, 20));
    CHECK(used(70, -5) > 1.15 * used(70, 20));
}

TEST_CASE("an empty battery ends the drive") {
    ParkedCar parked(2);
    parked.car.drive(100'000, 90);
    parked.live(3h);
    CHECK(parked.happenings().back().cause == Cause::battery_low);
    CHECK(parked.soc() == 0);
}

TEST_CASE("doors refuse while open, driving or jammed, and tell each change once") {
    ParkedCar parked;
    CHECK(parked.car.doors().lock() == Reaction::obeyed);
    CHECK(parked.happenings().empty());
    parked.car.doors().open(1);
    CHECK(parked.car.doors().lock() == Reaction::doors_open);
    parked.car.doors().close();
    parked.car.fail(Part::doors);
    CHECK(parked.car.doors().lock() == Reaction::part_failed);
    parked.car.fail(Part::doors, false);
    CHECK(parked.car.doors().lock() == Reaction::obeyed);
    CHECK(names(parked.happenings()) == std::vector<std::string_view>{"unlocked", "locked"});
    parked.car.drive(1000, 30);
    CHECK(parked.car.doors().lock() == Reaction::driving);
}

TEST_CASE("every signal measured stays within its bounds through weeks of life") {
    LivingCar living(3);
    const auto end = living.car.now() + std::chrono::days{21};
    while (living.car.now() < end) {
        const auto sample = living.car.measure(living.car.now() + 97s);
        for (const auto& row : wire::kSignals) {
            if (!sample.has(row.signal)) continue;
            REQUIRE_MESSAGE(std::isfinite(sample.value(row.signal)), row.name);
            REQUIRE_MESSAGE(sample.value(row.signal) >= row.lowest, row.name);
            REQUIRE_MESSAGE(sample.value(row.signal) <= row.highest, row.name);
        }
    }
}

TEST_CASE("the same seed lives the same life, another seed another one, however it is polled") {
    LivingCar a(11), b(11), c(12);
    const auto end = a.car.now() + std::chrono::days{14};
    a.car.advance_to(end);
    b.car.advance_to(end);
    c.car.advance_to(end);
    const auto lived = a.car.take_happenings();
    CHECK(lived == b.car.take_happenings());
    CHECK(lived != c.car.take_happenings());
    CHECK(lived.size() > 60);
}

TEST_CASE("happenings come in the order of time and in a sensible sequence") {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        CAPTURE(seed);
        LivingCar living(seed);
        living.car.advance_to(living.car.now() + std::chrono::days{60});
        const auto told = living.car.take_happenings();
        CHECK(std::is_sorted(told.begin(), told.end(),
                             [](const auto& x, const auto& y) { return x.at < y.at; }));
        CHECK(count(told, Kind::drive_started) - count(told, Kind::drive_ended) <= 1);
        CHECK(count(told, Kind::drive_started) > 40);
        CHECK(count(told, Kind::plugged) - count(told, Kind::unplugged) <= 1);
        CHECK(count(told, Kind::plugged) > 10);
        CHECK(std::none_of(told.begin(), told.end(), [](const auto& h) {
            return h.kind == Kind::drive_ended && h.cause != Cause::arrived;
        }));
    }
}

TEST_CASE("every model survives a year of life") {
    for (const auto* vin :
         {"VR7CBZYA0R1234567", "VR3KCZKZ3R1234567", "VF1ACVYB012345678", "VR79AZ2CAR1234567"}) {
        CAPTURE(vin);
        LivingCar living(5, vin);
        living.car.advance_to(living.car.now() + std::chrono::days{365});
        CHECK(living.car.odometer().distance_m() > 12'000'000);
    }
}

TEST_CASE("next_change is always ahead, and nothing happens before it") {
    LivingCar living(4);
    const auto end = living.car.now() + std::chrono::days{10};
    int wakes = 0;
    while (living.car.now() < end) {
        const auto next = living.car.next_change();
        REQUIRE(next);
        REQUIRE(*next > living.car.now());
        const bool foreseeable = !living.car.driving();
        living.car.take_happenings();
        living.car.advance_to(*next - 1ms);
        if (foreseeable) {
            for (const auto& happening : living.car.take_happenings()) CHECK(happening.at >= *next - 30min);
        }
        living.car.advance_to(*next);
        ++wakes;
    }
    CHECK(wakes < 2000);
}

TEST_CASE("a sensor that reads zeros does so in one sample only") {
    ParkedCar parked;
    parked.car.read_zeros_once();
    CHECK(parked.car.measure(parked.car.now()).value(Signal::soc_percent) == 0);
    CHECK(parked.car.measure(parked.car.now()).value(Signal::soc_percent) == doctest::Approx(50));
}

TEST_CASE("without a fix there is no position to tell") {
    ParkedCar parked;
    parked.car.lose_fix();
    CHECK_FALSE(parked.car.gnss().position());
    CHECK_FALSE(parked.car.measure(parked.car.now()).has(Signal::latitude_deg));
}

TEST_CASE("horn, lights and screen do what they are told") {
    ParkedCar parked;
    CHECK(parked.car.horn().sound() == Reaction::obeyed);
    CHECK(parked.car.lights().flash() == Reaction::obeyed);
    parked.car.screen().show("4711");
    CHECK(parked.car.screen().text() == "4711");
    parked.car.fail(Part::horn);
    CHECK(parked.car.horn().sound() == Reaction::part_failed);
    CHECK(parked.car.horn().times_sounded() == 1);
}
