#include "cloud/danger_zones/danger_zones_rules.hpp"

#include <map>
#include <numbers>
#include <tuple>

#include "shared/runtime/digest.hpp"

namespace traction::danger_zones {
namespace {

constexpr double kOnMotorwayM = kLongestDangerZoneM;
constexpr double kInTownM = 300;
constexpr double kElsewhereM = 2000;
constexpr int kTownLimitKmh = 50;
constexpr int kQuarterDeg = 90;
constexpr double kNarrowestParallel = 0.01;  ///< of the equator: nobody drives further towards a pole

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// "A7", "a 630 - RN 230"; not "Avenue du Rhin". French routes of that letter are motorways.
bool is_motorway(std::string_view route) {
    const auto skip_blanks = [&] {
        while (!route.empty() && is_blank(route.front())) route.remove_prefix(1);
    };
    skip_blanks();
    if (route.empty() || (route.front() != 'A' && route.front() != 'a')) return false;
    route.remove_prefix(1);
    skip_blanks();
    return !route.empty() && route.front() >= '0' && route.front() <= '9';
}

bool is_named(std::string_view route) {
    return !std::all_of(route.begin(), route.end(), is_blank);
}

/// From 0 up to `size` below it.
int begin_of_field(int coordinate, int size) {
    const int field = coordinate >= 0 ? coordinate / size : -((size - 1 - coordinate) / size);
    return field * size;
}

int field_size(double length_m, double shrink) {
    return static_cast<int>(std::lround(length_m / (kMetresPerMicrodegree * shrink)));
}

DangerZone field_of(const Camera& camera, double length_m) {
    const int height = field_size(length_m, 1);
    const int south = begin_of_field(microdeg(camera.latitude_deg), height);
    const double middle_rad = (south + height / 2.0) / kMicrodegPerDeg * std::numbers::pi / 180;
    const int width = field_size(length_m, std::max(kNarrowestParallel, std::cos(middle_rad)));
    const int west = begin_of_field(microdeg(camera.longitude_deg), width);
    return {.south_microdeg = std::max(south, -90 * kMicrodegPerDeg),
            .west_microdeg = std::max(west, -180 * kMicrodegPerDeg),
            .north_microdeg = std::min(south + height, 90 * kMicrodegPerDeg),
            .east_microdeg = std::min(west + width, 180 * kMicrodegPerDeg),
            .heading_deg = std::nullopt};
}

DangerZone place_of(const Camera& camera) {
    const int latitude = microdeg(camera.latitude_deg);
    const int longitude = microdeg(camera.longitude_deg);
    return {.south_microdeg = latitude,
            .west_microdeg = longitude,
            .north_microdeg = latitude,
            .east_microdeg = longitude,
            .heading_deg = camera.bearing_deg};
}

/// The middle of a zone, without an overflow at the date line.
double middle_deg(int from_microdeg, int to_microdeg) {
    return (static_cast<double>(from_microdeg) + to_microdeg) / 2 / kMicrodegPerDeg;
}

}  // namespace

double zone_length_m(const Camera& camera) {
    if (is_motorway(camera.route)) return kOnMotorwayM;
    if (!is_named(camera.route) || camera.limit_kmh.value_or(kTownLimitKmh + 1) <= kTownLimitKmh)
        return kInTownM;
    return kElsewhereM;
}

DangerZone zone_of(const Camera& camera) {
    static const auto kFrance = Country::parse("FR").value();
    if (camera.country != kFrance) return place_of(camera);
    auto zone = field_of(camera, zone_length_m(camera));
    if (camera.bearing_deg)
        zone.heading_deg = (*camera.bearing_deg + kQuarterDeg / 2) / kQuarterDeg * kQuarterDeg % 360;
    return zone;
}

std::vector<DangerZone> zones_of(std::span<const Camera> cameras) {
    std::map<DangerZone, std::optional<int>> headings;  ///< of the zone without its heading
    for (const auto& camera : cameras) {
        auto zone = zone_of(camera);
        const auto heading = std::exchange(zone.heading_deg, std::nullopt);
        const auto [known, is_new] = headings.emplace(zone, heading);
        if (!is_new && known->second != heading) known->second.reset();
    }
    std::vector<DangerZone> zones;
    for (const auto& [zone, heading] : headings) {
        zones.push_back(zone);
        zones.back().heading_deg = heading;
    }
    return zones;
}

Tile tile_of(const DangerZone& zone) {
    return tile_at(middle_deg(zone.south_microdeg, zone.north_microdeg),
                   middle_deg(zone.west_microdeg, zone.east_microdeg));
}

bool fit_into_orders(std::span<const DangerZone> zones) {
    std::map<Tile, std::size_t> around;
    for (const auto& zone : zones) {
        const auto tile = tile_of(zone);
        for (int row = tile.row - 1; row <= tile.row + 1; ++row) {
            for (int column = tile.column - 1; column <= tile.column + 1; ++column) {
                if (++around[{row, wrapped_column(column)}] > wire::danger_zones::kMostAround) return false;
            }
        }
    }
    return true;
}

std::string version_of(std::span<const DangerZone> zones) {
    std::string text;
    for (const auto& zone : zones) text += wire::danger_zones::Zone{zone}.json().dump();
    return runtime::hexadecimal(runtime::digest(text)).substr(0, 16);
}

}  // namespace traction::danger_zones
