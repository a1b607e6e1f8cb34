/// Whose orders the car obeys: the one judgement for commands, programmes and entitlements. Design 7, rule
/// G8.
#pragma once

#include <optional>

#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::entitlements {

using wire::garage::PeriodKnown;
using wire::garage::WrongPeriod;

/// Why an order of this period is not obeyed by a car that knows `known`, or nothing.
std::optional<WrongPeriod> hindrance(OwnershipPeriod ordered, const std::optional<PeriodKnown>& known);

/// The same for an entitlement, of which the car was told under `held` before, or never. What is granted is
/// an order like any other. What is withdrawn gives nobody anything, and often comes after its owner is gone
/// (rules C5, C7): it is refused only where the car holds the entitlement for a later owner.
std::optional<WrongPeriod> hindrance(const wire::contracts::EntitlementOrder& order,
                                     const std::optional<PeriodKnown>& known,
                                     const std::optional<OwnershipPeriod>& held);

/// Whether the owner whom the car obeyed before has it no more.
bool owner_is_gone(const std::optional<PeriodKnown>& before, const std::optional<PeriodKnown>& now);

}  // namespace traction::entitlements
