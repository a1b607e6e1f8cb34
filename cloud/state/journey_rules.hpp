/// What a journey was, from its samples. Pure. Rule V3.
#pragma once

#include <chrono>
#include <optional>

#include "shared/domain/ids.hpp"
#include "shared/wire/report.hpp"

namespace traction::state {

/// A stop that is no longer than this is within one journey.
inline constexpr std::chrono::minutes kShortStop{5};

struct Place {
    double latitude_deg = 0;
    double longitude_deg = 0;
    friend bool operator==(const Place&, const Place&) = default;
};
std::optional<Place> place_of(const wire::Sample& sample);

struct Journey {
    EventId id;  ///< of what began it
    OwnershipPeriod period = 0;
    Timestamp started_at{};
    Timestamp ended_at{};
    std::int64_t last_sample = 0;  ///< where its track ends in the log
    std::optional<double> distance_m;
    std::optional<double> energy_wh;
    std::optional<double> soc_from_percent, soc_to_percent;
    std::optional<Place> from, to;
};

/// Takes the journey's samples, the newest first, and gives what it was.
class JourneyMeasure {
   public:
    void take(const wire::Sample& sample);
    void fill(Journey& journey) const;

   private:
    struct Span {
        std::optional<double> first, last;  ///< in order of time
        void take(const wire::Sample& sample, wire::Signal signal);
    };
    Span odometer_m_, energy_wh_, soc_percent_;
    std::optional<Place> from_, to_;
};

}  // namespace traction::state
