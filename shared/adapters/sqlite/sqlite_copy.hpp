/// Back-ups of a database in use.
#pragma once

#include <string>

struct sqlite3;

namespace traction::adapters {

/// Copies the whole database of `source` to `file` in one step, by way of `file`.part: complete and on the
/// disk, or not at all. Throws DatabaseFault.
void copy_database(sqlite3* source, const std::string& file);

}  // namespace traction::adapters
