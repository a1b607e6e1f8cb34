/// What a person does to a simulated car, as lines of text: `drive 12 km`, `plug ac`, `soc 40`, `fault
/// power_cut`.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "shared/domain/result.hpp"
#include "vehicle-agent/vehicle/simulated_car.hpp"

namespace traction::hands {

inline constexpr RefusalCode kNotUnderstood{
    "line_not_understood",
    "Known lines: drive N km [at M km/h], park, plug ac|dc, unplug, lock, unlock, soc N, outside N, "
    "fault power_cut|charge_point|doors|charge_port|climate|horn|lights|fix [off], "
    "privacy none|position|all."};

/// Gives the answer: what the car is now, or why it could not be done.
using Deed = std::function<std::string(vehicle::SimulatedCar&)>;

/// Refuses what it does not understand.
Result<Deed> read_line(std::string_view line);

}  // namespace traction::hands
