/// How often a car is measured.
#pragma once

#include "shared/domain/timestamp.hpp"
#include "shared/wire/signals.hpp"

namespace traction::reports {

/// A change (plugged in, locked, charging) is measured at once besides.
struct Cadence {
    Milliseconds driving{10'000};
    Milliseconds charging{60'000};
    Milliseconds conditioning{60'000};  ///< the cabin is heated or cooled
    Milliseconds parked{3'600'000};     ///< so that an old value is seen to be unchanged
};

/// How long after this sample the next one is due.
inline Milliseconds until_next(const wire::Sample& sample, const Cadence& cadence) {
    using wire::Signal;
    const auto is = [&](Signal signal) { return sample.has(signal) && sample.value(signal) != 0; };
    if (is(Signal::ready_to_drive)) return cadence.driving;
    if (is(Signal::charging_power_w)) return cadence.charging;
    if (is(Signal::preconditioning)) return cadence.conditioning;
    return cadence.parked;
}

}  // namespace traction::reports
