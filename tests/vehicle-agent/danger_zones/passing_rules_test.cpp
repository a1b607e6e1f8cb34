#include "vehicle-agent/danger_zones/passing_rules.hpp"

#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include <doctest/doctest.h>

#include "tests/shared/csv.hpp"

using namespace traction;
using namespace traction::danger_zones;
using namespace std::chrono_literals;

namespace {

constexpr double kMetresPerDegree = kMetresPerMicrodegree * kMicrodegPerDeg;
constexpr double kLatitude = 48;
const double kShrink = std::cos(kLatitude * std::numbers::pi / 180);

/// So many metres east and north of a place in Beauce.
Fix at(double east_m, double north_m, Milliseconds after = 0s, double heading_deg = 90,
       double speed_kmh = 90) {
    return {.at = Timestamp{after},
            .latitude_deg = kLatitude + north_m / kMetresPerDegree,
            .longitude_deg = 2 + east_m / kMetresPerDegree / kShrink,
            .heading_deg = heading_deg,
            .speed_kmh = speed_kmh};
}

DangerZone between(const Fix& south_west, const Fix& north_east,
                   std::optional<int> heading_deg = std::nullopt) {
    return {.south_microdeg = microdeg(south_west.latitude_deg),
            .west_microdeg = microdeg(south_west.longitude_deg),
            .north_microdeg = microdeg(north_east.latitude_deg),
            .east_microdeg = microdeg(north_east.longitude_deg),
            .heading_deg = heading_deg};
}
DangerZone place(double latitude_deg, double longitude_deg, std::optional<int> heading_deg = std::nullopt) {
    return {.south_microdeg = microdeg(latitude_deg),
            .west_microdeg = microdeg(longitude_deg),
            .north_microdeg = microdeg(latitude_deg),
            .east_microdeg = microdeg(longitude_deg),
            .heading_deg = heading_deg};
}
/// 4 km by 4 km, beginning 5 km east.
DangerZone field(std::optional<int> heading_deg = std::nullopt) {
    return between(at(5000, -2000), at(9000, 2000), heading_deg);
}

/// A driver who is warned of one zone.
struct Drive {
    explicit Drive(DangerZone zone_) : zone(zone_) {}

    void reaches(const Fix& fix) {
        if (!pass && comes_to(before, fix, zone)) {
            pass = begin_pass(zone, fix);
            warned_at.push_back(fix);
        }
        if (pass) pass = go_on(*pass, fix);
        before = fix;
    }

    DangerZone zone;
    std::optional<Fix> before;
    std::optional<Pass> pass;
    std::vector<Fix> warned_at;
};

/// A fix every `every` along a way given by metres east and north at each instant.
using Way = std::function<std::pair<double, double>(double seconds)>;
void drive(Drive& drive, const Way& way, double seconds, double every = 1) {
    for (double now = 0; now <= seconds; now += every) {
        const auto [east, north] = way(now);
        const auto [next_east, next_north] = way(now + 0.1);
        const double heading = std::atan2(next_east - east, next_north - north) * 180 / std::numbers::pi;
        const double speed = std::hypot(next_east - east, next_north - north) * 10 * 3.6;
        drive.reaches(at(east, north, Milliseconds{static_cast<std::int64_t>(now * 1000)},
                         std::fmod(heading + 360, 360), speed));
    }
}
constexpr double kMotorway = 130 / 3.6;

double number(const tests::CsvRow& row, const char* column) {
    return std::stod(row.at(column));
}

/// The fixes of a recorded drive, one in `each`; the heading is that from one to the next.
std::vector<Fix> recorded(const std::string& file, std::size_t each) {
    std::vector<Fix> fixes;
    const auto rows = tests::shared_csv("drivepast_fr_derived/" + file);
    for (std::size_t i = 0; i < rows.size(); i += each) {
        Fix fix{.at = *parse_timestamp(rows[i].at("t_utc")),
                .latitude_deg = number(rows[i], "lat"),
                .longitude_deg = number(rows[i], "lon"),
                .speed_kmh = number(rows[i], "speed_kmh")};
        if (!fixes.empty()) {
            const auto& last = fixes.back();
            const double north = fix.latitude_deg - last.latitude_deg;
            const double east = (fix.longitude_deg - last.longitude_deg) *
                                std::cos(fix.latitude_deg * std::numbers::pi / 180);
            const bool moved = north != 0 || east != 0;
            const double heading = std::atan2(east, north) * 180 / std::numbers::pi;
            fix.heading_deg = moved ? std::fmod(heading + 360, 360) : last.heading_deg;
        }
        fixes.push_back(fix);
    }
    return fixes;
}

std::vector<tests::CsvRow> recorded_passes() {
    return tests::shared_csv("drivepast_fr_derived/index.csv");
}

DangerZone camera_of(const tests::CsvRow& row, std::optional<int> heading_deg = std::nullopt) {
    return place(number(row, "camera_lat"), number(row, "camera_lon"), heading_deg);
}

}  // namespace

