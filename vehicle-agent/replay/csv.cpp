#include "vehicle-agent/replay/csv.hpp"

#include <algorithm>
#include <utility>

namespace traction::vehicle {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

/// Reads a quoted field whose opening quote is at `at`; leaves `at` behind its closing quote. False when
/// there is none.
bool unquote(std::string_view line, std::size_t& at, std::string& field) {
    for (++at; at < line.size(); ++at) {
        if (line[at] != '"') {
            field += line[at];
        } else if (at + 1 < line.size() && line[at + 1] == '"') {
            field += line[at++];
        } else {
            ++at;
            return true;
        }
    }
    return false;
}

}  // namespace

LineKind LineReader::next(std::string& line) {
    line.clear();
    std::streambuf& bytes = *input_.rdbuf();
    using Traits = std::streambuf::traits_type;
    std::size_t length = 0;
    int byte = bytes.sbumpc();
    if (byte == Traits::eof()) return LineKind::end;
    for (; byte != Traits::eof() && byte != '\n'; byte = bytes.sbumpc()) {
        if (++length <= kLongestLine) line += Traits::to_char_type(byte);
    }
    if (std::exchange(first_, false) && line.starts_with(kByteOrderMark))
        line.erase(0, kByteOrderMark.size());
    if (length > kLongestLine) return LineKind::too_long;
    if (line.ends_with('\r')) line.pop_back();
    return LineKind::good;
}

bool split(std::string_view line, std::vector<std::string>& fields) {
    fields.clear();
    if (std::any_of(line.begin(), line.end(), is_control)) return false;
    fields.emplace_back();
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == ',') {
            fields.emplace_back();
            ++at;
        } else if (line[at] == '"' && fields.back().empty()) {
            if (!unquote(line, at, fields.back())) return false;
        } else {
            fields.back() += line[at++];
        }
    }
    return true;
}

}  // namespace traction::vehicle
