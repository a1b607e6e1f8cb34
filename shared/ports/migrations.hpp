/// The shape of a database, as numbered steps that are applied once each. Several sets live in one file: the
/// runtime's own tables and the worker's.
#pragma once

#include <span>
#include <string_view>

#include "shared/ports/database.hpp"

namespace traction::ports {

/// One `migrations/N_up-*.sql` file, embedded by `traction_migrations`
/// (shared/adapters/sqlite/migrations.cmake).
struct Migration {
    int number;             ///< 1, 2, 3 … within its set
    std::string_view name;  ///< the file's name without ".sql"
    std::string_view sql;
};

/// Applies what the file does not have yet, in order, each in a transaction of its own, and remembers it with
/// a checksum of its text. Nothing happens when all are applied. Throws DatabaseFault, and leaves the file at
/// the last good migration, when one fails, when the file was written by a newer program, and when the text
/// of an applied migration has changed.
void migrate(Database& database, std::span<const Migration> migrations, std::string_view set_name);

}  // namespace traction::ports
