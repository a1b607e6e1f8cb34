/// What is left of somebody in a database, wherever it may lie.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/ports/database.hpp"

namespace traction::test {

/// In which columns ("table.column") the text stands, alone or within more, and how often.
inline std::map<std::string, std::int64_t> traces_of(ports::Database& database, const std::string& text) {
    std::vector<std::pair<std::string, std::string>> columns;
    ports::for_each_row(
        *database.prepare("SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c "
                          "WHERE m.type = 'table'"),
        [&](const auto& row) { columns.emplace_back(ports::text(row, 0), ports::text(row, 1)); });
    std::map<std::string, std::int64_t> traces;
    for (const auto& [table, column] : columns) {
        const auto found = ports::first_row(
            *database.prepare("SELECT count(*) FROM \"" + table + "\" WHERE instr(CAST(\"" + column +
                              "\" AS BLOB), CAST(?1 AS BLOB)) > 0"),
            [](const auto& row) { return row.integer(0); }, text);
        if (found.value_or(0) > 0) traces[table + "." + column] = *found;
    }
    return traces;
}

}  // namespace traction::test
