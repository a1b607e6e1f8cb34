/// The collection of JSON texts that parsers stumble over, in ../shared/data/json_bad_input (or
/// TRACTION_SHARED_DATA). A name that begins with y_ must be accepted, with n_ refused, with i_ may be
/// either.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>

namespace traction::test {

/// Calls `visit(name, text)` for each file. Prints a message and does nothing when the collection is not
/// there.
inline int for_each_bad_input(const std::function<void(const std::string&, const std::string&)>& visit) {
    const char* named = std::getenv("TRACTION_SHARED_DATA");
    const std::filesystem::path data = named != nullptr ? named : TRACTION_SOURCE_DIR "/../shared/data";
    const auto folder = data / "json_bad_input" / "test_parsing";
    if (!std::filesystem::exists(folder)) {
        std::cout << "skipped: there is no " << folder << "\n";
        return 0;
    }
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        visit(entry.path().filename().string(), {std::istreambuf_iterator<char>(file), {}});
        ++count;
    }
    return count;
}

}  // namespace traction::test
