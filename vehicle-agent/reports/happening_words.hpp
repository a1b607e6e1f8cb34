/// What of the car's diary the cloud is told, in the words of the wire. Rule E4.
#pragma once

#include <optional>

#include "shared/domain/vin.hpp"
#include "shared/wire/privacy.hpp"
#include "vehicle-agent/vehicle/happening.hpp"

namespace traction::reports {

/// Nothing for what nobody is told of, or is told by another happening. The id follows from the car, and from
/// the session for what a session tells once, else from the instant: told again after a crash, it is the
/// same.
std::optional<wire::Happening> told(const vehicle::Happening& happening, const Vin& vin);

/// What people in the car let it tell from then on. Rule D3.
wire::Happening told(const wire::PrivacyChange& change, const Vin& vin);

/// Reports before this one were lost, for this reason.
wire::Happening gap(const Vin& vin, Timestamp at, std::string_view cause);

}  // namespace traction::reports
