#include "shared/adapters/sqlite/sqlite_statement.hpp"

#include "shared/adapters/sqlite/sqlite_fault.hpp"

namespace traction::adapters {
namespace {

/// SQLite takes a null pointer for NULL; an empty text is not NULL.
const char* pointer_to(std::string_view value) {
    return value.data() == nullptr ? "" : value.data();
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* connection, const std::string& file, std::string_view sql)
    : file_(file) {
    sqlite3_stmt* prepared = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &prepared, &rest);
    if (code != SQLITE_OK) throw_database_fault(connection, file, sql);
    statement_.reset(prepared);
    const auto used = static_cast<std::size_t>(rest - sql.data());
    check(prepared != nullptr && is_blank(sql.substr(used)),
          "a text that is not one SQL statement was prepared");
}

void SqliteStatement::expect_bound(int code) {
    if (code == SQLITE_OK) [[likely]]
        return;
    check(code != SQLITE_RANGE, "a parameter was bound that the statement does not have");
    check(code != SQLITE_MISUSE, "a parameter was bound to a statement that was not reset");
    fail();
}

void SqliteStatement::bind_null(int parameter) {
    expect_bound(sqlite3_bind_null(statement_.get(), parameter));
}

void SqliteStatement::bind_integer(int parameter, std::int64_t value) {
    expect_bound(sqlite3_bind_int64(statement_.get(), parameter, value));
}

void SqliteStatement::bind_real(int parameter, double value) {
    expect_bound(sqlite3_bind_double(statement_.get(), parameter, value));
}

void SqliteStatement::bind_text(int parameter, std::string_view value) {
    expect_bound(sqlite3_bind_text64(statement_.get(), parameter, pointer_to(value), value.size(),
                                     SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::bind_blob(int parameter, std::string_view value) {
    expect_bound(
        sqlite3_bind_blob64(statement_.get(), parameter, pointer_to(value), value.size(), SQLITE_STATIC));
}

bool SqliteStatement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail();
}

void SqliteStatement::reset() {
    // The code repeats what `step` has thrown. Texts were bound without a copy, so none may stay behind.
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
}

bool SqliteStatement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

double SqliteStatement::real(int column) const {
    return sqlite3_column_double(statement_.get(), column);
}

std::string_view SqliteStatement::text(int column) const {
    // Asked as a blob, so that neither kind is converted; the pointer comes before the length, as SQLite
    // wants it.
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return data == nullptr ? std::string_view{} : std::string_view{data, size};
}

void SqliteStatement::fail() const {
    throw_database_fault(sqlite3_db_handle(statement_.get()), file_, sqlite3_sql(statement_.get()));
}

}  // namespace traction::adapters
