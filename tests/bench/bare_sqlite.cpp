#include "tests/bench/bare_sqlite.hpp"

#include <stdexcept>

#include <fmt/format.h>
#include <sqlite3.h>

#include "shared/adapters/sqlite/sqlite_database.hpp"

namespace traction::bench {

BareSqlite::BareSqlite(const std::string& file) {
    require(sqlite3_open(file.c_str(), &database_), SQLITE_OK);
    execute(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA "
        "foreign_keys = ON; PRAGMA temp_store = MEMORY");
    execute(fmt::format("PRAGMA cache_size = -{}", adapters::SqliteOptions{}.cache_kib));
}

BareSqlite::~BareSqlite() {
    while (auto* statement = sqlite3_next_stmt(database_, nullptr)) sqlite3_finalize(statement);
    sqlite3_close(database_);
}

void BareSqlite::execute(const std::string& sql) {
    require(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
}

sqlite3_stmt* BareSqlite::prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    require(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    return statement;
}

void BareSqlite::run(sqlite3_stmt* statement) {
    require(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_reset(statement);
}

void BareSqlite::require(int code, int expected) {
    if (code != expected) throw std::runtime_error(sqlite3_errmsg(database_));
}

}  // namespace traction::bench
