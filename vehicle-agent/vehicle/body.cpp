#include "vehicle-agent/vehicle/body.hpp"

#include <fmt/format.h>

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

void SimulatedCockpit::warn_of_danger_zone(double length_m) {
    ++times_;
    say(length_m < 1      ? "danger zone"
        : length_m < 1000 ? fmt::format("danger zone, {:.0f} m", length_m)
                          : fmt::format("danger zone, {:.0f} km", length_m / 1000));
}

void SimulatedCockpit::say(std::string warning) {
    warning_ = std::move(warning);
    if (watcher_) watcher_(warning_);
}

}  // namespace traction::vehicle
