/// What is said to and by the worker `danger_zones`, and between it and cars. Rules D1, D2.
#pragma once

#include "shared/domain/danger_zone.hpp"
#include "shared/wire/json.hpp"

namespace traction::wire::danger_zones {

/// A tile and the eight around it. No region has more; a message stays below `kLargestMessage`.
inline constexpr std::size_t kMostAround = 2000;

/// "tile": {"south_deg", "west_deg"}, half degrees.
Tile read_tile(Reader& reader);
Json json_of(const Tile& tile);

/// {"south_deg", "west_deg", "north_deg", "east_deg", "heading_deg"?}
struct Zone {
    DangerZone zone;
    static Zone read(Reader& reader);
    Json json() const;
};

/// Outcome from a car: it is in this tile, and holds this version of what lies around it. Sent only by a car
/// that is entitled to be warned. Rules D1, D3.
struct SurroundingsWanted {
    static constexpr std::string_view kKind = "surroundings_wanted";
    OwnershipPeriod period = 0;
    Tile tile;
    std::string version;  ///< empty: none
    static SurroundingsWanted read(Reader& reader);
    Json json() const;
};

/// Order to the car: all that lies in the tile and the eight around it. It takes the place of what was
/// ordered before.
struct Surroundings {
    static constexpr std::string_view kKind = "surroundings";
    OwnershipPeriod period = 0;
    Tile tile;
    std::string version;     ///< of just these zones: another one stands for others
    Timestamp good_until{};  ///< afterwards the car warns of none of them
    std::vector<DangerZone> zones;
    static Surroundings read(Reader& reader);
    Json json() const;
};

/// Order to the car: what it holds around the tile, in this version, is good for longer.
struct SurroundingsStillGood {
    static constexpr std::string_view kKind = "surroundings_still_good";
    OwnershipPeriod period = 0;
    Tile tile;
    std::string version;
    Timestamp good_until{};
    static SurroundingsStillGood read(Reader& reader);
    Json json() const;
};

/// Ask of an operator: reads the file of cameras again. Answer: {"cameras", "zones", "changed"}. Refuses a
/// bad file with the line and what is wrong with it; what was read before stays.
struct LoadCameras {
    static constexpr std::string_view kVerb = "load_cameras";
    static LoadCameras read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

}  // namespace traction::wire::danger_zones
