/// A lifecycle as a table that could be printed in a specification: one row for each step that can be taken.
#pragma once

#include <array>
#include <optional>

namespace traction {

template <class Phase, class Event>
struct Transition {
    Phase phase;
    Event event;
    Phase next;
};

/// The phase that follows; nothing when the table has no such row: then the event changes nothing, or is
/// refused, as the table's owner says.
template <class Phase, class Event, std::size_t N>
constexpr std::optional<Phase> next_in(const std::array<Transition<Phase, Event>, N>& lifecycle, Phase phase,
                                       Event event) {
    for (const auto& row : lifecycle) {
        if (row.phase == phase && row.event == event) return row.next;
    }
    return std::nullopt;
}

/// True when some row leads away from the phase.
template <class Phase, class Event, std::size_t N>
constexpr bool has_way_out(const std::array<Transition<Phase, Event>, N>& lifecycle, Phase phase) {
    for (const auto& row : lifecycle) {
        if (row.phase == phase) return true;
    }
    return false;
}

}  // namespace traction
