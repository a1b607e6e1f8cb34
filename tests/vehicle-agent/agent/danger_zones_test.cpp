#include "shared/wire/messages/danger_zones.hpp"

#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

using namespace traction;
using namespace traction::agent;
using wire::danger_zones::Surroundings;
using wire::danger_zones::SurroundingsStillGood;

namespace {

/// A car that is entitled to be warned, and drives to a place 12 km north of its home and back.
struct WarnedCar : AgentTest {
    WarnedCar() : home(car().place()), there{home.latitude_deg + 0.108, home.longitude_deg} {}

    void may_be_warned(bool yes = true) { is_entitled(Product::speedcam, yes); }
    /// What it asks the worker for since the last look.
    std::vector<wire::Json> asks() { return agent->sent(wire::outcome_stream(vin, "danger_zones")); }
    Tile tile() { return tile_at(car().place().latitude_deg, car().place().longitude_deg); }
    /// 2 km by 2 km around a place.
    DangerZone around(vehicle::Place place) const {
        const auto zone_deg = 0.009;
        return {.south_microdeg = microdeg(place.latitude_deg - zone_deg),
                .west_microdeg = microdeg(place.longitude_deg - zone_deg / 0.67),
                .north_microdeg = microdeg(place.latitude_deg + zone_deg),
                .east_microdeg = microdeg(place.longitude_deg + zone_deg / 0.67),
                .heading_deg = std::nullopt};
    }
    Surroundings zones(std::vector<DangerZone> which) {
        return {.period = 1,
                .tile = tile(),
                .version = "v1",
                .good_until = agent->now() + std::chrono::days{30},
                .zones = std::move(which)};
    }
    void is_given(const Surroundings& order) { agent->gets_order(vin, "danger_zones", order); }
    void drives_to(vehicle::Place place) {
        by_hand([place](vehicle::SimulatedCar& car) { car.drive_to(place, 80); });
        agent->advance(20min);
    }
    int warnings() { return car().cockpit().times_warned(); }
    const std::string& warning() { return car().cockpit().warning(); }
    std::int64_t rows_kept() {
        const auto rows = agent->database().prepare(
            "SELECT (SELECT count(*) FROM surroundings) + (SELECT count(*) FROM danger_zone_pass)");
        return *ports::first_row(*rows, [](const auto& row) { return row.integer(0); });
    }

    vehicle::Place home, there;
};

}  // namespace

TEST_CASE(
    "D3: a car that is not entitled to be warned asks for nothing, keeps nothing and warns of nothing") {
    WarnedCar car;
    car.is_given(car.zones({car.around(car.there)}));
    car.drives_to(car.there);
    CHECK(car.asks().empty());
    CHECK(car.warnings() == 0);
    CHECK(car.rows_kept() == 0);
    car.is_entitled(Product::mapping_pack, true);
    car.drives_to(car.home);
    CHECK(car.asks().empty());
}

TEST_CASE("D1: a car that is entitled tells its tile and no more, once") {
    WarnedCar car;
    car.may_be_warned();
    const auto asked = car.asks();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0] == wire::Json{{"kind", "surroundings_wanted"},
                                 {"period", 1},
                                 {"tile", {{"south_deg", 48}, {"west_deg", -2}}},
                                 {"version", ""}});
    car.is_given(car.zones({}));
    car.agent->advance(3h);
    CHECK(car.asks().empty());
}

TEST_CASE("D1: the driver is warned before a zone, offline, once per pass") {
    WarnedCar car;
    car.may_be_warned();
    car.is_given(car.zones({car.around(car.there)}));
    car.agent->acknowledge(false);
    for (const int pass : {1, 2}) {
        CAPTURE(pass);
        car.drives_to(car.there);
        CHECK(car.warnings() == pass);
        CHECK(car.warning() == "danger zone, 2 km");
        car.agent->advance(8h);
        CHECK(car.warnings() == pass);
        car.drives_to(car.home);
        CHECK(car.warnings() == pass);
        CHECK(car.warning().empty());
    }
}

TEST_CASE("D3: a warning is no happening that is reported, and leaves no place behind") {
    WarnedCar car;
    car.may_be_warned();
    car.is_given(car.zones({car.around(car.there)}));
    car.reports();
    car.drives_to(car.there);
    REQUIRE(car.warnings() == 1);
    const auto told = car.reports();
    CHECK(kinds(told) == std::vector<std::string_view>{"drive_started", "drive_ended"});
    for (const auto& sample : told.samples) CHECK_FALSE(sample.has(wire::Signal::latitude_deg));
    CHECK(car.asks().size() == 1);  // when it was entitled
}

