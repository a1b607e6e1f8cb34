#include "cloud/state/state_rules.hpp"

#include <bit>
#include <ranges>

#include "shared/domain/shown_text.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::state {

std::uint64_t doubtful_signals(const wire::Sample& sample, Timestamp now) {
    return sample.measured_at > now + kToleratedAhead ? sample.present_mask() : sample.doubtful_mask();
}

wire::AspectSet follow(wire::Twin& twin, const wire::Sample& sample, std::uint64_t doubtful) {
    wire::AspectSet changed = 0;
    for (auto rest = sample.present_mask() & ~doubtful; rest != 0; rest &= rest - 1) {
        const auto& row = wire::kSignals[static_cast<std::size_t>(std::countr_zero(rest))];
        if (twin.has(row.signal) && sample.measured_at < twin.measured_at(row.signal)) continue;
        twin.set(row.signal, sample.value(row.signal), sample.measured_at);
        changed |= wire::bit_of(row.aspect);
    }
    return changed;
}

Placement place(std::span<Period> periods, Timestamp at, bool keep_unowned) {
    for (auto& period : std::views::reverse(periods)) {
        if (period.number == 0) break;
        // A period whose beginning was not heard yet reaches back as far as it may: too much erased is better
        // than too little.
        const bool contains = (!period.began || *period.began <= at) && (!period.ended || at < *period.ended);
        const bool erased = period.erased || (period.erased_until && at < *period.erased_until);
        if (contains && erased) return {Fate::erased, nullptr};
        if (contains) return {Fate::kept, &period};
    }
    const bool never_owned = periods.size() == 1;
    if (never_owned && keep_unowned) return {Fate::kept, &periods.front()};
    return {Fate::unowned, nullptr};
}

Result<Done> judge_sight(const wire::state::GrantSight& ask, Timestamp now) {
    if (!is_shown_well(ask.purpose, Shape::line))
        return Refusal(wire::refused::text_not_valid, {{"path", "/body/purpose"}});
    const auto latest = now + wire::state::kLongestSight;
    if (ask.until <= now || ask.until > latest)
        return Refusal(wire::refused::sight_end_not_valid, {{"latest", to_text(latest)}});
    return Done{};
}

wire::Twin measured_since(const wire::Twin& twin, std::optional<Timestamp> since) {
    wire::Twin since_then;
    if (!since) return since_then;
    for (const auto& row : wire::kSignals) {
        if (!twin.has(row.signal) || twin.measured_at(row.signal) < *since) continue;
        since_then.set(row.signal, twin.value(row.signal), twin.measured_at(row.signal));
    }
    return since_then;
}

}  // namespace traction::state
