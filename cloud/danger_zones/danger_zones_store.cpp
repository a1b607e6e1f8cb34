#include "cloud/danger_zones/danger_zones_store.hpp"

#include <algorithm>

#include "cloud/danger_zones/danger_zones_rules.hpp"

namespace traction::danger_zones {

using ports::Statement;

namespace {

DangerZone read_zone(const Statement& row) {
    const auto whole = [&](int column) { return static_cast<int>(row.integer(column)); };
    DangerZone zone{.south_microdeg = whole(0),
                    .west_microdeg = whole(1),
                    .north_microdeg = whole(2),
                    .east_microdeg = whole(3),
                    .heading_deg = std::nullopt};
    if (!row.is_null(4)) zone.heading_deg = whole(4);
    return zone;
}

}  // namespace

DangerZonesStore::DangerZonesStore(ports::Database& database)
    : database_(database),
      zones_(database.prepare("SELECT south, west, north, east, heading FROM danger_zone ORDER BY rowid")),
      zones_of_tile_(
          database.prepare("SELECT south, west, north, east, heading FROM danger_zone WHERE tile_row = ?1 "
                           "AND tile_column = ?2 ORDER BY rowid")),
      clear_zones_(database.prepare("DELETE FROM danger_zone")),
      add_zone_(database.prepare("INSERT INTO danger_zone (south, west, north, east, heading, tile_row, "
                                 "tile_column) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")),
      note_product_(database.prepare(
          "INSERT INTO service_contract (contract, vin, warns, running) VALUES (?1, ?2, ?3, 0) ON CONFLICT "
          "(contract) DO UPDATE SET warns = excluded.warns")),
      note_running_(database.prepare(
          "INSERT INTO service_contract (contract, vin, period, warns, running) VALUES (?1, ?2, ?3, 0, ?4) "
          "ON CONFLICT (contract) DO UPDATE SET period = coalesce(excluded.period, period), running = "
          "excluded.running")),
      note_moved_(database.prepare(
          "INSERT INTO service_contract (contract, vin, period, warns, running) VALUES (?1, ?2, ?3, 0, 0) ON "
          "CONFLICT (contract) DO UPDATE SET period = coalesce(excluded.period, period)")),
      forget_(database.prepare("DELETE FROM service_contract WHERE contract = ?1")),
      serves_(database.prepare("SELECT 1 FROM service_contract WHERE vin = ?1 AND warns AND running")),
      erase_(database.prepare("DELETE FROM service_contract WHERE vin = ?1 AND period <= ?2")),
      torn_down_(database.prepare("SELECT contracts FROM teardown WHERE teardown = ?1")),
      remember_teardown_(database.prepare("INSERT INTO teardown (teardown, contracts) VALUES (?1, ?2)")) {}

std::vector<DangerZone> DangerZonesStore::zones() {
    std::vector<DangerZone> found;
    for_each_row(*zones_, [&](const Statement& row) { found.push_back(read_zone(row)); });
    return found;
}

std::vector<DangerZone> DangerZonesStore::zones_around(const Tile& tile) {
    std::vector<DangerZone> found;
    for (int row = tile.row - 1; row <= tile.row + 1; ++row) {
        for (int column = tile.column - 1; column <= tile.column + 1; ++column)
            for_each_row(
                *zones_of_tile_, [&](const Statement& each) { found.push_back(read_zone(each)); }, row,
                wrapped_column(column));
    }
    std::sort(found.begin(), found.end());
    return found;
}

void DangerZonesStore::replace_zones(std::span<const DangerZone> zones) {
    run(*clear_zones_);
    for (const auto& zone : zones) {
        const auto tile = tile_of(zone);
        run(*add_zone_, zone.south_microdeg, zone.west_microdeg, zone.north_microdeg, zone.east_microdeg,
            zone.heading_deg, tile.row, tile.column);
    }
}

void DangerZonesStore::note_product(const ContractId& contract, const Vin& vin, bool warns) {
    run(*note_product_, contract.text(), vin.text(), warns);
}

void DangerZonesStore::note_running(const wire::contracts::ContractEvent& event, bool running) {
    run(*note_running_, event.contract.text(), event.vin.text(), event.period, running);
}

void DangerZonesStore::note_moved(const wire::contracts::ContractEvent& event) {
    run(*note_moved_, event.contract.text(), event.vin.text(), event.period);
}

void DangerZonesStore::forget(const ContractId& contract) {
    run(*forget_, contract.text());
}

bool DangerZonesStore::serves(const Vin& vin) {
    ports::StatementUse use(*serves_, vin.text());
    return use.step();
}

std::int64_t DangerZonesStore::tear_down(const wire::contracts::TeardownBegan& teardown) {
    run(*erase_, teardown.vin.text(), teardown.period);
    const auto erased = database_.changes();
    const auto before = first_row(
        *torn_down_, [](const Statement& row) { return row.integer(0); }, teardown.teardown.text());
    if (!before) run(*remember_teardown_, teardown.teardown.text(), erased);
    return before.value_or(erased);
}

}  // namespace traction::danger_zones
