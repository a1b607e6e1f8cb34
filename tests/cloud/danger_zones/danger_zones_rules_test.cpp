#include "cloud/danger_zones/danger_zones_rules.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <sstream>

#include <doctest/doctest.h>

#include "tests/shared/csv.hpp"

using namespace traction;
using namespace traction::danger_zones;

namespace {

constexpr double kMetresPerDegree = kMetresPerMicrodegree * kMicrodegPerDeg;

struct Chance {
    std::mt19937_64 generator{7};
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(generator() >> 11) * 0x1p-53;
    }
};

Camera camera(const char* route, std::optional<int> limit_kmh, double latitude_deg = 48.1,
              double longitude_deg = -1.68) {
    return {.latitude_deg = latitude_deg,
            .longitude_deg = longitude_deg,
            .route = route,
            .limit_kmh = limit_kmh,
            .bearing_deg = std::nullopt};
}

/// One camera somewhere in France, of one of the three kinds of zone.
Camera any_camera(Chance& chance, std::size_t kind) {
    constexpr std::array<const char*, 3> kRoutes{"A7", "RN20", ""};
    return camera(kRoutes[kind % 3], 80, chance.between(42, 51), chance.between(-4, 8));
}

double height_m(const DangerZone& zone) {
    return (zone.north_microdeg - zone.south_microdeg) * kMetresPerMicrodegree;
}
double width_m(const DangerZone& zone) {
    const double middle = (zone.south_microdeg + zone.north_microdeg) / 2.0 / kMicrodegPerDeg;
    return (zone.east_microdeg - zone.west_microdeg) * kMetresPerMicrodegree *
           std::cos(middle * std::numbers::pi / 180);
}

/// Where in its zone a camera is, from 0 to 1 each way.
struct Within {
    double east;
    double north;
};
Within within(const Camera& camera, const DangerZone& zone) {
    const auto share = [](double at, int from, int to) {
        return (at * kMicrodegPerDeg - from) / (to - from);
    };
    return {share(camera.longitude_deg, zone.west_microdeg, zone.east_microdeg),
            share(camera.latitude_deg, zone.south_microdeg, zone.north_microdeg)};
}

/// How unevenly shares from 0 to 1 fall into 20 parts: chi-square with 19 degrees of freedom, above 43.8 in
/// one of a thousand cases where they are even.
double unevenness(const std::vector<double>& shares) {
    std::array<int, 20> parts{};
    for (const double share : shares)
        ++parts[std::min<std::size_t>(19, static_cast<std::size_t>(share * 20))];
    const double expected = static_cast<double>(shares.size()) / 20;
    double sum = 0;
    for (const int part : parts) sum += std::pow(part - expected, 2) / expected;
    return sum;
}
constexpr double kEven = 43.8;
constexpr double kOneMicrodeg = 0.001;  ///< more than the share that it has of any zone

void check_even(const std::vector<Camera>& cameras) {
    std::vector<double> east, north;
    for (const auto& each : cameras) {
        const auto place = within(each, zone_of(each));
        for (const double share : {place.east, place.north}) {
            REQUIRE(share > -kOneMicrodeg);
            REQUIRE(share < 1 + kOneMicrodeg);
        }
        east.push_back(std::clamp(place.east, 0.0, 1.0));
        north.push_back(std::clamp(place.north, 0.0, 1.0));
    }
    CHECK(unevenness(east) < kEven);
    CHECK(unevenness(north) < kEven);
}

}  // namespace

TEST_CASE("D2: a zone is 4 km long on motorways, 300 m in towns, else 2 km") {
    struct Row {
        const char* route;
        std::optional<int> limit_kmh;
        double length_m;
    };
    const std::vector<Row> rows{{"A7", 130, 4000},
                                {"A 630 - RN 230", 90, 4000},
                                {"a6a", 50, 4000},  // a motorway, whatever its limit
                                {"A87 Rocade Est d'Angers (REA)", std::nullopt, 4000},
                                {"RN20", 70, 2000},
                                {"RD 51", 51, 2000},
                                {"RD 51", std::nullopt, 2000},
                                {"Avenue du Rhin", 70, 2000},
                                {"AV. DE LA LIBERTE", 50, 300},
                                {"RN20", 50, 300},
                                {"RN20", 30, 300},
                                {"", 130, 300},
                                {"  ", 90, 300},
                                {"", std::nullopt, 300}};
    for (const auto& row : rows) {
        CAPTURE(row.route);
        const auto one = camera(row.route, row.limit_kmh);
        CHECK(zone_length_m(one) == row.length_m);
        const auto zone = zone_of(one);
        CHECK(height_m(zone) == doctest::Approx(row.length_m).epsilon(0.001));
        CHECK(width_m(zone) == doctest::Approx(row.length_m).epsilon(0.001));
    }
}

TEST_CASE("D2: wherever in its zone a camera stands, what leaves the rules is the same to the last bit") {
    Chance chance;
    for (std::size_t i = 0; i < 3000; ++i) {
        const auto one = any_camera(chance, i);
        const auto zone = zone_of(one);
        auto other = one;
        const auto inside = [&](int from, int to) {
            return chance.between(from + 1, to - 1) / kMicrodegPerDeg;
        };
        other.latitude_deg = inside(zone.south_microdeg, zone.north_microdeg);
        other.longitude_deg = inside(zone.west_microdeg, zone.east_microdeg);
        CHECK(zone_of(other) == zone);
        CHECK(version_of(zones_of(std::vector{one})) == version_of(zones_of(std::vector{other})));
        CHECK(zones_of(std::vector{one, other}) == zones_of(std::vector{one}));
    }
}

