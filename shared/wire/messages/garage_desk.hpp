/// What the help desk asks of the worker `garage`. Rule H1.
#pragma once

#include "shared/wire/messages/garage.hpp"

namespace traction::wire::garage {

/// Ask of the help desk: whose car it is, and whether it is marked stolen. Answer: {"vin", "phase", "model"?,
/// "account"?, "period"?}; account and period are those of who has it. Rules H1, C7.
struct FindVehicle : OfVehicle {
    static constexpr std::string_view kVerb = "find";
    static FindVehicle read(Reader& reader) { return {OfVehicle::read(reader)}; }
};

}  // namespace traction::wire::garage
