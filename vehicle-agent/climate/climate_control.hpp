/// Ends preconditioning in time. That it needs a locked car and energy is the climate computer's own affair
/// (rules P2, P4): it refuses, and ends by itself.
#pragma once

#include <memory>
#include <optional>

#include "shared/ports/database.hpp"
#include "vehicle-agent/climate/climate_store.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::climate {

inline constexpr std::chrono::minutes kNowLasts{30};       ///< rule P3
inline constexpr std::chrono::minutes kStopTriedAgain{1};  ///< when the part did not answer

class ClimateControl {
   public:
    explicit ClimateControl(ports::Database& database) : store_(database), ends_at_(store_.load()) {}

    /// Stops what has lasted long enough; takes note of what ended by itself, or runs though nobody remembers
    /// its start.
    void live(vehicle::Climate& climate, Timestamp now);
    /// When to `live` again, though nothing happens.
    std::optional<Timestamp> next_due() const { return ends_at_; }

    /// Starts for 30 minutes from now; asked again, from then on.
    vehicle::Reaction start(vehicle::Climate& climate, Timestamp now);
    vehicle::Reaction stop(vehicle::Climate& climate);

   private:
    void set_end(std::optional<Timestamp> ends_at);

    ClimateStore store_;
    std::optional<Timestamp> ends_at_;
};

}  // namespace traction::climate
