/// A day's life of an ordinary car: to work and home again, errands at the weekend, now and then a long way
/// with rapid charging.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/domain/calendar.hpp"
#include "vehicle-agent/vehicle/path.hpp"

namespace traction::vehicle {

enum class Plug : std::uint8_t { none, home, work, rapid };

/// One drive of the day and what its driver does on arrival. Doors are unlocked before it and locked after
/// it.
struct Trip {
    Timestamp leaves_at{};
    Place to;
    double cruise_kmh = 0;
    Plug on_arrival = Plug::none;
};

class Day {
   public:
    Day(std::uint64_t seed, Zone zone);

    Place home() const { return home_; }
    /// The trips of a local day in order of their departures, a few at most. The same seed and day give the
    /// same trips.
    std::vector<Trip> trips_on(LocalDay day) const;
    /// The first trip that leaves after `instant`.
    Trip next_trip(Timestamp instant) const;

   private:
    std::vector<Trip> workday(LocalDay day) const;
    std::vector<Trip> weekend(LocalDay day) const;
    std::vector<Trip> long_way(LocalDay day) const;
    Timestamp local(LocalDay day, int minute_of_day) const;

    std::uint64_t seed_;
    Zone zone_;
    Place home_;
    Place work_;
};

}  // namespace traction::vehicle
