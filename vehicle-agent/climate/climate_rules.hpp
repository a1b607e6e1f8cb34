/// When programmed preconditioning runs: what each programme makes of the clock on the wall. Pure. Rule P3.
#pragma once

#include <optional>

#include "shared/wire/messages/commands.hpp"

namespace traction::climate {

using wire::commands::ClimateProgramme;

inline constexpr std::chrono::minutes kStartsBefore{30};
inline constexpr std::chrono::minutes kEndsAfter{15};

/// One run of a programme.
struct Occurrence {
    Timestamp starts{};
    Timestamp ends{};

    friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

/// The one that lies around `now`, or nothing. A time of day that the local clocks jump over is the instant
/// of the jump, one that they show twice is the first.
std::optional<Occurrence> occurrence_at(const ClimateProgramme& programme, Timestamp now);

/// When the next one starts, later than `now`.
Timestamp next_start(const ClimateProgramme& programme, Timestamp now);

}  // namespace traction::climate