TEST_CASE("D1: a crash in a zone warns nobody again, and what the car held it holds") {
    WarnedCar car;
    car.may_be_warned();
    car.is_given(car.zones({car.around(car.there)}));
    car.by_hand([&](vehicle::SimulatedCar& its) { its.drive_to(car.there, 80); });
    while (car.warnings() == 0) car.agent->advance(5s);
    for (int crash = 0; crash < 5; ++crash) {
        car.agent->crash();
        car.agent->advance(15s);
    }
    car.agent->advance(10min);
    CHECK(car.warnings() == 1);
    car.drives_to(car.home);
    car.agent->crash();
    car.drives_to(car.there);
    CHECK(car.warnings() == 2);
}

TEST_CASE("C5: when the entitlement ends the warning goes, and so does all that was given") {
    WarnedCar car;
    car.may_be_warned();
    car.is_given(car.zones({car.around(car.there)}));
    car.drives_to(car.there);
    REQUIRE_FALSE(car.warning().empty());
    car.may_be_warned(false);
    CHECK(car.warning().empty());
    CHECK(car.rows_kept() == 0);
    car.asks();
    car.drives_to(car.home);
    car.drives_to(car.there);
    CHECK(car.warnings() == 1);
    CHECK(car.asks().empty());
}

TEST_CASE("G8: with its owner the entitlement goes, and what was given") {
    WarnedCar car;
    car.may_be_warned();
    car.is_given(car.zones({car.around(car.there)}));
    car.agent->gets_order(car.vin, "garage", wire::garage::PeriodOrder{.period = 1, .owned = false});
    CHECK(car.rows_kept() == 0);
    car.asks();
    car.drives_to(car.there);
    CHECK(car.warnings() == 0);
    CHECK(car.asks().empty());
}

TEST_CASE("G8: the next owner, with whom the contract runs on, is served anew") {
    WarnedCar car;
    car.may_be_warned();
    car.is_given(car.zones({car.around(car.there)}));
    car.asks();
    car.agent->gets_order(car.vin, "garage", wire::garage::PeriodOrder{.period = 2, .owned = true});
    CHECK(car.rows_kept() == 0);
    const auto asked = car.asks();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].at("period") == 2);
    CHECK(asked[0].at("version") == "");
}

TEST_CASE("G8: zones of another period than the owner's are not taken") {
    WarnedCar car;
    car.may_be_warned();
    auto order = car.zones({car.around(car.there)});
    for (const OwnershipPeriod other : {2, 3}) {
        order.period = other;
        car.is_given(order);
        CHECK(car.rows_kept() == 0);
    }
}

TEST_CASE("D1: what is confirmed is good for longer; what is not is dropped on its day") {
    WarnedCar car;
    car.may_be_warned();
    const auto order = car.zones({car.around(car.there)});
    car.is_given(order);
    car.asks();
    car.agent->advance(25h);
    CHECK(car.asks().empty());  // it stands
    car.drives_to(car.there);
    const auto asked = car.asks();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].at("version") == "v1");
    const auto longer = order.good_until + std::chrono::days{5};
    car.agent->gets_order(
        car.vin, "danger_zones",
        SurroundingsStillGood{.period = 1, .tile = order.tile, .version = "v1", .good_until = longer});
    car.agent->gets_order(
        car.vin, "danger_zones",
        SurroundingsStillGood{.period = 1, .tile = order.tile, .version = "v2", .good_until = longer + 24h});
    car.drives_to(car.home);
    car.agent->advance_to(longer - 2h);
    car.drives_to(car.there);
    CHECK(car.warnings() == 2);
    car.drives_to(car.home);
    car.agent->advance_to(longer + 2h);
    car.drives_to(car.there);
    CHECK(car.warnings() == 2);
    CHECK(car.asks().back().at("version") == "");
    car.is_given(order);  // it was on its way for too long
    CHECK(car.rows_kept() == 0);
}

TEST_CASE("D1: in another tile the car asks anew, and not all the time") {
    WarnedCar car;
    car.may_be_warned();
    car.is_given(car.zones({}));
    car.asks();
    const auto before = car.tile();
    const vehicle::Place far{car.home.latitude_deg + 0.6, car.home.longitude_deg};
    car.by_hand([&](vehicle::SimulatedCar& its) { its.drive_to(far, 110); });
    car.agent->advance(45min);
    CHECK(car.tile() != before);
    const auto asked = car.asks();
    REQUIRE_FALSE(asked.empty());
    CHECK(asked.size() <= 4);
    CHECK(asked.back().at("tile").at("south_deg") == 48.5);
    CHECK(asked.back().at("version") == "");
}
