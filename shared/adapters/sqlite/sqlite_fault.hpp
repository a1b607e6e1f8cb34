/// How SQLite's errors become faults that say which file, what was being done, and what to do.
#pragma once

#include <string>
#include <string_view>

struct sqlite3;

namespace traction::adapters {

/// Throws DatabaseFault with SQLite's message for `connection`, the file, the first words of `doing`, and
/// advice where there is any.
[[noreturn]] void throw_database_fault(sqlite3* connection, const std::string& file, std::string_view doing);

/// For a file whose content is not what SQLite wrote; `finding` says what is wrong.
[[noreturn]] void throw_damaged(const std::string& file, std::string_view finding);

}  // namespace traction::adapters
