#include <doctest/doctest.h>

#include "cloud/contracts/charge_store.hpp"
#include "cloud/contracts/contracts_store.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"

namespace traction::contracts {

namespace {

using adapters::SqliteDatabase;

/// A database as a worker of that version left it, with a contract of each phase that it knew.
void live_before_charges(ports::Database& database, std::size_t version) {
    ports::migrate(database, migrations().first(version), "contracts");
    database.begin();
    database.execute(
        "INSERT INTO ending VALUES (1, 'VR3UHZKXZMT000001', 'theft', 'Anna', 'police 42', 'dora', 5);"
        "INSERT INTO contract (number, id, vin, product, term_months, automatic_renewal, phase, buyer, "
        "holder, "
        "period, zone, bought_at, opened_on, months, due_at, due_act, car_holds, closed_at, ending) VALUES "
        "(1, 'c1', 'VR3UHZKXZMT000001', 'mapping_pack', 12, 1, 'active', 'anna', 'ben', 2, 'Europe/Paris', "
        "1, "
        "'2026-03-14', 24, 77, 'open_window', 1, NULL, NULL), "
        "(2, 'c2', 'VR3UHZKXZMT000001', 'connect_nav', 1, 0, 'pending', 'anna', 'anna', 1, 'Europe/Paris', "
        "2, "
        "NULL, 0, 78, 'tell_pending', NULL, NULL, NULL), "
        "(3, 'c3', 'VR3UHZKXZMT000001', 'speedcam', 1, 0, 'ended', 'anna', 'anna', 1, 'Europe/Paris', 3, "
        "NULL, 0, NULL, NULL, 0, 5, 1), "
        "(7, 'c7', 'VR3UHZKXZMT000001', 'teleservices', 1, 0, 'expired', 'anna', 'anna', 1, 'Europe/Paris', "
        "3, "
        "'2026-01-31', 1, NULL, NULL, 0, 9, NULL);"
        "INSERT INTO history VALUES (1, 1, 1, 'bought', 'asked', 'owner'), (4, 7, 9, 'expired', 'over', "
        "'calendar'), (2, 1, 2, 'activated', 'confirmed', 'vehicle');");
    database.commit();
}

std::int64_t number(ports::Database& database, std::string_view sql) {
    const auto statement = database.prepare(sql);
    return *ports::first_row(*statement, [](const ports::Statement& row) { return row.integer(0); });
}

}  // namespace

TEST_CASE("migrations lead from every old version to the newest, and every contract and step comes along") {
    for (std::size_t version = 1; version < migrations().size(); ++version) {
        CAPTURE(version);
        SqliteDatabase database(":memory:");
        live_before_charges(database, version);
        ports::migrate(database, migrations(), "contracts");
        CHECK(number(database, "SELECT count(*) FROM pragma_foreign_key_check") == 0);
        CHECK(number(database, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") ==
              0);

        ContractsStore contracts(database);
        ChargeStore charges(database);
        const auto active = contracts.find(*ContractId::parse("c1"));
        REQUIRE(active);
        CHECK(active->number == 1);
        CHECK(active->contract.phase == Phase::active);
        CHECK(active->contract.holder.text() == "ben");
        CHECK(active->contract.period == 2);
        CHECK(active->contract.months == 24);
        CHECK(active->contract.due == Due{Timestamp{Milliseconds{77}}, Act::open_window});
        CHECK(!active->contract.price);
        CHECK(charges.of_contract(1).empty());
        CHECK(contracts.find(*ContractId::parse("c2"))->contract.phase == Phase::pending);
        CHECK(contracts.find(*ContractId::parse("c3"))->contract.phase == Phase::ended);
        CHECK(contracts.find(*ContractId::parse("c7"))->number == 7);
        const auto history = contracts.history(1);
        REQUIRE(history.size() == 2);
        CHECK(history[1].step == "activated");
        CHECK(contracts.of_ending(1) == std::vector{*ContractId::parse("c3")});
        CHECK(contracts.running_of(active->contract.vin).size() == 2);
    }
}

TEST_CASE("the database itself refuses what the lifecycle does not know") {
    SqliteDatabase database(":memory:");
    live_before_charges(database, 1);
    ports::migrate(database, migrations(), "contracts");
    const std::array refused{
        "UPDATE contract SET phase = 'suspended' WHERE id = 'c1'",                      // until when?
        "UPDATE contract SET unpaid_until = 1 WHERE id = 'c1'",                         // not suspended
        "UPDATE contract SET price_minor = 990 WHERE id = 'c1'",                        // of which currency?
        "UPDATE contract SET phase = 'paused' WHERE id = 'c1'",                         // no such phase
        "UPDATE contract SET ending = 1 WHERE id = 'c7'",                               // it expired
        "INSERT INTO charge VALUES (1, 0, 'anna', 1, 'waiting')",                       // terms begin at 1
        "INSERT INTO charge VALUES (9, 1, 'anna', 1, 'waiting')",                       // no such contract
        "INSERT INTO charge VALUES (1, 1, 'a', 1, 'told'), (1, 1, 'a', 1, 'waiting')",  // one for each term
    };
    for (const auto* sql : refused) {
        CAPTURE(sql);
        CHECK_THROWS_AS(database.execute(sql), ports::DatabaseFault);
    }
}

}  // namespace traction::contracts
