#include "tests/shared/csv.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace traction::tests {
namespace {

std::filesystem::path shared_data() {
    const char* named = std::getenv("TRACTION_SHARED_DATA");
    return named != nullptr ? named : TRACTION_SOURCE_DIR "/../shared/data";
}

std::vector<std::string> fields(const std::string& line) {
    std::vector<std::string> found(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            found.emplace_back();
        } else if (c != '\r') {
            found.back() += c;
        }
    }
    return found;
}

}  // namespace

std::vector<CsvRow> shared_csv(std::string_view name) {
    std::vector<CsvRow> rows;
    std::ifstream file(shared_data() / name);
    if (!file) std::cout << "skipped: there is no " << (shared_data() / name).string() << "\n";
    std::string line;
    std::getline(file, line);
    const auto columns = fields(line);
    while (std::getline(file, line)) {
        const auto values = fields(line);
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = i < values.size() ? values[i] : "";
    }
    return rows;
}

std::string shared_file(std::string_view name) {
    std::ifstream file(shared_data() / name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace traction::tests
