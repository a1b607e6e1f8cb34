/// What a sample is worth, whose it is, and what the twin makes of it. Pure: no bus, clock or database.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "shared/domain/ids.hpp"
#include "shared/wire/messages/state.hpp"
#include "shared/wire/twin.hpp"

namespace traction::state {

/// A sample's place in the log of all samples; 0 is none.
using SampleId = std::int64_t;

/// A car's clock may be ahead of the cloud's by this much. Beyond it nothing of a sample is believed.
/// Design 3.
inline constexpr std::chrono::minutes kToleratedAhead{5};

/// The signals of `sample` that are kept but never win in the twin, one bit each.
std::uint64_t doubtful_signals(const wire::Sample& sample, Timestamp now);

/// The twin follows the order of the stream: what comes later wins, unless it was measured earlier or is in
/// `doubtful`. Gives the aspects that changed.
wire::AspectSet follow(wire::Twin& twin, const wire::Sample& sample, std::uint64_t doubtful);

/// One ownership period of a car as this worker knows it. Number 0 is the time before the first owner.
struct Period {
    OwnershipPeriod number = 0;
    std::optional<Timestamp> began;
    std::optional<Timestamp> ended;
    bool erased = false;                    ///< for ever
    std::optional<Timestamp> erased_until;  ///< what was measured before; the period goes on. Rule A10
    SampleId newest_sample = 0;
};

enum class Fate {
    kept,
    unowned,  ///< measured while nobody had the car
    erased    ///< the period it belongs to was torn down, or its data erased since
};
struct Placement {
    Fate fate;
    Period* period;  ///< only where kept
};

/// Finds the period that contains `at` (from its beginning on, up to its end). While a car never had an owner
/// `keep_unowned` decides; after that, what was measured between two owners is nobody's to keep (rule D3).
/// `periods` are in ascending order, 0 first.
Placement place(std::span<Period> periods, Timestamp at, bool keep_unowned);

/// Rule H1. Refuses with `text_not_valid`, or `sight_end_not_valid` and the `latest` end.
Result<Done> judge_sight(const wire::state::GrantSight& ask, Timestamp now);

/// What of the twin was measured from then on: nothing when that is not known. Rule G8.
wire::Twin measured_since(const wire::Twin& twin, std::optional<Timestamp> since);

}  // namespace traction::state
