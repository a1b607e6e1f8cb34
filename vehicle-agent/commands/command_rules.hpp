/// What an order meets in the car. Rules K1, K3; design 7 for the periods.
#pragma once

#include <optional>
#include <string_view>

#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/garage.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::commands {

using wire::commands::Act;
using wire::commands::CommandOrder;
using wire::commands::Phase;

/// The car's reasons, beside the names of `vehicle::Reaction` and `wire::garage::WrongPeriod`.
namespace reason {
inline constexpr std::string_view no_time = "no_time";  ///< no cloud time was heard since the car booted
inline constexpr std::string_view deadline_passed = "deadline_passed";
inline constexpr std::string_view superseded = "superseded";  ///< a later one of its kind came. Rule K3
inline constexpr std::string_view interrupted =
    "interrupted";  ///< the car crashed on the way and cannot know. Rule K1
inline constexpr std::string_view unlocked = "unlocked";  ///< rule P2
inline constexpr std::string_view hardware_failed = "hardware_failed";
}  // namespace reason

/// How a command ended, as the car says it.
struct Ending {
    Phase phase = Phase::done;
    std::string_view reason;  ///< empty when done
    friend bool operator==(const Ending&, const Ending&) = default;
};

/// Why the car must not act on `order`, or nothing. Asked when it arrives, and again before anything moves.
/// `car_time`: nothing when the car was told no time.
std::optional<Ending> hindrance(const CommandOrder& order,
                                const std::optional<wire::garage::PeriodKnown>& period,
                                std::optional<Timestamp> car_time);

/// How a command ends when the car met it like this.
Ending ending_of(vehicle::Reaction reaction);

}  // namespace traction::commands
