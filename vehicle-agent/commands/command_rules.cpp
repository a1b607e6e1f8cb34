#include "vehicle-agent/commands/command_rules.hpp"

#include "vehicle-agent/entitlements/period_rules.hpp"

namespace traction::commands {

std::optional<Ending> hindrance(const CommandOrder& order,
                                const std::optional<wire::garage::PeriodKnown>& period,
                                std::optional<Timestamp> car_time) {
    if (const auto wrong = entitlements::hindrance(order.period, period))
        return Ending{Phase::refused, wire::garage::kWrongPeriodNames[static_cast<std::size_t>(*wrong)]};
    if (!car_time) return Ending{Phase::refused, reason::no_time};
    if (*car_time >= order.deadline) return Ending{Phase::expired, reason::deadline_passed};
    return std::nullopt;
}

Ending ending_of(vehicle::Reaction reaction) {
    switch (reaction) {
        case vehicle::Reaction::obeyed:
            return {Phase::done, {}};
        case vehicle::Reaction::doors_unlocked:
            return {Phase::refused, reason::unlocked};
        case vehicle::Reaction::part_failed:
            return {Phase::refused, reason::hardware_failed};
        default:
            return {Phase::refused, vehicle::name_of(reaction)};
    }
}

}  // namespace traction::commands
