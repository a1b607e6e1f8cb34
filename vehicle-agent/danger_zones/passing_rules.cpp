#include "vehicle-agent/danger_zones/passing_rules.hpp"

#include <numbers>

namespace traction::danger_zones {
namespace {

constexpr double kRadiansPerDegree = std::numbers::pi / 180;
constexpr double kMetresPerDegree = kMetresPerMicrodegree * kMicrodegPerDeg;
/// Below it a stretch has no direction of its own, for fixes tremble.
constexpr double kLeastWayM = 5;

/// Metres east and north, on the plane that touches the earth at a fix.
struct Offset {
    double east_m = 0;
    double north_m = 0;
};

class Plane {
   public:
    explicit Plane(const Fix& origin)
        : latitude_deg_(origin.latitude_deg),
          longitude_deg_(origin.longitude_deg),
          shrink_(std::cos(origin.latitude_deg * kRadiansPerDegree)) {}

    Offset at(double latitude_deg, double longitude_deg) const {
        const double east_deg = std::remainder(longitude_deg - longitude_deg_, 360);
        return {east_deg * kMetresPerDegree * shrink_, (latitude_deg - latitude_deg_) * kMetresPerDegree};
    }
    Offset at(const Fix& fix) const { return at(fix.latitude_deg, fix.longitude_deg); }
    /// Corners of a zone.
    Offset south_west(const DangerZone& zone) const {
        return at(degrees(zone.south_microdeg), degrees(zone.west_microdeg));
    }
    Offset north_east(const DangerZone& zone) const {
        return at(degrees(zone.north_microdeg), degrees(zone.east_microdeg));
    }

   private:
    static double degrees(int microdegrees) { return static_cast<double>(microdegrees) / kMicrodegPerDeg; }

    double latitude_deg_;
    double longitude_deg_;
    double shrink_;
};

double outside(double at, double low, double high) {
    return std::max({low - at, 0.0, at - high});
}

double distance_m(Offset at, Offset south_west, Offset north_east) {
    return std::hypot(outside(at.east_m, south_west.east_m, north_east.east_m),
                      outside(at.north_m, south_west.north_m, north_east.north_m));
}

Offset between(Offset from, Offset to, double share) {
    return {from.east_m + (to.east_m - from.east_m) * share,
            from.north_m + (to.north_m - from.north_m) * share};
}

/// The distance to something convex first falls along a line, then rises: each step leaves a third of the
/// line out. 40 of them find the place to less than a millimetre.
Approach nearest_approach(Offset from, Offset to, Offset south_west, Offset north_east) {
    const auto distance = [&](double share) {
        return distance_m(between(from, to, share), south_west, north_east);
    };
    double low = 0, high = 1;
    for (int step = 0; step < 40; ++step) {
        const double third = (high - low) / 3;
        distance(low + third) > distance(high - third) ? low += third : high -= third;
    }
    const double share = (low + high) / 2;
    return {distance(share), share};
}

double reach_m(const DangerZone& zone) {
    return zone.is_place() ? kBesideM : 0;
}

/// Whether the straight way from here to there, in its own direction, touches the zone.
bool leads_to(const Plane& plane, Offset from, Offset to, double heading_deg, const DangerZone& zone) {
    if (!is_for(zone, heading_deg)) return false;
    const auto approach = nearest_approach(from, to, plane.south_west(zone), plane.north_east(zone));
    return approach.distance_m <= reach_m(zone);
}

/// Metres since the fix before, as far as the two may be joined.
Offset driven(const Plane& plane, const std::optional<Fix>& before, const Fix& now) {
    if (!before || before->at >= now.at || now.at - before->at > kLongestStretch) return {};
    const auto from = plane.at(*before);
    return {-from.east_m, -from.north_m};
}

}  // namespace

Approach nearest_approach(const Fix& from, const Fix& to, const DangerZone& zone) {
    const Plane plane(from);
    return nearest_approach(plane.at(from), plane.at(to), plane.south_west(zone), plane.north_east(zone));
}

double distance_m(const Fix& fix, const DangerZone& zone) {
    const Plane plane(fix);
    return distance_m({}, plane.south_west(zone), plane.north_east(zone));
}

bool is_for(const DangerZone& zone, double heading_deg) {
    return !zone.heading_deg || std::abs(std::remainder(heading_deg - *zone.heading_deg, 360)) <= 90;
}

bool comes_to(const std::optional<Fix>& before, const Fix& now, const DangerZone& zone) {
    const Plane plane(now);
    const double ahead_m =
        std::min(kFarthestAheadM, now.speed_kmh / 3.6 * std::chrono::duration<double>(kWarnedAhead).count());
    const double heading_rad = now.heading_deg * kRadiansPerDegree;
    const Offset ahead{ahead_m * std::sin(heading_rad), ahead_m * std::cos(heading_rad)};
    if (ahead_m > 0 && leads_to(plane, {}, ahead, now.heading_deg, zone)) return true;
    const auto way = driven(plane, before, now);
    if (std::hypot(way.east_m, way.north_m) < kLeastWayM) return false;
    const double driven_deg = std::atan2(way.east_m, way.north_m) / kRadiansPerDegree;
    return leads_to(plane, {-way.east_m, -way.north_m}, {}, driven_deg, zone);
}

double looked_within_m(const std::optional<Fix>& before, const Fix& now) {
    const auto way = driven(Plane(now), before, now);
    return std::max(kFarthestAheadM, std::hypot(way.east_m, way.north_m)) + kBesideM;
}

Pass begin_pass(const DangerZone& zone, const Fix& now) {
    return {.zone = zone, .nearest_m = distance_m(now, zone), .behind = false};
}

std::optional<Pass> go_on(Pass pass, const Fix& now) {
    const double distance = distance_m(now, pass.zone);
    if (distance > kAwayM) return std::nullopt;
    if (distance > pass.nearest_m + kBehindM) pass.behind = true;
    pass.nearest_m = std::min(pass.nearest_m, distance);
    return pass;
}

}  // namespace traction::danger_zones
