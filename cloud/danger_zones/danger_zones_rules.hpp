/// How a camera becomes a danger zone, and which zones a car is given: pure decisions. Rule D2.
///
/// In France a zone is a field of a grid that is laid over the earth once and for all, one grid for each
/// length of zones. Which field a camera lies in is all that is ever told of it: two cameras anywhere in one
/// field lead to the same zone. So there is nothing to average, however often, from how many versions of the
/// file or from how many databases zones are drawn, and no secret that could become known.
#pragma once

#include <span>
#include <vector>

#include "cloud/danger_zones/camera_file.hpp"
#include "shared/domain/danger_zone.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/wire/messages/danger_zones.hpp"

namespace traction::danger_zones {

/// How long what a car was given is good: a car that is not heard of for longer warns of nothing.
inline constexpr std::chrono::days kGoodFor{30};

/// The length of a zone of such a camera in France: 4000, 2000 or 300 m. Rule D2.
double zone_length_m(const Camera& camera);

/// In France the field that the camera lies in, as high and as wide as the zone is long, and the quarter of
/// the compass in which its traffic goes: the exact bearing would tell the place on a road that bends.
/// Elsewhere the camera's place and bearing.
DangerZone zone_of(const Camera& camera);

/// The zones of all cameras, each once, in order. Cameras of one zone that watch different ways make it one
/// for all ways, so that nobody is warned of it twice.
std::vector<DangerZone> zones_of(std::span<const Camera> cameras);

/// The tile to which a zone belongs: that of its middle.
Tile tile_of(const DangerZone& zone);

/// True when no tile has more than `wire::danger_zones::kMostAround` zones in itself and the eight around it.
bool fit_into_orders(std::span<const DangerZone> zones);

/// Stands for just these zones: 16 hexadecimal digits.
std::string version_of(std::span<const DangerZone> zones);

}  // namespace traction::danger_zones
