/// The data that lies beside the project, read as tables.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace traction::tests {

using CsvRow = std::map<std::string, std::string>;

/// The rows of ../shared/data/`name` (or of the folder in TRACTION_SHARED_DATA), by column name. Quoted
/// fields may hold commas. Says so and answers no rows when the data is not there: it is not part of the
/// project.
std::vector<CsvRow> shared_csv(std::string_view name);
/// The whole of such a file; empty when it is not there.
std::string shared_file(std::string_view name);

}  // namespace traction::tests
