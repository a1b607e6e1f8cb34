/// How the sandbox clock moves. Pure: no bus, clock or database. Design 3.
#pragma once

#include <optional>

#include "shared/domain/result.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/wire/messages/clock.hpp"

namespace traction::clock {

inline constexpr std::chrono::days kLongestStep{1};
/// A longer silence of the clock counts as no more than this: time stands while nobody runs it.
inline constexpr std::chrono::seconds kLongestPause{10};

struct ClockState {
    Timestamp now{};    ///< service time at `as_of`
    Timestamp as_of{};  ///< machine time
    double rate = 0;    ///< while it does not advance
    std::uint64_t step = 0;
    std::optional<Timestamp> target;  ///< while it advances: then time moves by steps only
    friend bool operator==(const ClockState&, const ClockState&) = default;
};

/// Service time at a machine time. Never below `state.now`.
Timestamp now_at(const ClockState& state, Timestamp machine_now);
/// The same clock, counted from `machine_now` on.
ClockState rebased(ClockState state, Timestamp machine_now);
wire::clock::Tick tick_of(const ClockState& state);

/// Begins an advance; one under way gets the later target. The first step keeps `now`, so that everyone says
/// what is due next. Refuses an instant before now, or before the target under way, with
/// `clock_never_goes_back`.
Result<ClockState> advance(const ClockState& state, Timestamp to, Timestamp machine_now);
/// During an advance it becomes the rate after it.
ClockState with_rate(const ClockState& state, double rate, Timestamp machine_now);
/// After everyone has settled: at the target the advance is over; else the next step goes to the earliest of
/// the target, what is due next, and a day on.
ClockState next_step(const ClockState& state, std::optional<Timestamp> next_due, Timestamp machine_now);

}  // namespace traction::clock
