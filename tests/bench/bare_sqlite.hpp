/// SQLite as anybody would use it by hand, with the settings of SqliteDatabase: what stores are measured
/// against.
#pragma once

#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace traction::bench {

class BareSqlite {
   public:
    explicit BareSqlite(const std::string& file);
    ~BareSqlite();
    BareSqlite(const BareSqlite&) = delete;
    BareSqlite& operator=(const BareSqlite&) = delete;

    void execute(const std::string& sql);
    /// Lives as long as this object.
    sqlite3_stmt* prepare(const std::string& sql);
    /// Runs a bound statement that answers no rows. Throws std::runtime_error when it fails.
    void run(sqlite3_stmt* statement);

   private:
    void require(int code, int expected);
    sqlite3* database_ = nullptr;
};

}  // namespace traction::bench
