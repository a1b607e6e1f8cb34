#include "shared/ports/migrations.hpp"

#include <array>

#include <doctest/doctest.h>

#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "tests/shared/failing_database.hpp"
#include "tests/shared/temporary_folder.hpp"

namespace traction::tests {

/// Embedded from tests/shared/adapters/migrations.
std::span<const ports::Migration> embedded_migrations();

namespace {

using adapters::SqliteDatabase;
using ports::DatabaseFault;
using ports::migrate;
using ports::Migration;

constexpr std::array kSteps{
    Migration{1, "1_up-begin",
              "CREATE TABLE car (vin TEXT PRIMARY KEY) STRICT; INSERT INTO car VALUES ('first')"},
    Migration{2, "2_up-colour", "ALTER TABLE car ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'"},
    Migration{3, "3_up-doors", "ALTER TABLE car ADD COLUMN doors INTEGER NOT NULL DEFAULT 5"},
};
constexpr std::span<const Migration> kAll{kSteps};

std::int64_t number(ports::Database& database, std::string_view sql) {
    const auto statement = database.prepare(sql);
    return first_row(*statement, [](const ports::Statement& row) { return row.integer(0); }).value();
}

void check_newest(ports::Database& database) {
    CHECK(number(database, "SELECT count(*) FROM car WHERE colour = 'grey' AND doors = 5") == 1);
    CHECK(number(database, "SELECT count(*) FROM migration WHERE set_name = 'cars'") == 3);
}

std::string fault_of(auto&& act) {
    try {
        act();
    } catch (const DatabaseFault& fault) {
        return fault.what();
    }
    return "no fault";
}

TEST_CASE("migrations lead from every old version to the newest, and then do nothing") {
    for (std::size_t old = 0; old <= kAll.size(); ++old) {
        CAPTURE(old);
        SqliteDatabase database(":memory:");
        migrate(database, kAll.first(old), "cars");
        migrate(database, kAll, "cars");
        check_newest(database);
        migrate(database, kAll, "cars");
        check_newest(database);
    }
}

TEST_CASE("several sets live in one file without knowing of each other") {
    constexpr std::array kOther{Migration{1, "1_up-other", "CREATE TABLE other (id INTEGER)"}};
    SqliteDatabase database(":memory:");
    migrate(database, kOther, "runtime");
    migrate(database, kAll, "cars");
    migrate(database, kOther, "runtime");
    check_newest(database);
}

TEST_CASE("a file of a newer program is refused and not touched") {
    SqliteDatabase database(":memory:");
    migrate(database, kAll, "cars");
    const auto fault = fault_of([&] { migrate(database, kAll.first(2), "cars"); });
    CHECK(fault.find("migration 3 of cars") != std::string::npos);
    CHECK(fault.find("newer program") != std::string::npos);
    check_newest(database);
}

TEST_CASE("an applied migration whose text has changed is refused by name") {
    SqliteDatabase database(":memory:");
    migrate(database, kAll.first(2), "cars");
    auto edited = kSteps;
    edited[1].sql = "ALTER TABLE car ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'";
    const auto fault = fault_of([&] { migrate(database, edited, "cars"); });
    CHECK(fault.find("2_up-colour of cars") != std::string::npos);
    CHECK(number(database, "SELECT count(*) FROM migration") == 2);
}

TEST_CASE("a migration that fails half-way leaves nothing of itself, and what came before stays") {
    auto broken = kSteps;
    broken[2].sql = "CREATE TABLE half (id INTEGER); ALTER TABLE nowhere ADD COLUMN x";
    SqliteDatabase database(":memory:");
    const auto fault = fault_of([&] { migrate(database, broken, "cars"); });
    CHECK(fault.find("3_up-doors of cars") != std::string::npos);
    CHECK(number(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0);
    CHECK(number(database, "SELECT count(*) FROM migration") == 2);
    migrate(database, kAll, "cars");
    check_newest(database);
}

TEST_CASE("whichever call fails, once or for good, the next start completes the migrations") {
    for (const bool stays_broken : {false, true}) {
        bool failed = true;
        for (int nth = 1; failed; ++nth) {
            CAPTURE(nth);
            CAPTURE(stays_broken);
            const TemporaryFolder folder;
            {
                SqliteDatabase real(folder.file("a.db"));
                FailurePlan plan{.fails_at = nth, .stays_broken = stays_broken};
                FailingDatabase database(real, plan);
                failed = fault_of([&] { migrate(database, kAll, "cars"); }) != "no fault";
            }
            SqliteDatabase database(folder.file("a.db"));
            migrate(database, kAll, "cars");
            check_newest(database);
        }
    }
}

TEST_CASE("the build embeds a folder's SQL files in the order of their numbers, byte for byte") {
    const auto embedded = embedded_migrations();
    REQUIRE(embedded.size() == 11);
    CHECK(embedded[0].number == 1);
    CHECK(embedded[0].name == "1_up-odd-text");
    CHECK(embedded[10].name == "11_up-step");
    SqliteDatabase database(":memory:");
    migrate(database, embedded, "embedded");
    CHECK(number(database, "SELECT text = 'semi;colon [x] \\n ${y} \"q\" é' FROM odd") == 1);
}

}  // namespace
}  // namespace traction::tests