TEST_CASE("D2: the nearest approach of a stretch to a zone") {
    struct Row {
        const char* what;
        Fix from, to;
        DangerZone zone;
        double distance_m;
    };
    const auto post = place(at(0, 0).latitude_deg, at(0, 0).longitude_deg);
    const auto square = between(at(-100, -100), at(100, 100));
    const std::vector<Row> rows{{"past a place", at(-300, 40), at(100, 40), post, 40},
                                {"over it", at(-300, 0), at(300, 0), post, 0},
                                {"towards it", at(-300, 0), at(-100, 0), post, 100},
                                {"away from it", at(100, 0), at(300, 0), post, 100},
                                {"standing", at(30, 40), at(30, 40), post, 50},
                                {"past a square", at(-300, 150), at(300, 150), square, 50},
                                {"past its corner", at(0, 300), at(300, 0), square, 100 / std::sqrt(2)},
                                {"through it between two fixes", at(-300, 10), at(300, 10), square, 0}};
    for (const auto& row : rows) {
        CAPTURE(row.what);
        CHECK(std::abs(nearest_approach(row.from, row.to, row.zone).distance_m - row.distance_m) < 0.2);
    }
    CHECK(nearest_approach(at(-300, 40), at(100, 40), post).share == doctest::Approx(0.75).epsilon(0.001));
}

TEST_CASE("D2: the nearest approach across the date line") {
    const Fix west{.at = {}, .latitude_deg = 0, .longitude_deg = 179.999, .heading_deg = 90, .speed_kmh = 90};
    const Fix east{
        .at = {}, .latitude_deg = 0, .longitude_deg = -179.999, .heading_deg = 90, .speed_kmh = 90};
    CHECK(nearest_approach(west, east, place(0, 180)).distance_m < 0.2);
    CHECK(nearest_approach(west, east, place(0.0001, -180)).distance_m ==
          doctest::Approx(11.1).epsilon(0.02));
    CHECK(nearest_approach(west, east, place(0, 0)).distance_m > 1e6);
}

TEST_CASE("D2: a zone is for the traffic of its direction, give or take a quarter") {
    struct Row {
        std::optional<int> zone_deg;
        double car_deg;
        bool is_for;
    };
    const std::vector<Row> rows{
        {std::nullopt, 17, true}, {0, 0, true},     {0, 359, true},   {0, 89, true},
        {0, 91, false},           {0, 180, false},  {0, 271, true},   {0, 269, false},
        {350, 70, true},          {350, 90, false}, {270, 181, true}, {270, 90, false}};
    for (const auto& row : rows) {
        CAPTURE(row.car_deg);
        CHECK(is_for(place(48, 2, row.zone_deg), row.car_deg) == row.is_for);
    }
}

TEST_CASE("D2: recorded drives past real cameras come as near, and when, as they are known to") {
    for (const auto& row : recorded_passes()) {
        CAPTURE(row.at("file"));
        const auto fixes = recorded(row.at("file"), 1);
        REQUIRE(fixes.size() == static_cast<std::size_t>(number(row, "rows")));
        double nearest = 1e9;
        Timestamp when{};
        for (std::size_t i = 1; i < fixes.size(); ++i) {
            const auto approach = nearest_approach(fixes[i - 1], fixes[i], camera_of(row));
            if (approach.distance_m >= nearest) continue;
            nearest = approach.distance_m;
            const auto length = fixes[i].at - fixes[i - 1].at;
            when = fixes[i - 1].at +
                   Milliseconds{std::lround(approach.share * static_cast<double>(length.count()))};
        }
        CHECK(std::abs(nearest - number(row, "d_min_m")) < 1.0);
        CHECK(std::chrono::abs(when - *parse_timestamp(row.at("t_closest"))) <= 1s);
    }
}

TEST_CASE("D2: recorded drives are warned once per pass, before it, and not on another road") {
    for (const auto& row : recorded_passes()) {
        CAPTURE(row.at("file"));
        const bool passes = number(row, "d_min_m") < kBesideM;
        for (const std::size_t each : {std::size_t{1}, std::size_t{3}, std::size_t{10}}) {
            CAPTURE(each);
            Drive driver(camera_of(row));
            for (const auto& fix : recorded(row.at("file"), each)) driver.reaches(fix);
            REQUIRE(driver.warned_at.size() == (passes ? 1 : 0));
            if (passes) CHECK(driver.warned_at[0].at < *parse_timestamp(row.at("t_closest")));
        }
    }
}

