/// Warns the driver of danger zones, also while the car is offline, and knows what the car must ask the cloud
/// for. Used while the car is entitled to be warned; afterwards nothing of it stays. Rules D1 to D3.
#pragma once

#include "vehicle-agent/danger_zones/surroundings_store.hpp"
#include "vehicle-agent/danger_zones/zone_index.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::danger_zones {

/// Asked for again when nothing came, and no sooner for another tile: at the edge of two a car would ask all
/// the time, and what it holds reaches further than it drives until then.
inline constexpr std::chrono::minutes kAskedEvery{10};
/// What was confirmed longer ago is asked about while the car drives.
inline constexpr std::chrono::hours kConfirmedEvery{24};

class DangerZoneWatch {
   public:
    explicit DangerZoneWatch(ports::Database& database);

    /// What the car wants to know of: this tile and what lies around it.
    struct Wish {
        Tile tile;
        std::string version;  ///< that it holds around this tile; empty: none
    };

    /// Looks where the car is: warns, or takes a warning back. Gives what to ask for now, if anything.
    std::optional<Wish> live(vehicle::Car& car, Timestamp now);
    void take(const wire::danger_zones::Surroundings& order, Timestamp now);
    void take(const wire::danger_zones::SurroundingsStillGood& order, Timestamp now);
    /// The entitlement has ended.
    void forget(vehicle::Cockpit& cockpit);

   private:
    void drop_old(Timestamp now);
    void go_on_with_passes(const Fix& fix);
    void begin_passes(vehicle::Cockpit& cockpit, const Fix& fix);
    std::optional<Wish> wish(const Fix& fix);
    bool is_passing(const DangerZone& zone) const;
    bool warns() const;

    SurroundingsStore store_;
    std::optional<Held> held_;  ///< without the zones, which the index has
    ZoneIndex index_;
    std::vector<Pass> passes_;
    std::optional<Fix> before_;
    std::optional<Timestamp> asked_at_;
};

}  // namespace traction::danger_zones
