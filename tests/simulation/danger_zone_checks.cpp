/// Who may be warned of danger zones is, once per pass, and holds what lies around him; who may not gets and
/// keeps nothing. Rules D1 to D3.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "cloud/danger_zones/danger_zones_rules.hpp"
#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"
#include "vehicle-agent/danger_zones/surroundings_store.hpp"

namespace traction::simulation {

using danger_zones::kAwayM;
using ports::Statement;
using ports::text;

namespace {

/// A camera every 8 km around the town in which the cars live, so that no two zones touch.
const std::string& camera_file() {
    static const auto file = [] {
        std::string lines = "id,latitude,longitude,route,vitesse_vehicules_legers_kmh\n";
        constexpr std::array<const char*, 3> kRoads{"A84,110", "RD137,80", ",50"};
        for (int row = 0; row < 40; ++row) {
            for (int column = 0; column < 40; ++column)
                lines +=
                    fmt::format("c{}-{},{:.5f},{:.5f},{}\n", row, column, 46.7 + row * 0.0719,
                                -3.8 + column * 0.1077, kRoads[static_cast<std::size_t>(row + column) % 3]);
        }
        return lines;
    }();
    return file;
}

const std::vector<DangerZone>& all_zones() {
    static const auto zones = [] {
        std::istringstream file(camera_file());
        return danger_zones::zones_of(danger_zones::read_cameras(file).value());
    }();
    return zones;
}

DangerZone nearest_zone(vehicle::Place place) {
    const danger_zones::Fix fix{
        .at = {}, .latitude_deg = place.latitude_deg, .longitude_deg = place.longitude_deg};
    const auto& zones = all_zones();
    return *std::min_element(zones.begin(), zones.end(), [&](const auto& one, const auto& other) {
        return distance_m(fix, one) < distance_m(fix, other);
    });
}

constexpr const char* kMayBeWarned =
    "SELECT 1 FROM entitlement, ownership WHERE product = 'speedcam' AND granted AND owned";

bool may_be_warned(Node& car) {
    bool may = false;
    each_row(car, kMayBeWarned, [&](const Statement&) { may = true; });
    return may;
}

/// What the cloud would give to a car in this tile.
std::vector<DangerZone> zones_around(const Tile& tile) {
    std::vector<DangerZone> around;
    for (const auto& zone : all_zones()) {
        const auto of_zone = danger_zones::tile_of(zone);
        if (std::abs(of_zone.row - tile.row) <= 1 && std::abs(of_zone.column - tile.column) <= 1)
            around.push_back(zone);
    }
    return around;
}

}  // namespace

std::unique_ptr<std::istream> World::open_cameras() {
    return std::make_unique<std::istringstream>(camera_file());
}

/// Who has been away from a zone has driven from it and back; a crash before the commit may repeat a warning.
void World::on_warned(const Vin& vin, const Warning& warning) {
    ++warnings_;
    auto& node = *find(vin.text());
    if (!may_be_warned(node))
        watcher_.complain("D3: " + vin.text() + " is warned, and not entitled to be", now_);
    const auto zone = nearest_zone(warning.place);
    const Warned now_warned{warning, node.boots()};
    const auto [last, is_first] = warned_.emplace(std::pair{vin.text(), zone}, now_warned);
    if (is_first) return;
    const double driven_m = warning.odometer_m - last->second.warning.odometer_m;
    if (driven_m < kAwayM && last->second.boot == node.boots())
        watcher_.complain(
            fmt::format("D2: {} is warned of a zone again after {:.0f} m", vin.text(), driven_m), now_);
    last->second = now_warned;
}

void World::check_danger_zones() {
    for (const auto& car : cars_) {
        std::int64_t rows = 0;
        each_row(*car.node,
                 "SELECT (SELECT count(*) FROM surroundings) + (SELECT count(*) FROM danger_zone_pass)",
                 [&](const Statement& row) { rows = row.integer(0); });
        if (!may_be_warned(*car.node)) {
            if (rows > 0)
                watcher_.complain("D3: " + car.vin.text() + " keeps zones without entitlement", now_);
            continue;
        }
        const auto place = car.life->place();
        const auto tile = tile_at(place.latitude_deg, place.longitude_deg);
        const auto held = danger_zones::SurroundingsStore(car.node->database()).held();
        if (!held || held->order.tile != tile || held->order.zones != zones_around(tile))
            watcher_.complain("D1: " + car.vin.text() + " does not hold what lies around it", now_);
    }
    std::set<std::string> running, served;
    each_row(*find("contracts"), "SELECT id FROM contract WHERE product = 'speedcam' AND phase = 'active'",
             [&](const Statement& row) { running.insert(text(row, 0)); });
    each_row(*find("danger_zones"), "SELECT contract FROM service_contract WHERE warns AND running",
             [&](const Statement& row) { served.insert(text(row, 0)); });
    if (running != served)
        watcher_.complain("D3: danger zones are not given for just the contracts that run", now_);
}

}  // namespace traction::simulation
