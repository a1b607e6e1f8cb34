#include "vehicle-agent/climate/climate_store.hpp"

namespace traction::climate {
namespace {

Kept read_kept(const ports::Statement& row) {
    const auto json = wire::parse_json(row.text(0));
    check(json.ok(), "what was written is JSON");
    auto programme = wire::read_message<ClimateProgramme>(*json, wire::UnknownFields::refused);
    check(programme.ok(), "what was written can be read");
    return {.programme = std::move(programme).value(), .begun = ports::optional_timestamp(row, 1)};
}

}  // namespace

ClimateStore::ClimateStore(ports::Database& database)
    : load_(database.prepare("SELECT ends_at FROM preconditioning")),
      save_(database.prepare("INSERT OR REPLACE INTO preconditioning (one, ends_at) VALUES (1, ?1)")),
      clear_(database.prepare("DELETE FROM preconditioning")),
      programmes_(database.prepare("SELECT programme, begun FROM climate_programme ORDER BY slot")),
      save_programme_(database.prepare(
          "INSERT OR REPLACE INTO climate_programme (slot, programme, begun) VALUES (?1, ?2, ?3)")),
      remove_programme_(database.prepare("DELETE FROM climate_programme WHERE slot = ?1")) {}

std::optional<Timestamp> ClimateStore::load_end() {
    return first_row(*load_, [](const ports::Statement& row) { return ports::timestamp(row, 0); });
}

void ClimateStore::save_end(std::optional<Timestamp> ends_at) {
    if (ends_at) {
        run(*save_, *ends_at);
    } else {
        run(*clear_);
    }
}

std::vector<Kept> ClimateStore::load_programmes() {
    std::vector<Kept> programmes;
    for_each_row(*programmes_, [&](const ports::Statement& row) { programmes.push_back(read_kept(row)); });
    return programmes;
}

void ClimateStore::save(const Kept& kept) {
    run(*save_programme_, kept.programme.slot, kept.programme.json().dump(), kept.begun);
}

void ClimateStore::remove(int slot) {
    run(*remove_programme_, slot);
}

}  // namespace traction::climate
