/// The database port over SQLite: one file, one connection, one thread at a time.
#pragma once

#include <memory>
#include <string>

#include "shared/ports/database.hpp"

struct sqlite3;

namespace traction::adapters {

struct SqliteOptions {
    /// Pages kept in memory. A car is content with 256.
    int cache_kib = 2048;
    /// How long the opening waits for the process that had the file before.
    Milliseconds patience{2000};
};

/// Write-ahead log, synchronous FULL: after `commit` the transaction survives the loss of power. The file is
/// locked for this connection alone as long as it lives. Statements must be gone before it.
class SqliteDatabase final : public ports::Database {
   public:
    /// Opens or makes the file; ":memory:" is a database that ends with this object. Reads the whole file
    /// once to check it. Throws DatabaseFault, saying what to do, when the file is damaged, is open
    /// elsewhere, or cannot be reached.
    explicit SqliteDatabase(std::string file, SqliteOptions options = {});
    ~SqliteDatabase() override;

    /// The SQL must be one whole statement (a bug otherwise).
    std::unique_ptr<ports::Statement> prepare(std::string_view sql) override;
    void execute(std::string_view sql) override;
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    std::int64_t changes() const override;
    /// The copy appears under its name complete and on the disk, or not at all. Inside a transaction it is a
    /// bug: the copy would hold what was never committed.
    void copy_to(const std::string& file) override;

   private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    void claim(const SqliteOptions& options);
    void configure(const SqliteOptions& options);
    void check_integrity();
    /// The first column of the first row that a statement answers.
    std::string ask(std::string_view sql);

    std::string file_;
    std::unique_ptr<sqlite3, Close> connection_;
    std::unique_ptr<ports::Statement> begin_;
    std::unique_ptr<ports::Statement> commit_;
};

}  // namespace traction::adapters
