#include "shared/domain/shown_text.hpp"

#include <algorithm>

namespace traction {

bool is_shown_well(std::string_view text, Shape shape) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= ' ' && byte != 0x7f) || (shape == Shape::lines && c == '\n');
    });
}

}  // namespace traction
