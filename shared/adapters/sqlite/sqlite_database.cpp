#include "shared/adapters/sqlite/sqlite_database.hpp"

#include <filesystem>

#include <sqlite3.h>

#include "shared/adapters/sqlite/sqlite_copy.hpp"
#include "shared/adapters/sqlite/sqlite_fault.hpp"
#include "shared/adapters/sqlite/sqlite_statement.hpp"

namespace traction::adapters {
namespace {

/// SQLite counts the bytes it allocates under a lock that all workers of a process would share.
void stop_counting_memory() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(done);
}

}  // namespace

void SqliteDatabase::Close::operator()(sqlite3* connection) const {
    sqlite3_close_v2(connection);
}

SqliteDatabase::SqliteDatabase(std::string file, SqliteOptions options) : file_(std::move(file)) {
    stop_counting_memory();
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        file_.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    connection_.reset(opened);
    if (code != SQLITE_OK) throw_database_fault(opened, file_, "open");
    claim(options);
    configure(options);
    check_integrity();
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
}

SqliteDatabase::~SqliteDatabase() = default;

void SqliteDatabase::claim(const SqliteOptions& options) {
    sqlite3_busy_timeout(connection_.get(), static_cast<int>(options.patience.count()));
    // Before the first reading: then SQLite takes the lock at once, and keeps the log's index in memory
    // instead of a -shm file.
    execute("PRAGMA locking_mode = EXCLUSIVE");
    const std::string mode = ask("PRAGMA journal_mode = WAL");
    if (mode != "wal" && mode != "memory") {
        throw ports::DatabaseFault("database " + file_ +
                                   ": its file system allows no write-ahead log. Choose a local disk");
    }
}

void SqliteDatabase::configure(const SqliteOptions& options) {
    execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
    execute("PRAGMA cache_size = -" + std::to_string(options.cache_kib));
}

void SqliteDatabase::check_integrity() {
    const std::string finding = ask("PRAGMA quick_check(1)");
    if (finding != "ok") throw_damaged(file_, finding);
}

std::string SqliteDatabase::ask(std::string_view sql) {
    const auto statement = prepare(sql);
    return statement->step() ? std::string(statement->text(0)) : std::string();
}

std::unique_ptr<ports::Statement> SqliteDatabase::prepare(std::string_view sql) {
    return std::make_unique<SqliteStatement>(connection_.get(), file_, sql);
}

void SqliteDatabase::execute(std::string_view sql) {
    const std::string terminated(sql);
    if (sqlite3_exec(connection_.get(), terminated.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw_database_fault(connection_.get(), file_, sql);
    }
}

void SqliteDatabase::begin() {
    ports::run(*begin_);
}

void SqliteDatabase::commit() {
    ports::run(*commit_);
}

void SqliteDatabase::rollback() noexcept {
    // After some faults SQLite has rolled back by itself.
    if (sqlite3_get_autocommit(connection_.get()) != 0) return;
    sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t SqliteDatabase::changes() const {
    return sqlite3_changes64(connection_.get());
}

void SqliteDatabase::copy_to(const std::string& file) {
    check(sqlite3_get_autocommit(connection_.get()) != 0, "a database was copied inside a transaction");
    std::error_code missing;
    if (std::filesystem::equivalent(file_, file, missing)) {
        throw ports::DatabaseFault("back-up " + file +
                                   ": that is the database itself. Choose another folder");
    }
    copy_database(connection_.get(), file);
}

}  // namespace traction::adapters
