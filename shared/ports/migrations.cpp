#include "shared/ports/migrations.hpp"

#include <map>
#include <string>

namespace traction::ports {
namespace {

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS migration ("
    " set_name TEXT NOT NULL, number INTEGER NOT NULL CHECK (number > 0), checksum INTEGER NOT NULL,"
    " PRIMARY KEY (set_name, number)) STRICT, WITHOUT ROWID";

/// FNV-1a: it has to notice an edited file, not an attacker.
std::int64_t checksum(std::string_view text) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return static_cast<std::int64_t>(hash);
}

std::string label(std::string_view set_name, std::string_view what) {
    return "migration " + std::string(what) + " of " + std::string(set_name);
}

using Applied = std::map<int, std::int64_t>;

Applied read_applied(Database& database, std::string_view set_name) {
    Applied applied;
    const auto read = database.prepare("SELECT number, checksum FROM migration WHERE set_name = ?");
    for_each_row(
        *read, [&](const Statement& row) { applied[static_cast<int>(row.integer(0))] = row.integer(1); },
        set_name);
    return applied;
}

void refuse_newer_file(const Applied& applied, std::size_t known, std::string_view set_name) {
    if (applied.empty() || applied.rbegin()->first <= static_cast<int>(known)) return;
    throw DatabaseFault("the database has " + label(set_name, std::to_string(applied.rbegin()->first)) +
                        ", this program knows " + std::to_string(known) +
                        ": a newer program wrote it. Start that one, or restore a back-up of this one");
}

void refuse_changed_text(const Migration& migration, std::int64_t remembered, std::string_view set_name) {
    if (remembered == checksum(migration.sql)) return;
    throw DatabaseFault(label(set_name, migration.name) +
                        " was applied with another text. An applied migration never changes: add a new one");
}

void apply(Database& database, const Migration& migration, std::string_view set_name) {
    database.begin();
    try {
        database.execute(migration.sql);
        const auto remember =
            database.prepare("INSERT INTO migration (set_name, number, checksum) VALUES (?, ?, ?)");
        run(*remember, set_name, migration.number, checksum(migration.sql));
        database.commit();
    } catch (const DatabaseFault& fault) {
        database.rollback();
        throw DatabaseFault(label(set_name, migration.name) + ": " + fault.what());
    }
}

}  // namespace

void migrate(Database& database, std::span<const Migration> migrations, std::string_view set_name) {
    database.execute(kTable);
    const Applied applied = read_applied(database, set_name);
    refuse_newer_file(applied, migrations.size(), set_name);
    int number = 0;
    for (const Migration& migration : migrations) {
        check(migration.number == ++number, "migrations are numbered from 1 without a gap");
        const auto known = applied.find(number);
        if (known != applied.end()) {
            refuse_changed_text(migration, known->second, set_name);
        } else {
            apply(database, migration, set_name);
        }
    }
}

}  // namespace traction::ports
