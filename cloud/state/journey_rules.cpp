#include "cloud/state/journey_rules.hpp"

#include <algorithm>

namespace traction::state {

using wire::Signal;

std::optional<Place> place_of(const wire::Sample& sample) {
    for (const auto signal : {Signal::latitude_deg, Signal::longitude_deg}) {
        if (!sample.has(signal) || sample.doubtful(signal)) return std::nullopt;
    }
    return Place{sample.value(Signal::latitude_deg), sample.value(Signal::longitude_deg)};
}

void JourneyMeasure::Span::take(const wire::Sample& sample, Signal signal) {
    if (!sample.has(signal) || sample.doubtful(signal)) return;
    first = sample.value(signal);
    if (!last) last = first;
}

void JourneyMeasure::take(const wire::Sample& sample) {
    odometer_m_.take(sample, Signal::odometer_m);
    energy_wh_.take(sample, Signal::usable_energy_wh);
    soc_percent_.take(sample, Signal::soc_percent);
    const auto place = place_of(sample);
    if (!place) return;
    from_ = place;
    if (!to_) to_ = place;
}

void JourneyMeasure::fill(Journey& journey) const {
    if (odometer_m_.first) journey.distance_m = std::max(0.0, *odometer_m_.last - *odometer_m_.first);
    if (energy_wh_.first) journey.energy_wh = std::max(0.0, *energy_wh_.first - *energy_wh_.last);
    journey.soc_from_percent = soc_percent_.first;
    journey.soc_to_percent = soc_percent_.last;
    journey.from = from_;
    journey.to = to_;
}

}  // namespace traction::state
