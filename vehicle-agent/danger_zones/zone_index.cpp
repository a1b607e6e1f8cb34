#include "vehicle-agent/danger_zones/zone_index.hpp"

#include <numbers>

namespace traction::danger_zones {
namespace {

constexpr double kNarrowestParallel = 0.01;
constexpr double kTallestMicrodeg = 1.01 * kLongestDangerZoneM / kMetresPerMicrodegree;

bool fits(const DangerZone& zone) {
    return zone.south_microdeg <= zone.north_microdeg && zone.west_microdeg <= zone.east_microdeg &&
           zone.north_microdeg - zone.south_microdeg <= kTallestMicrodeg &&
           zone.east_microdeg - zone.west_microdeg <= kTallestMicrodeg / kNarrowestParallel;
}

/// How far west or east of the zone, around the earth.
double beside_deg(const DangerZone& zone, double longitude_deg) {
    const double middle =
        (static_cast<double>(zone.west_microdeg) + zone.east_microdeg) / 2 / kMicrodegPerDeg;
    const double half = (static_cast<double>(zone.east_microdeg) - zone.west_microdeg) / 2 / kMicrodegPerDeg;
    return std::abs(std::remainder(longitude_deg - middle, 360)) - half;
}

}  // namespace

ZoneIndex::ZoneIndex(std::vector<DangerZone> zones) : zones_(std::move(zones)) {
    std::erase_if(zones_, [](const DangerZone& zone) { return !fits(zone); });
    std::sort(zones_.begin(), zones_.end());
    for (const auto& zone : zones_)
        tallest_microdeg_ = std::max(tallest_microdeg_, zone.north_microdeg - zone.south_microdeg);
}

std::vector<DangerZone> ZoneIndex::near(double latitude_deg, double longitude_deg, double within_m) const {
    const double within_deg = within_m / kMetresPerMicrodegree / kMicrodegPerDeg;
    const double shrink = std::max(kNarrowestParallel, std::cos(latitude_deg * std::numbers::pi / 180));
    const int lowest = microdeg(latitude_deg - within_deg) - tallest_microdeg_;
    const int highest = microdeg(latitude_deg + within_deg);
    const int least_north = microdeg(latitude_deg - within_deg);
    std::vector<DangerZone> found;
    const auto begin = std::lower_bound(
        zones_.begin(), zones_.end(), lowest,
        [](const DangerZone& zone, int south_microdeg) { return zone.south_microdeg < south_microdeg; });
    for (auto zone = begin; zone != zones_.end() && zone->south_microdeg <= highest; ++zone) {
        if (zone->north_microdeg < least_north) continue;
        if (beside_deg(*zone, longitude_deg) <= within_deg / shrink) found.push_back(*zone);
    }
    return found;
}

}  // namespace traction::danger_zones
