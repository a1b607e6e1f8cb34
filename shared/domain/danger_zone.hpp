/// What a driver is warned of, and the tiles of the map by which a car asks for it. Rules D1, D2.
#pragma once

#include <algorithm>
#include <cmath>
#include <compare>
#include <optional>

namespace traction {

/// A rectangle between two parallels and two meridians; where the place of a camera may be told, one without
/// extent. In millionths of a degree (11 cm), so that two of them are the same or not.
struct DangerZone {
    int south_microdeg = 0;
    int west_microdeg = 0;
    int north_microdeg = 0;
    int east_microdeg = 0;
    std::optional<int> heading_deg;  ///< of the traffic that it is for, give or take 90; nothing: any

    constexpr bool is_place() const {
        return south_microdeg == north_microdeg && west_microdeg == east_microdeg;
    }
    friend auto operator<=>(const DangerZone&, const DangerZone&) = default;
};

inline constexpr double kMetresPerMicrodegree = 0.111195;  ///< of latitude
inline constexpr int kMicrodegPerDeg = 1'000'000;
inline constexpr double kLongestDangerZoneM = 4000;

inline int microdeg(double degrees) {
    return static_cast<int>(std::lround(degrees * kMicrodegPerDeg));
}

/// Half a degree of the map, in France some 55 by 37 km: nobody learns from it where in a region a car is.
struct Tile {
    int row = 0;     ///< its southern edge in half degrees, -180 to 179
    int column = 0;  ///< its western edge in half degrees, -360 to 359

    friend auto operator<=>(const Tile&, const Tile&) = default;
};
inline constexpr int kTilesPerDeg = 2;
inline constexpr int kTileRows = 180 * kTilesPerDeg;
inline constexpr int kTileColumns = 360 * kTilesPerDeg;

/// Around the earth.
constexpr int wrapped_column(int column) {
    constexpr int kHalf = kTileColumns / 2;
    return (column + kHalf + kTileColumns) % kTileColumns - kHalf;
}
static_assert(wrapped_column(kTileColumns / 2) == -kTileColumns / 2 &&
              wrapped_column(-kTileColumns / 2 - 1) == kTileColumns / 2 - 1 && wrapped_column(7) == 7);

inline Tile tile_at(double latitude_deg, double longitude_deg) {
    const auto row = static_cast<int>(std::floor(latitude_deg * kTilesPerDeg));
    const auto column = static_cast<int>(std::floor(longitude_deg * kTilesPerDeg));
    return {std::clamp(row, -kTileRows / 2, kTileRows / 2 - 1), wrapped_column(column)};
}

}  // namespace traction
