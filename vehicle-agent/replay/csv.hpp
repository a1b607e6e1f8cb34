/// Comma-separated lines as RFC 4180 has them, read in constant memory from files of any quality. Not in it:
/// line breaks within quotes, which no log of numbers has and which would let one stray quote swallow the
/// rest of the file.
#pragma once

#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace traction::vehicle {

inline constexpr std::size_t kLongestLine = 4096;

enum class LineKind { good, too_long, end };

/// Lines end with LF, CRLF, or the file; a byte order mark before the first one is skipped.
class LineReader {
   public:
    explicit LineReader(std::istream& input) : input_(input) {}

    /// Reads the next line without its end into `line`; what is longer than `kLongestLine` is read over.
    LineKind next(std::string& line);

   private:
    std::istream& input_;
    bool first_ = true;
};

/// Splits a line at its commas, quotes removed, blanks around a field kept. False when it holds control
/// characters other than tabs, or a quote that does not end.
bool split(std::string_view line, std::vector<std::string>& fields);

}  // namespace traction::vehicle
