/// What the cloud makes of a car that people made private. Pure: no bus, clock or database. Rule D3.
#pragma once

#include <span>
#include <vector>

#include "cloud/state/state_rules.hpp"
#include "shared/wire/privacy.hpp"

namespace traction::state {

using wire::PrivacyChange;

/// All changes that are known of one car, in order of time.
using PrivacyHistory = std::vector<PrivacyChange>;

/// Enters a change. False when it was known.
bool enter(PrivacyHistory& history, const PrivacyChange& change);

/// The sample without what was private when it was measured: nobody keeps that.
wire::Sample without_private(const wire::Sample& sample, const PrivacyHistory& history);

/// The signals, measured then, that a private time has hidden since: the twin never shows them again, so that
/// the place where the car became private is not where it seems to stand afterwards.
std::uint64_t hidden_since(const PrivacyHistory& history, Timestamp measured_at);

/// Takes from the twin what is hidden. Gives the aspects that changed.
wire::AspectSet hide(wire::Twin& twin, const PrivacyHistory& history);

/// What the car shows of it in this period, and since when: nothing while it is not private, or where the
/// period is erased; no instant from before the period, or from before it was erased. Rules G8, A10.
std::optional<PrivacyChange> shown_in(const Period& period, const PrivacyHistory& history);

/// Up to where what is erased of a period reaches: its end, as far as that is known, or the erasure.
Timestamp erased_up_to(std::span<const Period> periods, const Period& period, Timestamp now);

/// Forgets when it was changed from `from` on and before `until`. What held at `until` holds from there on.
void forget(PrivacyHistory& history, Timestamp from, Timestamp until);

}  // namespace traction::state
