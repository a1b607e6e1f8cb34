#include "vehicle-agent/climate/climate_control.hpp"

namespace traction::climate {

using vehicle::Reaction;

void ClimateControl::live(vehicle::Climate& climate, Timestamp now) {
    const bool runs = climate.mode() != wire::Preconditioning::off;
    if (!runs) return set_end(std::nullopt);
    if (!ends_at_) return set_end(now + kNowLasts);
    if (now < *ends_at_) return;
    if (stop(climate) != Reaction::obeyed) set_end(now + kStopTriedAgain);
}

Reaction ClimateControl::start(vehicle::Climate& climate, Timestamp now) {
    const auto reaction = climate.start();
    if (reaction == Reaction::obeyed) set_end(now + kNowLasts);
    return reaction;
}

Reaction ClimateControl::stop(vehicle::Climate& climate) {
    const auto reaction = climate.stop();
    if (reaction == Reaction::obeyed) set_end(std::nullopt);
    return reaction;
}

void ClimateControl::set_end(std::optional<Timestamp> ends_at) {
    if (ends_at == ends_at_) return;
    store_.save(ends_at);
    ends_at_ = ends_at;
}

}  // namespace traction::climate
