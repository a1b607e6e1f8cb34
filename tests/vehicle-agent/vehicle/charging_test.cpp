#include <doctest/doctest.h>

#include "tests/vehicle-agent/vehicle/car_fixture.hpp"

using namespace traction;
using namespace traction::vehicle;
using namespace std::chrono_literals;
using Kind = HappeningKind;

namespace {
constexpr ChargePoint kHome{Current::alternating, 7400};
constexpr ChargePoint kRapid{Current::direct, 150'000};

const Happening& last(const std::vector<Happening>& happenings, Kind kind) {
    const auto found = std::find_if(happenings.rbegin(), happenings.rend(),
                                    [kind](const Happening& h) { return h.kind == kind; });
    REQUIRE(found != happenings.rend());
    return *found;
}
}  // namespace

TEST_CASE("E1: plugging in starts charging at once, in a session named by the car and the instant") {
    ParkedCar parked;
    parked.car.plug_in(kHome);
    const auto told = parked.happenings();
    CHECK(names(told) == std::vector<std::string_view>{"plugged", "charging_started"});
    CHECK(told[0].session.text() == "VR3UHZKXZL1234567-20260310T200000000Z");
    CHECK(parked.car.charge_port().charging());
    parked.live(1h);
    CHECK(parked.soc() == doctest::Approx(50 + 100 * 7.4 * 0.92 / 46).epsilon(0.01));
}

TEST_CASE("E1: paused beforehand, plugging in starts nothing until it is told to") {
    ParkedCar parked;
    CHECK(parked.car.charge_port().pause() == Reaction::obeyed);
    parked.car.plug_in(kHome);
    parked.live(2h);
    CHECK(parked.soc() == doctest::Approx(50));
    CHECK(parked.car.charge_port().start() == Reaction::obeyed);
    parked.live(1min);
    CHECK(parked.soc() > 50);
}

TEST_CASE("E4: 100 % is told once, at its instant, and unplugging afterwards is no fault") {
    ParkedCar parked(99);
    parked.car.plug_in(kHome);
    const auto foreseen = parked.car.next_change();
    parked.live(10h);
    parked.car.unplug();
    const auto told = parked.happenings();
    CHECK(count(told, Kind::charge_complete) == 1);
    CHECK(last(told, Kind::charge_complete).soc_percent == 100);
    CHECK(last(told, Kind::charge_complete).cause == Cause::full);
    CHECK(last(told, Kind::charge_complete).charged_energy_wh == doctest::Approx(460 / 0.92).epsilon(0.001));
    REQUIRE(foreseen);
    CHECK(std::chrono::abs(last(told, Kind::charge_complete).at - *foreseen) < 2s);
    CHECK(last(told, Kind::unplugged).cause == Cause::full);
}

TEST_CASE("E4: a plug pulled out of a flowing current is told as a fault") {
    ParkedCar parked;
    parked.car.plug_in(kHome);
    parked.live(10min);
    parked.car.unplug();
    const auto told = parked.happenings();
    CHECK(last(told, Kind::charging_stopped).cause == Cause::unplugged);
    CHECK(last(told, Kind::unplugged).cause == Cause::unplugged);
    CHECK(parked.car.charge_port().session().empty());
}

TEST_CASE("E4: stopping because it was asked is no fault, nor is unplugging in a planned stop") {
    ParkedCar parked;
    parked.car.plug_in(kHome);
    parked.live(10min);
    CHECK(parked.car.charge_port().pause() == Reaction::obeyed);
    parked.car.unplug();
    const auto told = parked.happenings();
    CHECK(last(told, Kind::charging_stopped).cause == Cause::asked);
    CHECK(last(told, Kind::unplugged).cause == Cause::asked);
}

TEST_CASE("E4: 80 % is told once when charging on direct current, never on alternating") {
    for (const bool rapid : {true, false}) {
        CAPTURE(rapid);
        ParkedCar parked(70, model_named("Peugeot e-208"), 30);
        parked.car.plug_in(rapid ? kRapid : kHome);
        parked.live(10h);
        const auto told = parked.happenings();
        CHECK(count(told, Kind::rapid_charge_80) == (rapid ? 1 : 0));
        CHECK(count(told, Kind::charge_complete) == 1);
    }
}

TEST_CASE("E4: a power cut and a charge point error stop the charge, once per session; power back goes on") {
    ParkedCar parked;
    parked.car.plug_in(kHome);
    for (int i = 0; i < 3; ++i) {
        parked.live(5min);
        parked.car.cut_power();
        CHECK_FALSE(parked.car.charge_port().charging());
        CHECK(parked.car.charge_port().start() == Reaction::no_power);
        parked.live(5min);
        parked.car.cut_power(false);
        CHECK(parked.car.charge_port().charging());
    }
    parked.car.fail_charge_point();
    CHECK(parked.car.charge_port().start() == Reaction::charge_point_error);
    const auto told = parked.happenings();
    CHECK(count(told, Kind::power_cut) == 1);
    CHECK(count(told, Kind::charge_point_error) == 1);
    CHECK(count(told, Kind::charging_stopped) == 4);
    CHECK(parked.car.charge_port().session() == last(told, Kind::power_cut).session);
    const auto sample = parked.car.measure(parked.car.now());
    CHECK(sample.value(wire::Signal::charging_status) == static_cast<double>(wire::ChargingStatus::fault));
}

TEST_CASE("the remaining time of a cold battery is that of its slower curve") {
    ParkedCar parked(86, model_named("Peugeot e-208"), -10);
    parked.live(240h);
    parked.car.plug_in(kHome);
    const auto begin = parked.car.now();
    const double remaining_s = parked.car.charge_port().remaining_s();
    parked.live(24h);
    const double lasted_s =
        std::chrono::duration<double>(last(parked.happenings(), Kind::charge_complete).at - begin).count();
    CHECK(remaining_s == doctest::Approx(lasted_s).epsilon(0.1));
}

TEST_CASE("E6: the car itself stops at the limit, and goes on when it is raised") {
    ParkedCar parked(60);
    CHECK(parked.car.charge_port().set_limit(65) == Reaction::obeyed);
    parked.car.plug_in(kHome);
    parked.live(8h);
    CHECK(parked.soc() == doctest::Approx(65));
    CHECK(last(parked.happenings(), Kind::charge_complete).cause == Cause::limit_reached);
    CHECK(parked.car.charge_port().start() == Reaction::battery_full);
    CHECK(parked.car.charge_port().set_limit(100) == Reaction::obeyed);
    parked.live(8h);
    CHECK(parked.soc() == 100);
    CHECK(count(parked.happenings(), Kind::charge_complete) == 0);
}

TEST_CASE("a failed charge port refuses every act") {
    ParkedCar parked;
    parked.car.fail(Part::charge_port);
    CHECK(parked.car.charge_port().start() == Reaction::part_failed);
    CHECK(parked.car.charge_port().pause() == Reaction::part_failed);
    CHECK(parked.car.charge_port().set_limit(80) == Reaction::part_failed);
}

TEST_CASE("a rapid charge of a warm car takes the time of its curve, a cold one longer") {
    const auto minutes_to_80 = [](double air_c) {
        ParkedCar parked(10, model_named("Peugeot e-208"), air_c);
        parked.live(72h);
        parked.car.set_state_of_charge(10);
        const auto begin = parked.car.now();
        parked.car.plug_in(kRapid);
        parked.live(5h);
        return std::chrono::duration<double, std::ratio<60>>(
                   last(parked.happenings(), Kind::rapid_charge_80).at - begin)
            .count();
    };
    const double by_curve = seconds_to_charge(model_named("Peugeot e-208").rapid, 46e3, 10, 80, 150e3) / 60;
    CHECK(minutes_to_80(25) == doctest::Approx(by_curve).epsilon(0.02));
    CHECK(minutes_to_80(-5) > 1.3 * by_curve);
}

TEST_CASE("a car without a rapid socket does not charge on direct current") {
    ParkedCar parked(50, model_named("Renault Twizy"));
    parked.car.plug_in(kRapid);
    CHECK_FALSE(parked.car.charge_port().charging());
    parked.car.unplug();
    parked.car.plug_in(kHome);
    CHECK(parked.car.charge_port().charging());
}
