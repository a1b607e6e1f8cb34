#include "vehicle-agent/entitlements/period_rules.hpp"

namespace traction::entitlements {

std::optional<WrongPeriod> hindrance(OwnershipPeriod ordered, const std::optional<PeriodKnown>& known) {
    if (!known || ordered > known->period) return WrongPeriod::period_unknown;
    if (ordered < known->period || !known->owned) return WrongPeriod::period_ended;
    return std::nullopt;
}

std::optional<WrongPeriod> hindrance(const wire::contracts::EntitlementOrder& order,
                                     const std::optional<PeriodKnown>& known,
                                     const std::optional<OwnershipPeriod>& held) {
    if (order.granted) return hindrance(order.period, known);
    if (held && order.period < *held) return WrongPeriod::period_ended;
    return std::nullopt;
}

bool owner_is_gone(const std::optional<PeriodKnown>& before, const std::optional<PeriodKnown>& now) {
    return before && before->owned && (!now || !now->owned || now->period != before->period);
}

}  // namespace traction::entitlements
