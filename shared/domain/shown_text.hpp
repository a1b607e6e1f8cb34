/// Texts that people type and other people read.
#pragma once

#include <string_view>

namespace traction {

/// No control characters but, in `lines`, the end of a line.
enum class Shape { line, lines };
bool is_shown_well(std::string_view text, Shape shape);

}  // namespace traction