TEST_CASE("D2: cameras are anywhere in their zones, no place being likelier than another") {
    Chance chance;
    for (std::size_t kind = 0; kind < 3; ++kind) {
        std::vector<Camera> cameras;
        for (int i = 0; i < 20'000; ++i) cameras.push_back(any_camera(chance, kind));
        check_even(cameras);
    }
}

TEST_CASE("D2: the ministry's cameras are anywhere in their zones, too") {
    std::istringstream file(tests::shared_file("radars_fr/radars.csv"));
    const auto cameras = read_cameras(file);
    if (!cameras) return;
    check_even(*cameras);
    CHECK(fit_into_orders(zones_of(*cameras)));
}

/// Who knows the road can look where it runs through the zone: a straight one is the worst case.
TEST_CASE("D2: who knows the road still does not know where on the zone's length the camera is") {
    Chance chance;
    constexpr int kRoads = 20'000;
    double sum = 0;
    int shorter_than_half = 0;
    std::vector<double> along;
    for (int i = 0; i < kRoads; ++i) {
        const double turn = chance.between(0, std::numbers::pi);
        const Within at{chance.between(0, 1), chance.between(0, 1)};
        const auto to_edge = [](double from, double step) {
            return step > 0 ? (1 - from) / step : from / -step;
        };
        const double east = std::sin(turn), north = std::cos(turn);
        const double ahead = std::min(to_edge(at.east, east), to_edge(at.north, north));
        const double behind = std::min(to_edge(at.east, -east), to_edge(at.north, -north));
        sum += ahead + behind;
        if (ahead + behind < 0.5) ++shorter_than_half;
        along.push_back(behind / (ahead + behind));
    }
    CHECK(sum / kRoads > 0.92);  // of the zone's length runs through it
    CHECK(shorter_than_half < kRoads * 0.09);
    CHECK(unevenness(along) < kEven);
}

TEST_CASE("D2: of the bearing only the quarter of the compass is told in France") {
    struct Row {
        int bearing_deg;
        int told_deg;
    };
    const std::vector<Row> rows{{0, 0},     {44, 0},    {45, 90},   {90, 90}, {134, 90}, {135, 180},
                                {180, 180}, {225, 270}, {314, 270}, {315, 0}, {359, 0}};
    for (const auto& row : rows) {
        CAPTURE(row.bearing_deg);
        auto one = camera("A7", 130);
        one.bearing_deg = row.bearing_deg;
        CHECK(zone_of(one).heading_deg == row.told_deg);
    }
    CHECK_FALSE(zone_of(camera("A7", 130)).heading_deg.has_value());
}

TEST_CASE("D2: elsewhere than in France the place may be given, with the bearing") {
    auto one = camera("A7", 130, 50.123456, 4.654321);
    one.country = *Country::parse("BE");
    one.bearing_deg = 137;
    const auto zone = zone_of(one);
    CHECK(zone.is_place());
    CHECK(zone.south_microdeg == 50'123'456);
    CHECK(zone.west_microdeg == 4'654'321);
    CHECK(zone.heading_deg == 137);
}

TEST_CASE("D2: cameras of one zone are one zone, for all ways unless they watch the same one") {
    auto north = camera("A7", 130);
    north.bearing_deg = 10;
    auto also_north = north;
    also_north.bearing_deg = 350;
    auto south = north;
    south.bearing_deg = 190;
    const auto together = [](std::vector<Camera> cameras) { return zones_of(cameras); };
    REQUIRE(together({north, also_north}).size() == 1);
    CHECK(together({north, also_north})[0].heading_deg == 0);
    REQUIRE(together({north, south, north}).size() == 1);
    CHECK_FALSE(together({north, south, north})[0].heading_deg.has_value());
    REQUIRE(together({north, camera("A7", 130)}).size() == 1);
    CHECK_FALSE(together({camera("A7", 130), north})[0].heading_deg.has_value());
}

TEST_CASE(
    "D2: zones at the poles, the date line, the equator and Greenwich are whole, and hold their camera") {
    for (const double latitude : {-90.0, -89.9999, -0.000001, 0.0, 0.000001, 48.1, 89.9999, 90.0}) {
        for (const double longitude : {-180.0, -179.9999, -0.000001, 0.0, 179.9999, 180.0}) {
            const auto one = camera("A7", 130, latitude, longitude);
            const auto zone = zone_of(one);
            CAPTURE(latitude);
            CAPTURE(longitude);
            CHECK(zone.south_microdeg <= microdeg(latitude));
            CHECK(zone.north_microdeg >= microdeg(latitude));
            CHECK(zone.west_microdeg <= microdeg(longitude));
            CHECK(zone.east_microdeg >= microdeg(longitude));
            const auto tile = tile_of(zone);
            CHECK(tile.row >= -kTileRows / 2);
            CHECK(tile.row < kTileRows / 2);
            CHECK(tile.column >= -kTileColumns / 2);
            CHECK(tile.column < kTileColumns / 2);
        }
    }
}

TEST_CASE("D2: a file that would lead to an order too large for the wire does not fit") {
    std::vector<Camera> cameras;
    for (std::size_t i = 0; i <= wire::danger_zones::kMostAround; ++i) {
        cameras.push_back(camera("", 50, 48.1 + 0.003 * static_cast<double>(i % 50),
                                 -1.9 + 0.005 * static_cast<double>(i / 50)));
    }
    CHECK_FALSE(fit_into_orders(zones_of(cameras)));
    cameras.resize(1900);
    CHECK(fit_into_orders(zones_of(cameras)));
    const wire::danger_zones::Surroundings order{.period = 1'000'000,
                                                 .tile = {},
                                                 .version = "0123456789abcdef",
                                                 .good_until = {},
                                                 .zones = zones_of(cameras)};
    CHECK(order.json().dump().size() < wire::kLargestMessage * 9 / 10);
}
