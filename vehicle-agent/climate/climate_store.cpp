#include "vehicle-agent/climate/climate_store.hpp"

namespace traction::climate {

ClimateStore::ClimateStore(ports::Database& database)
    : load_(database.prepare("SELECT ends_at FROM preconditioning")),
      save_(database.prepare("INSERT OR REPLACE INTO preconditioning (one, ends_at) VALUES (1, ?1)")),
      clear_(database.prepare("DELETE FROM preconditioning")) {}

std::optional<Timestamp> ClimateStore::load() {
    return first_row(*load_, [](const ports::Statement& row) { return ports::timestamp(row, 0); });
}

void ClimateStore::save(std::optional<Timestamp> ends_at) {
    if (ends_at) {
        run(*save_, *ends_at);
    } else {
        run(*clear_);
    }
}

}  // namespace traction::climate
