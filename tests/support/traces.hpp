/// What is left of somebody in a database, wherever it may lie.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/ports/database.hpp"

namespace traction::test {

/// In which columns ("table.column") the text stands, alone or within more, and how often. A number of a
/// STRICT table holds no text and is passed over; each table is walked once.
inline std::map<std::string, std::int64_t> traces_of(ports::Database& database, const std::string& text) {
    std::map<std::string, std::vector<std::string>> columns_of;
    ports::for_each_row(
        *database.prepare(
            "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c "
            "WHERE t.type = 'table' AND NOT (t.strict AND c.type IN ('INTEGER', 'REAL'))"),
        [&](const auto& row) { columns_of[ports::text(row, 0)].push_back(ports::text(row, 1)); });
    std::map<std::string, std::int64_t> traces;
    for (const auto& [table, columns] : columns_of) {
        std::string sums;
        for (const auto& column : columns)
            sums += ", ifnull(sum(instr(CAST(\"" + column + "\" AS BLOB), CAST(?1 AS BLOB)) > 0), 0)";
        const auto query = database.prepare("SELECT " + sums.substr(2) + " FROM \"" + table + "\"");
        ports::first_row(
            *query,
            [&](const auto& row) {
                for (int i = 0; i < static_cast<int>(columns.size()); ++i)
                    if (row.integer(i) > 0)
                        traces[table + "." + columns[static_cast<std::size_t>(i)]] = row.integer(i);
                return true;
            },
            text);
    }
    return traces;
}

}  // namespace traction::test
