#include "vehicle-agent/vehicle/body.hpp"

#include <algorithm>

namespace traction::vehicle {

Reaction SimulatedDoors::lock() {
    if (jammed_) return Reaction::part_failed;
    if (driving_) return Reaction::driving;
    if (open_ > 0) return Reaction::doors_open;
    set_locked(true);
    return Reaction::obeyed;
}

Reaction SimulatedDoors::unlock() {
    if (jammed_) return Reaction::part_failed;
    if (driving_) return Reaction::driving;
    set_locked(false);
    return Reaction::obeyed;
}

void SimulatedDoors::open(int count) {
    set_locked(false);
    open_ = count;
}

void SimulatedDoors::set_locked(bool locked) {
    if (std::exchange(locked_, locked) == locked) return;
    diary_.tell(locked ? HappeningKind::locked : HappeningKind::unlocked);
    on_change_();
}

Reaction SimulatedHorn::sound() {
    if (failed_) return Reaction::part_failed;
    ++times_;
    return Reaction::obeyed;
}

Reaction SimulatedLights::flash() {
    if (failed_) return Reaction::part_failed;
    ++times_;
    return Reaction::obeyed;
}

std::vector<wire::PrivacyChange> SimulatedPrivacySwitch::chosen_after(Timestamp instant) const {
    const auto first = std::ranges::upper_bound(chosen_, instant, {}, &wire::PrivacyChange::at);
    return {first, chosen_.end()};
}

void SimulatedPrivacySwitch::choose(wire::Privacy privacy) {
    if (std::exchange(shown_, privacy) == privacy) return;
    auto at = diary_.now();
    if (!chosen_.empty()) at = std::max(at, chosen_.back().at + Milliseconds{1});
    chosen_.push_back({.privacy = privacy, .at = at});
}

}  // namespace traction::vehicle
