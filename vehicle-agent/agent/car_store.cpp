#include "vehicle-agent/agent/car_store.hpp"

namespace traction::agent {

CarStore::CarStore(ports::Database& database)
    : load_(database.prepare("SELECT born, lived_until, soc_percent, odometer_m FROM car")),
      save_(database.prepare("INSERT OR REPLACE INTO car (one, born, lived_until, soc_percent, odometer_m) "
                             "VALUES (1, ?1, ?2, ?3, ?4)")) {}

std::optional<LifeSoFar> CarStore::load() {
    return first_row(*load_, [](const ports::Statement& row) {
        return LifeSoFar{.born = ports::timestamp(row, 0),
                         .lived_until = ports::timestamp(row, 1),
                         .soc_percent = row.real(2),
                         .odometer_m = row.real(3)};
    });
}

void CarStore::save(const LifeSoFar& life) {
    run(*save_, life.born, life.lived_until, life.soc_percent, life.odometer_m);
}

}  // namespace traction::agent
