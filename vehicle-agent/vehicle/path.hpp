/// Where a car is while it drives: along a circular arc over the ground, so that position, heading and
/// distance always agree.
#pragma once

#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::vehicle {

struct Place {
    double latitude_deg = 0;
    double longitude_deg = 0;
};

/// Metres on the great circle.
double distance_m(Place from, Place to);

class Path {
   public:
    /// A round trip of `length_m` that ends where it began.
    static Path loop(Place start, double heading_deg, double length_m);
    /// A bend of an eighth of a circle to the right, so that the way there and the way back differ.
    static Path between(Place start, Place end);

    double length_m() const { return length_m_; }
    /// After `travelled_m`, from 0 to the length.
    Position at(double travelled_m) const;

   private:
    Path(Place start, double heading_rad, double curvature_per_m, double length_m);

    Place start_;
    double heading_rad_;
    double curvature_per_m_;
    double length_m_;
};

}  // namespace traction::vehicle
