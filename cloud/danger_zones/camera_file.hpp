/// The file of cameras that an operator names: that of the French ministry (data.gouv.fr), or one like it.
/// UTF-8, comma-separated, one header line. Of its columns, in any order, these are read:
///
///     id                            of the camera: letters, digits, - and _, each once
///     latitude, longitude           degrees, WGS 84
///     route                         the road's name, "A7", "RN20"; may be empty
///     vitesse_vehicules_legers_kmh  the limit for cars; may be empty
///     country                       ISO 3166-1, "BE"; France where the column or its value is missing
///     bearing_deg                   where the traffic goes that it watches, 0 is north; any where missing
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/domain/country.hpp"
#include "shared/domain/result.hpp"

namespace traction::danger_zones {

/// Where a camera is goes no further than from the file to `zone_of`: not into a database, a log or a
/// message. Rule D2.
struct Camera {
    double latitude_deg = 0;
    double longitude_deg = 0;
    std::string route;             ///< empty: none is named
    std::optional<int> limit_kmh;  ///< for cars
    Country country = Country::parse("FR").value();
    std::optional<int> bearing_deg;
};

inline constexpr std::size_t kMostCameras = 200'000;

/// All of the file, or `camera_file_not_valid` with the first wrong "line" and "why". What it says never
/// holds anything out of the file.
Result<std::vector<Camera>> read_cameras(std::istream& file);

/// Opens the file anew each time; nothing when it cannot be opened. Empty where none is named.
using OpenCameras = std::function<std::unique_ptr<std::istream>()>;

}  // namespace traction::danger_zones