TEST_CASE("D2: recorded drives are warned of a camera that watches their way, and not of one that does not") {
    for (const auto& row : recorded_passes()) {
        if (number(row, "d_min_m") >= kBesideM) continue;
        CAPTURE(row.at("file"));
        const auto heading = std::stoi(row.at("heading_at_pass_deg"));
        for (const auto& [turned, warned] : {std::pair{0, true}, {45, true}, {180, false}}) {
            Drive driver(camera_of(row, (heading + turned) % 360));
            for (const auto& fix : recorded(row.at("file"), 1)) driver.reaches(fix);
            CAPTURE(turned);
            CHECK(driver.warned_at.empty() == !warned);
        }
    }
}

TEST_CASE("D2: on the motorway the warning comes before the zone, once, at each cadence of fixes") {
    for (const double every : {0.5, 1.0, 10.0, 30.0}) {
        CAPTURE(every);
        Drive driver(field());
        drive(
            driver,
            [](double now) {
                return std::pair{now * kMotorway, 300.0};
            },
            400, every);
        REQUIRE(driver.warned_at.size() == 1);
        if (every <= 10) CHECK(distance_m(driver.warned_at[0], driver.zone) > 0);
        CHECK_FALSE(driver.pass.has_value());
    }
}

TEST_CASE("D2: a zone of 300 m between two fixes is not missed") {
    Drive driver(between(at(5000, -150), at(5300, 150)));
    drive(
        driver,
        [](double now) {
            return std::pair{now * kMotorway, 0.0};
        },
        400, 15);
    CHECK(driver.warned_at.size() == 1);
}

TEST_CASE("D2: there and back is two passes; each is warned of where the zone is for both ways") {
    const auto there_and_back = [](double now) {
        return std::pair{now < 400 ? now * kMotorway : (800 - now) * kMotorway, 0.0};
    };
    Drive both(field());
    drive(both, there_and_back, 800);
    CHECK(both.warned_at.size() == 2);
    Drive there(field(90));
    drive(there, there_and_back, 800);
    REQUIRE(there.warned_at.size() == 1);
    CHECK(there.warned_at[0].heading_deg == doctest::Approx(90));
    Drive back(field(270));
    drive(back, there_and_back, 800);
    REQUIRE(back.warned_at.size() == 1);
    CHECK(back.warned_at[0].heading_deg == doctest::Approx(270));
}

TEST_CASE("D2: a jam at the edge of a zone, with trembling fixes, is one pass") {
    Drive driver(field());
    drive(
        driver,
        [](double now) {
            const double crawled = 4600 + now * 0.5;
            return std::pair{crawled + 25 * std::sin(now * 1.7), 25 * std::cos(now * 2.3)};
        },
        3000);
    CHECK(driver.warned_at.size() == 1);
}

TEST_CASE("D2: who drives by beside a zone, turns off before it, or stands in it, is not warned of it") {
    Drive beside(field());
    drive(
        beside,
        [](double now) {
            return std::pair{now * kMotorway, 2300.0};
        },
        400);
    CHECK(beside.warned_at.empty());
    Drive turned(field());
    drive(
        turned,
        [](double now) {
            return std::pair{std::min(4500.0, now * 20), std::max(0.0, now * 20 - 4500)};
        },
        500);
    CHECK(turned.warned_at.empty());
    Drive standing(field());
    for (int i = 0; i < 100; ++i) standing.reaches(at(6000, 0, i * 10s, 90, 0));
    CHECK(standing.warned_at.empty());
}

TEST_CASE("D2: who was warned and turns away has it behind him") {
    Drive driver(field());
    driver.reaches(at(4700, 0, 0s));
    REQUIRE(driver.pass.has_value());
    CHECK_FALSE(driver.pass->behind);
    driver.reaches(at(4600, 0, 20s, 270));
    CHECK(driver.pass->behind);
    driver.reaches(at(4200, 0, 40s, 270));
    CHECK_FALSE(driver.pass.has_value());
}

TEST_CASE("D2: a pass that begins and ends between two fixes is warned of once") {
    Drive driver(between(at(5000, -150), at(5300, 150)));
    driver.reaches(at(4000, 0, 0s));
    driver.reaches(at(6500, 0, 50s));
    driver.reaches(at(6800, 0, 60s));
    CHECK(driver.warned_at.size() == 1);
}

TEST_CASE("D2: fixes that are far apart in time, or stand in the wrong order, are not joined") {
    const auto zone = between(at(5000, -150), at(5300, 150));
    for (const auto after : {Milliseconds{61s}, Milliseconds{0s}, Milliseconds{-10s}}) {
        CAPTURE(after.count());
        CHECK_FALSE(comes_to(at(4000, 0, 0s), at(6500, 0, after), zone));
    }
    CHECK(comes_to(at(4000, 0, 0s), at(6500, 0, 60s), zone));
}
