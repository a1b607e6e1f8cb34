#include "shared/wire/messages/danger_zones.hpp"

#include <cmath>

namespace traction::wire::danger_zones {
namespace {

constexpr std::size_t kLongestVersion = 64;

OwnershipPeriod read_period(Reader& reader) {
    return static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000));
}

int read_half_degrees(Reader& reader, const char* field, double lowest, double highest) {
    const double half_degrees = reader.number(field, lowest, highest) * kTilesPerDeg;
    if (half_degrees != std::floor(half_degrees)) reader.fail(field, "must be a multiple of 0.5");
    return static_cast<int>(half_degrees);
}

double degrees(int microdegrees) {
    return static_cast<double>(microdegrees) / kMicrodegPerDeg;
}

}  // namespace

Tile read_tile(Reader& reader) {
    auto edges = reader.object("tile");
    const Tile tile{.row = read_half_degrees(edges, "south_deg", -90, 89.5),
                    .column = read_half_degrees(edges, "west_deg", -180, 179.5)};
    edges.finish();
    return tile;
}

Json json_of(const Tile& tile) {
    return {{"south_deg", static_cast<double>(tile.row) / kTilesPerDeg},
            {"west_deg", static_cast<double>(tile.column) / kTilesPerDeg}};
}

Zone Zone::read(Reader& reader) {
    DangerZone zone{.south_microdeg = microdeg(reader.number("south_deg", -90, 90)),
                    .west_microdeg = microdeg(reader.number("west_deg", -180, 180)),
                    .north_microdeg = microdeg(reader.number("north_deg", -90, 90)),
                    .east_microdeg = microdeg(reader.number("east_deg", -180, 180)),
                    .heading_deg = std::nullopt};
    if (reader.has("heading_deg")) zone.heading_deg = static_cast<int>(reader.integer("heading_deg", 0, 359));
    return {zone};
}

Json Zone::json() const {
    Json json{{"south_deg", degrees(zone.south_microdeg)},
              {"west_deg", degrees(zone.west_microdeg)},
              {"north_deg", degrees(zone.north_microdeg)},
              {"east_deg", degrees(zone.east_microdeg)}};
    if (zone.heading_deg) json["heading_deg"] = *zone.heading_deg;
    return json;
}

SurroundingsWanted SurroundingsWanted::read(Reader& reader) {
    return {.period = read_period(reader),
            .tile = read_tile(reader),
            .version = reader.text("version", kLongestVersion)};
}

Json SurroundingsWanted::json() const {
    return {{"kind", kKind}, {"period", period}, {"tile", json_of(tile)}, {"version", version}};
}

Surroundings Surroundings::read(Reader& reader) {
    Surroundings order{.period = read_period(reader),
                       .tile = read_tile(reader),
                       .version = reader.text("version", kLongestVersion),
                       .good_until = reader.instant("good_until"),
                       .zones = {}};
    for (const auto& entry : reader.list<Zone>("zones", kMostAround)) order.zones.push_back(entry.zone);
    return order;
}

Json Surroundings::json() const {
    auto listed = Json::array();
    for (const auto& zone : zones) listed.push_back(Zone{zone}.json());
    return {{"kind", kKind},
            {"period", period},
            {"tile", json_of(tile)},
            {"version", version},
            {"good_until", to_text(good_until)},
            {"zones", std::move(listed)}};
}

SurroundingsStillGood SurroundingsStillGood::read(Reader& reader) {
    return {.period = read_period(reader),
            .tile = read_tile(reader),
            .version = reader.text("version", kLongestVersion),
            .good_until = reader.instant("good_until")};
}

Json SurroundingsStillGood::json() const {
    return {{"kind", kKind},
            {"period", period},
            {"tile", json_of(tile)},
            {"version", version},
            {"good_until", to_text(good_until)}};
}

}  // namespace traction::wire::danger_zones
