#include "shared/adapters/tokens/secret_files.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "shared/domain/result.hpp"

namespace traction::adapters {
namespace {

std::ifstream open(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw Fault(fmt::format("{} cannot be read (scripts/certs makes it)", file.string()));
    return stream;
}

std::string not_empty(std::string text, const std::filesystem::path& file) {
    if (text.empty()) throw Fault(fmt::format("{} is empty", file.string()));
    return text;
}

}  // namespace

std::string read_key(const std::filesystem::path& file) {
    auto stream = open(file);
    return not_empty({std::istreambuf_iterator<char>(stream), {}}, file);
}

Secret secret_in(const std::filesystem::path& file) {
    auto stream = open(file);
    std::string line;
    std::getline(stream, line);
    return Secret(not_empty(std::move(line), file));
}

}  // namespace traction::adapters
