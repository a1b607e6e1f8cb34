#include "cloud/zones/account_zones.hpp"

#include <doctest/doctest.h>

#include "shared/adapters/sqlite/sqlite_database.hpp"

namespace traction::zones {

TEST_CASE("A4: an account lives in the standard zone until it chooses another; erased, it is unknown again") {
    adapters::SqliteDatabase database(":memory:");
    ports::migrate(database, migrations(), "zones");
    AccountZones zones(database);
    const auto anna = *AccountId::parse("anna");
    const auto ben = *AccountId::parse("ben");
    CHECK(zones.of(anna).name() == Zone::standard().name());
    zones.choose(anna, *Zone::parse("Indian/Reunion"));
    zones.choose(anna, *Zone::parse("Atlantic/Azores"));
    CHECK(zones.of(anna).name() == "Atlantic/Azores");
    CHECK(zones.of(ben).name() == Zone::standard().name());
    zones.forget(anna);
    CHECK(zones.of(anna).name() == Zone::standard().name());
}

}  // namespace traction::zones
