#include "vehicle-agent/vehicle/body.hpp"

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

}  // namespace traction::vehicle
