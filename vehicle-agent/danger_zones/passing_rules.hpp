/// When a driver is warned of a danger zone, and when it lies behind him: pure geometry. Passing is judged on
/// the straight stretch between two fixes and the way ahead, in the zone's direction, once per pass. Rule D2.
#pragma once

#include <optional>

#include "shared/domain/danger_zone.hpp"
#include "shared/domain/timestamp.hpp"

namespace traction::danger_zones {

/// Where a car is and which way it goes.
struct Fix {
    Timestamp at{};
    double latitude_deg = 0;
    double longitude_deg = 0;
    double heading_deg = 0;
    double speed_kmh = 0;
};

inline constexpr double kBesideM = 100;  ///< from a place: further away is another road
inline constexpr std::chrono::seconds kWarnedAhead{15};
inline constexpr double kFarthestAheadM = 400;
inline constexpr double kBehindM = 50;  ///< further away than it was: it lies behind
inline constexpr double kAwayM = 700;   ///< so far away, the next time is another pass
/// Two fixes that are further apart are not joined by a straight line.
inline constexpr std::chrono::seconds kLongestStretch{60};
static_assert(kAwayM > kFarthestAheadM + kBesideM, "who is warned is not away, or he would be warned again");

/// How near a stretch comes to a zone: metres, 0 in it, and after which share of the stretch it is there.
struct Approach {
    double distance_m = 0;
    double share = 0;
};
Approach nearest_approach(const Fix& from, const Fix& to, const DangerZone& zone);
double distance_m(const Fix& fix, const DangerZone& zone);

/// The traffic that goes this way is that which the zone is for.
bool is_for(const DangerZone& zone, double heading_deg);

/// The driver is to be warned: what he has driven since the fix before, or drives in the next seconds, leads
/// him into the zone or past the place. Nobody is warned who stands.
bool comes_to(const std::optional<Fix>& before, const Fix& now, const DangerZone& zone);

/// How far from `now` a zone can be that the car `comes_to`.
double looked_within_m(const std::optional<Fix>& before, const Fix& now);

/// A zone of which the driver was warned.
struct Pass {
    DangerZone zone;
    double nearest_m = 0;  ///< so far
    bool behind = false;   ///< driven through or past, or the driver has turned away
    friend bool operator==(const Pass&, const Pass&) = default;
};
Pass begin_pass(const DangerZone& zone, const Fix& now);
/// The pass as it is after this fix; nothing when it is over, and the next one would be another.
std::optional<Pass> go_on(Pass pass, const Fix& now);

}  // namespace traction::danger_zones
