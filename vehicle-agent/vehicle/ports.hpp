/// The car in its own words: what the agent may ask of it and read from it, simulated or real. One thread
/// uses a car and all its parts. An act returns when the part has obeyed or said why not; readings are those
/// of the car's present moment.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/domain/timestamp.hpp"
#include "shared/wire/signals.hpp"
#include "vehicle-agent/vehicle/happening.hpp"

namespace traction::vehicle {

/// How a part of the car met an act. Everything but `obeyed` means that nothing moved.
enum class Reaction : std::uint8_t {
    obeyed,
    not_fitted,  ///< this model has no such part
    not_plugged,
    battery_full,        ///< 100 %, or the charge limit is reached
    no_power,            ///< the charge point is without supply
    charge_point_error,  ///< the charge point is at fault
    part_failed,         ///< the part does not answer or is jammed
    doors_open,
    doors_unlocked,  ///< rule P2
    battery_low,     ///< rule P4
    driving,
    nothing_programmed,  ///< there is no time to wait for. Rule E3
};
inline constexpr std::array<std::string_view, 12> kReactionNames{
    "obeyed",      "not_fitted", "not_plugged",    "battery_full", "no_power", "charge_point_error",
    "part_failed", "doors_open", "doors_unlocked", "battery_low",  "driving",  "nothing_programmed"};
constexpr std::string_view name_of(Reaction reaction) {
    return kReactionNames[static_cast<std::size_t>(reaction)];
}

/// The traction battery.
class Battery {
   public:
    virtual ~Battery() = default;
    virtual double state_of_charge_percent() const = 0;
    virtual double usable_energy_wh() const = 0;  ///< what is left
    virtual double range_m()
        const = 0;  ///< as the dashboard estimates it; shorter while the cabin draws on it. Rule V2
};

/// The socket and the on-board charger. Unless told to pause, it charges as soon as it can. Rule E1.
class ChargePort {
   public:
    virtual ~ChargePort() = default;
    virtual bool plugged() const = 0;
    virtual bool charging() const = 0;  ///< current flows
    virtual bool paused() const = 0;  ///< told to wait; holds over unplugging and plugging in again. Rule E6
    virtual double power_w() const = 0;     ///< taken at the plug for the battery
    virtual SessionId session() const = 0;  ///< the open charging session, empty when unplugged
    /// Lifts the pause and charges, now or at the next chance. Any reaction but `obeyed` says why no current
    /// flows yet; the pause is lifted all the same, except when the part failed.
    virtual Reaction start() = 0;
    virtual Reaction pause() = 0;
    virtual double limit_percent() const = 0;
    virtual Reaction set_limit(double percent) = 0;  ///< 1 to 100; the car itself stops there. Rule E6
};

/// Preconditioning of the cabin: at 21 °C there is nothing to set. Rule P1.
class Climate {
   public:
    virtual ~Climate() = default;
    virtual Reaction start() = 0;  ///< refuses an unlocked car (P2) and a low battery that is not plugged in
                                   ///< (P4); never ends by time
    virtual Reaction stop() = 0;
    virtual wire::Preconditioning mode() const = 0;
    virtual double cabin_temperature_c() const = 0;
    virtual double outside_temperature_c() const = 0;
    virtual double power_w() const = 0;  ///< drawn for the cabin, from the grid while plugged in. Rule P4
};

class Doors {
   public:
    virtual ~Doors() = default;
    virtual Reaction lock() = 0;
    virtual Reaction unlock() = 0;
    virtual bool locked() const = 0;
    virtual int open_count() const = 0;
};

class Horn {
   public:
    virtual ~Horn() = default;
    virtual Reaction sound() = 0;  ///< a second or so
};

class Lights {
   public:
    virtual ~Lights() = default;
    virtual Reaction flash() = 0;  ///< for ten seconds or so
};

struct Position {
    double latitude_deg = 0;
    double longitude_deg = 0;
    double altitude_m = 0;
    double heading_deg = 0;  ///< 0 is north, 90 east; the last one while standing

    friend bool operator==(const Position&, const Position&) = default;
};

class Gnss {
   public:
    virtual ~Gnss() = default;
    virtual std::optional<Position> position() const = 0;  ///< nothing without a fix, as in a tunnel
};

class Odometer {
   public:
    virtual ~Odometer() = default;
    virtual double distance_m() const = 0;  ///< since the car was built
    virtual double speed_kmh() const = 0;
};

class Screen {
   public:
    virtual ~Screen() = default;
    virtual void show(std::string_view text) = 0;  ///< stays until the next one; empty clears it
};

/// What the car says to who drives it.
class Cockpit {
   public:
    virtual ~Cockpit() = default;
    /// Once for each zone; 0 m where the place itself is known. Rules D1, D2.
    virtual void warn_of_danger_zone(double length_m) = 0;
    virtual void danger_zones_are_over() = 0;  ///< takes the warnings back
};

/// One car, whole. Its parts live as long as it does.
class Car {
   public:
    virtual ~Car() = default;
    virtual Battery& battery() = 0;
    virtual ChargePort& charge_port() = 0;
    virtual Climate& climate() = 0;
    virtual Doors& doors() = 0;
    virtual Horn& horn() = 0;
    virtual Lights& lights() = 0;
    virtual Gnss& gnss() = 0;
    virtual Odometer& odometer() = 0;
    virtual Screen& screen() = 0;
    virtual Cockpit& cockpit() = 0;

    /// Reads every sensor the car has, at `now`, which is never before an earlier one.
    virtual wire::Sample measure(Timestamp now) = 0;
    /// What happened since the last call, in order of time. Each is given once.
    virtual std::vector<Happening> take_happenings() = 0;
};

}  // namespace traction::vehicle
