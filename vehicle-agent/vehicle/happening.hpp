/// What the car does or suffers at one instant, told once. Samples say how things are, happenings say that
/// they changed.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "shared/domain/ids.hpp"
#include "shared/domain/timestamp.hpp"

namespace traction::vehicle {

enum class HappeningKind : std::uint8_t {
    plugged,    ///< opens a charging session
    unplugged,  ///< ends it; `cause` says how its charging had ended, `unplugged` when the plug ended it
    charging_started,     ///< each time the current begins to flow
    charging_stopped,     ///< each time it ends; `cause` says why
    charge_complete,      ///< 100 % or the limit is reached; once per session. Rule E4
    rapid_charge_80,      ///< 80 % is passed on direct current; once per session. Rule E4
    power_cut,            ///< the charge point lost its supply; once per session. Rule E4
    charge_point_error,   ///< the charge point reported a fault; once per session. Rule E4
    charge_not_started,   ///< though it was programmed and the plug is in; once per run. Rule E5
    charge_will_be_late,  ///< the target will not be reached in time; once per run. Rule E5
    preconditioning_started,
    preconditioning_ended,
    drive_started,
    drive_ended,
    locked,
    unlocked,
};
inline constexpr std::array<std::string_view, 16> kHappeningNames{"plugged",
                                                                  "unplugged",
                                                                  "charging_started",
                                                                  "charging_stopped",
                                                                  "charge_complete",
                                                                  "rapid_charge_80",
                                                                  "power_cut",
                                                                  "charge_point_error",
                                                                  "charge_not_started",
                                                                  "charge_will_be_late",
                                                                  "preconditioning_started",
                                                                  "preconditioning_ended",
                                                                  "drive_started",
                                                                  "drive_ended",
                                                                  "locked",
                                                                  "unlocked"};

/// Why something ended. Only `unplugged`, `power_cut` and `charge_point_error` are faults of a charge (rule
/// E4), and `unplugged` only because it is given to a plug pulled out of a flowing current.
enum class Cause : std::uint8_t {
    none,
    asked,          ///< by the owner or the programme, through a port
    full,           ///< 100 %
    limit_reached,  ///< the charge limit. Rule E6
    unplugged,
    power_cut,
    charge_point_error,
    doors_unlocked,  ///< preconditioning ends at unlocking. Rule P2
    battery_low,     ///< preconditioning ends below the limit. Rule P4; a drive ends with an empty battery
    drove_off,
    arrived,
    part_failed,
    too_slow,  ///< the charge point gives too little
};
inline constexpr std::array<std::string_view, 13> kCauseNames{"none",
                                                              "asked",
                                                              "full",
                                                              "limit_reached",
                                                              "unplugged",
                                                              "power_cut",
                                                              "charge_point_error",
                                                              "doors_unlocked",
                                                              "battery_low",
                                                              "drove_off",
                                                              "arrived",
                                                              "part_failed",
                                                              "too_slow"};

struct Happening {
    HappeningKind kind{};
    Timestamp at{};
    SessionId session;             ///< of the charging session, empty where none is open
    double soc_percent = 0;        ///< at that instant
    double charged_energy_wh = 0;  ///< taken at the plug for the battery since the session began
    Cause cause = Cause::none;

    friend bool operator==(const Happening&, const Happening&) = default;
};

constexpr std::string_view name_of(HappeningKind kind) {
    return kHappeningNames[static_cast<std::size_t>(kind)];
}
constexpr std::string_view name_of(Cause cause) {
    return kCauseNames[static_cast<std::size_t>(cause)];
}

}  // namespace traction::vehicle
