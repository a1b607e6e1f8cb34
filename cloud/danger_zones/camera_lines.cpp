#include "cloud/danger_zones/camera_lines.hpp"

#include <algorithm>

namespace traction::danger_zones {
namespace {

/// How many bytes follow the first one of a character, and the lowest character that needs so many; -1 for
/// what begins none. RFC 3629.
struct Form {
    int following;
    unsigned lowest;
};
constexpr Form form_of(unsigned char first) {
    if (first < 0x80) return {0, 0};
    if ((first & 0xe0) == 0xc0) return {1, 0x80};
    if ((first & 0xf0) == 0xe0) return {2, 0x800};
    if ((first & 0xf8) == 0xf0) return {3, 0x10000};
    return {-1, 0};
}

/// The length of the character that `text` begins with, 0 when it begins with none.
std::size_t character_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const auto form = form_of(first);
    if (form.following < 0 || text.size() <= static_cast<std::size_t>(form.following)) return 0;
    auto character = form.following == 0 ? unsigned{first} : first & (0x3fU >> form.following);
    for (int i = 1; i <= form.following; ++i) {
        const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
        if ((byte & 0xc0) != 0x80) return 0;
        character = character << 6 | (byte & 0x3fU);
    }
    const bool surrogate = character >= 0xd800 && character <= 0xdfff;
    const bool control = (character < 0x20 && character != '\t') || (character >= 0x7f && character < 0xa0);
    if (character < form.lowest || character > 0x10ffff || surrogate || control) return 0;
    return static_cast<std::size_t>(form.following) + 1;
}

}  // namespace

LineKind next_line(std::istream& input, std::string& line) {
    line.clear();
    char c = 0;
    while (input.get(c) && c != '\n') {
        if (line.size() == kLongestLine) return LineKind::too_long;
        line.push_back(c);
    }
    if (!input && line.empty()) return LineKind::end;
    if (line.ends_with('\r')) line.pop_back();
    return LineKind::good;
}

bool is_text(std::string_view line) {
    while (!line.empty()) {
        const auto length = character_length(line);
        if (length == 0) return false;
        line.remove_prefix(length);
    }
    return true;
}

std::optional<std::vector<std::string>> fields_of(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        const bool doubled = quoted && c == '"' && at + 1 < line.size() && line[at + 1] == '"';
        if (doubled) {
            fields.back().push_back('"');
            ++at;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back().push_back(c);
        }
    }
    if (quoted) return std::nullopt;
    return fields;
}

}  // namespace traction::danger_zones
