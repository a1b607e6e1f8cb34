/// Instants: UTC, to the millisecond. On the wire they are ISO 8601 text with a Z, so that operators can read
/// them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace traction {

/// An instant in UTC. Service time and machine time are both of this type; a name says which is meant.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
using Milliseconds = std::chrono::milliseconds;

/// "2026-11-22T22:49:44.120Z": always 24 characters, for the years 1970 to 9999 (a bug outside of them).
std::string to_text(Timestamp instant);

/// Reads what `to_text` writes; milliseconds may be missing or have 1 to 9 digits (cut to milliseconds).
/// Nothing when the text is not such an instant: another zone, a date that is not in the calendar, a year
/// outside 1970 to 9999.
std::optional<Timestamp> parse_timestamp(std::string_view text);

/// The latest and the earliest instant that the wire can carry.
inline constexpr Timestamp kEarliest{Milliseconds{0}};
inline constexpr Timestamp kLatest{Milliseconds{253402300799999}};

}  // namespace traction
