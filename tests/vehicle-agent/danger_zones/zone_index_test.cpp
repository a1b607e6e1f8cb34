#include "vehicle-agent/danger_zones/zone_index.hpp"

#include <random>

#include <doctest/doctest.h>

#include "vehicle-agent/danger_zones/passing_rules.hpp"

using namespace traction;
using namespace traction::danger_zones;

namespace {

struct Chance {
    std::mt19937_64 generator{3};
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(generator() >> 11) * 0x1p-53;
    }
};

DangerZone square(double latitude_deg, double longitude_deg, int size_microdeg) {
    const int south = microdeg(latitude_deg), west = microdeg(longitude_deg);
    return {.south_microdeg = south,
            .west_microdeg = west,
            .north_microdeg = south + size_microdeg,
            .east_microdeg = west + size_microdeg,
            .heading_deg = std::nullopt};
}

}  // namespace

TEST_CASE("D2: the index gives every zone near a fix, and few others") {
    Chance chance;
    std::vector<DangerZone> zones;
    for (int i = 0; i < 2000; ++i)
        zones.push_back(
            square(chance.between(48, 49.5), chance.between(1, 3), i % 3 == 0 ? 0 : 12'000 * (i % 3)));
    const ZoneIndex index(zones);
    std::size_t found_in_all = 0, near_in_all = 0;
    for (int i = 0; i < 500; ++i) {
        const Fix fix{.at = {},
                      .latitude_deg = chance.between(48, 49.5),
                      .longitude_deg = chance.between(1, 3),
                      .heading_deg = 0,
                      .speed_kmh = 0};
        const auto found = index.near(fix.latitude_deg, fix.longitude_deg, 1000);
        found_in_all += found.size();
        for (const auto& zone : zones) {
            if (distance_m(fix, zone) > 1000) continue;
            ++near_in_all;
            CHECK(std::find(found.begin(), found.end(), zone) != found.end());
        }
    }
    CHECK(near_in_all > 300);
    CHECK(found_in_all < 2 * near_in_all);
}

TEST_CASE("D2: the index finds zones across the date line, and near the poles") {
    const ZoneIndex index({square(10, 179.99, 9'999), square(10, -180, 10'000), square(89.9, 20, 10'000)});
    CHECK(index.near(10.005, -179.999, 500).size() == 2);
    CHECK(index.near(10.005, 179.9999, 500).size() == 2);
    CHECK(index.near(89.905, 20, 500).size() == 1);
    CHECK(index.near(-89.9, 20, 500).empty());
}

TEST_CASE("D2: what is no zone of any rule is passed over") {
    auto upside_down = square(48, 2, 10'000);
    std::swap(upside_down.south_microdeg, upside_down.north_microdeg);
    auto inside_out = square(48, 2, 10'000);
    std::swap(inside_out.west_microdeg, inside_out.east_microdeg);
    const ZoneIndex index({square(47, 1, 2'000'000), upside_down, inside_out});
    CHECK(index.empty());
    CHECK(index.near(48, 2, 1000).empty());
}
