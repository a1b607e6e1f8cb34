#include "vehicle-agent/vehicle/path.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace traction::vehicle {
namespace {

constexpr double kEarthRadiusM = 6371008.8;
constexpr double kRadiansPerDegree = std::numbers::pi / 180;
constexpr double kBendRad = std::numbers::pi / 4;

/// Metres east and north of a place, on the plane that touches the earth there: good for a day's drive.
struct Offset {
    double east_m;
    double north_m;
};

Offset offset(Place from, Place to) {
    const double metres_per_degree = kEarthRadiusM * kRadiansPerDegree;
    const double shrink = std::cos(from.latitude_deg * kRadiansPerDegree);
    return {(to.longitude_deg - from.longitude_deg) * metres_per_degree * shrink,
            (to.latitude_deg - from.latitude_deg) * metres_per_degree};
}

Place moved(Place from, Offset by) {
    const double metres_per_degree = kEarthRadiusM * kRadiansPerDegree;
    const double shrink = std::cos(from.latitude_deg * kRadiansPerDegree);
    return {from.latitude_deg + by.north_m / metres_per_degree,
            from.longitude_deg + by.east_m / metres_per_degree / shrink};
}

/// Gentle hills that stay where they are.
double altitude_m(Place place) {
    return 55 + 25 * std::sin(place.latitude_deg * 400) * std::cos(place.longitude_deg * 300);
}

}  // namespace

double distance_m(Place from, Place to) {
    const double north = (to.latitude_deg - from.latitude_deg) * kRadiansPerDegree;
    const double east = (to.longitude_deg - from.longitude_deg) * kRadiansPerDegree;
    const double chord = std::pow(std::sin(north / 2), 2) +
                         std::cos(from.latitude_deg * kRadiansPerDegree) *
                             std::cos(to.latitude_deg * kRadiansPerDegree) * std::pow(std::sin(east / 2), 2);
    return 2 * kEarthRadiusM * std::asin(std::min(1.0, std::sqrt(chord)));
}

Path::Path(Place start, double heading_rad, double curvature_per_m, double length_m)
    : start_(start), heading_rad_(heading_rad), curvature_per_m_(curvature_per_m), length_m_(length_m) {}

Path Path::loop(Place start, double heading_deg, double length_m) {
    return {start, heading_deg * kRadiansPerDegree, 2 * std::numbers::pi / std::max(length_m, 1.0), length_m};
}

Path Path::between(Place start, Place end) {
    const Offset way = offset(start, end);
    const double chord = std::hypot(way.east_m, way.north_m);
    const double length = chord * (kBendRad / 2) / std::sin(kBendRad / 2);
    const double bearing = std::atan2(way.east_m, way.north_m);
    return {start, bearing - kBendRad / 2, kBendRad / std::max(length, 1.0), length};
}

Position Path::at(double travelled_m) const {
    const double turned = curvature_per_m_ * travelled_m;
    const double radius = 1 / curvature_per_m_;
    const double heading = heading_rad_ + turned;
    const Offset by{radius * (std::cos(heading_rad_) - std::cos(heading)),
                    radius * (std::sin(heading) - std::sin(heading_rad_))};
    const Place place = moved(start_, by);
    const double degrees = std::fmod(heading / kRadiansPerDegree + 720, 360);
    return {place.latitude_deg, place.longitude_deg, altitude_m(place), degrees};
}

}  // namespace traction::vehicle
