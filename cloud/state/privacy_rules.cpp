#include "cloud/state/privacy_rules.hpp"

#include <algorithm>
#include <ranges>

namespace traction::state {

using wire::hidden_signals;
using wire::Privacy;

bool enter(PrivacyHistory& history, const PrivacyChange& change) {
    const auto place = std::ranges::lower_bound(history, change.at, {}, &PrivacyChange::at);
    const bool is_new = place == history.end() || place->at != change.at;
    if (is_new) {
        history.insert(place, change);
        return true;
    }
    return std::exchange(place->privacy, change.privacy) != change.privacy;
}

wire::Sample without_private(const wire::Sample& sample, const PrivacyHistory& history) {
    auto told = sample;
    told.leave_out(hidden_signals(wire::privacy_at(history, sample.measured_at)));
    return told;
}

std::uint64_t hidden_since(const PrivacyHistory& history, Timestamp measured_at) {
    std::uint64_t hidden = 0;
    for (const auto& change : std::views::reverse(history)) {
        hidden |= hidden_signals(change.privacy);
        if (change.at <= measured_at) break;
    }
    return hidden;
}

wire::AspectSet hide(wire::Twin& twin, const PrivacyHistory& history) {
    wire::AspectSet changed = 0;
    for (const auto& row : wire::kSignals) {
        if (!twin.has(row.signal)) continue;
        const auto hidden = hidden_since(history, twin.measured_at(row.signal));
        if ((hidden >> static_cast<unsigned>(row.signal) & 1) == 0) continue;
        twin.take_away(row.signal);
        changed |= wire::bit_of(row.aspect);
    }
    return changed;
}

std::optional<PrivacyChange> shown_in(const Period& period, const PrivacyHistory& history) {
    const bool is_private = !history.empty() && history.back().privacy != Privacy::none;
    if (!is_private || period.erased) return std::nullopt;
    auto shown = history.back();
    for (const auto& earliest : {period.began, period.erased_until}) {
        if (earliest) shown.at = std::max(shown.at, *earliest);
    }
    return shown;
}

Timestamp erased_up_to(std::span<const Period> periods, const Period& period, Timestamp now) {
    auto end = period.erased ? now : period.erased_until.value_or(now);
    if (period.ended) end = std::min(end, *period.ended);
    for (const auto& later : periods) {
        if (later.number > period.number && later.began) end = std::min(end, *later.began);
    }
    return end;
}

void forget(PrivacyHistory& history, Timestamp from, Timestamp until) {
    const auto first = std::ranges::lower_bound(history, from, {}, &PrivacyChange::at);
    const auto last = std::ranges::lower_bound(history, until, {}, &PrivacyChange::at);
    if (first == last) return;
    const PrivacyChange held{.privacy = std::prev(last)->privacy, .at = until};
    const auto place = history.erase(first, last);
    const bool changed_again = place != history.end() && place->at == until;
    if (!changed_again) history.insert(place, held);
}

}  // namespace traction::state
