/// Comma-separated lines as RFC 4180 has them, from files of any quality, in constant memory. Not in it: line
/// breaks within quotes, which would let one stray quote swallow the rest of the file.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace traction::danger_zones {

inline constexpr std::size_t kLongestLine = 4096;

enum class LineKind { good, too_long, end };

/// The next line without its end (LF, CRLF, or that of the file) into `line`; of one that is too long the
/// beginning.
LineKind next_line(std::istream& input, std::string& line);

/// UTF-8 without control characters other than tabs.
bool is_text(std::string_view line);

/// The fields of a line, quotes removed. Nothing when a quote does not end.
std::optional<std::vector<std::string>> fields_of(std::string_view line);

}  // namespace traction::danger_zones
