/// Marks the values of a log that no car can have had. Marked values are kept, and never win in the twin.
#pragma once

#include <optional>

#include "vehicle-agent/replay/log_format.hpp"
#include "vehicle-agent/vehicle/path.hpp"

namespace traction::vehicle {

/// A quantity that moves by small steps. A jump is marked, until enough rows stand at the new level; a zero
/// that was not reached by steps is never believed: it is what a sensor says that has nothing to say.
class Level {
   public:
    /// Whether `value` is to be believed; `largest_step` is how far it can have come since the last believed
    /// one.
    bool believes(double value, double largest_step);

   private:
    std::optional<double> believed_;
    std::optional<double> candidate_;
    int candidate_rows_ = 0;
};

class Cleaner {
   public:
    /// Looks at rows in the order of their times, `row.sample.measured_at` being set.
    void clean(LoggedRow& row);

   private:
    void clean_levels(LoggedRow& row, double seconds);
    void watch_wheels(const wire::Sample& sample, double seconds);
    void clean_position(LoggedRow& row);
    /// How far the car can be from the last believed fix.
    double reach_m(Timestamp at) const;
    void clean_satellite_speed(LoggedRow& row);

    std::optional<Timestamp> last_at_;
    Level soc_;
    Level odometer_;
    std::optional<Place> last_fix_;  ///< as last logged, believed or not
    std::optional<Place> believed_fix_;
    Timestamp believed_fix_at_{};
    int rows_beyond_reach_ = 0;
    double way_since_fix_m_ = 0;  ///< by the wheels
    double last_speed_kmh_ = 0;
    bool wheels_watched_ = true;  ///< all the way since the believed fix
};

}  // namespace traction::vehicle
