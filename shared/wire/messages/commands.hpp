/// What is said to and by the worker `commands`: remote control (rules K1 to K7, E2, E3, E6, P1 to P4).
#pragma once

#include "shared/wire/messages/programmes.hpp"

namespace traction::wire::commands {

/// What a car can be told to do.
enum class Act {
    lock,
    unlock,
    horn,
    lights,
    locate,
    refresh,
    charge_now,
    postpone_charge,  ///< ends what `charge_now` began: the programmes hold again. Rule E3
    set_charging_programme,
    remove_charging_programme,
    set_off_peak,
    pause_charging,  ///< no programme starts a charge until an instant; without one the pause ends
    set_charge_limit,
    precondition_start,
    precondition_stop,
    set_climate_programme,
    remove_climate_programme,
};
inline constexpr std::array<std::string_view, 17> kActNames{"lock",
                                                            "unlock",
                                                            "horn",
                                                            "lights",
                                                            "locate",
                                                            "refresh",
                                                            "charge_now",
                                                            "postpone_charge",
                                                            "set_charging_programme",
                                                            "remove_charging_programme",
                                                            "set_off_peak",
                                                            "pause_charging",
                                                            "set_charge_limit",
                                                            "precondition_start",
                                                            "precondition_stop",
                                                            "set_climate_programme",
                                                            "remove_climate_programme"};

/// What an act needs to know; empty for most.
struct Arguments {
    std::optional<ChargingProgramme> programme;         ///< with set_charging_programme
    std::optional<int> slot;                            ///< with the removal of a programme
    std::optional<OffPeakProgramme> off_peak;           ///< with set_off_peak
    std::optional<Timestamp> paused_until;              ///< with pause_charging; nothing: the pause ends
    std::optional<int> limit_percent;                   ///< with set_charge_limit
    std::optional<ClimateProgramme> climate_programme;  ///< with set_climate_programme
    static Arguments read(Act act, Reader& reader);
    Json json() const;
    friend bool operator==(const Arguments&, const Arguments&) = default;
};

/// What a command is about, in a word: of several about the same only the latest counts (K3), and what one
/// had the car keep holds until the next one. Locking and unlocking are about the same, and so is all that is
/// said of a programme in one slot.
std::string subject_of(Act act, const Arguments& arguments);

/// True for an act that sets what the car keeps.
constexpr bool is_kept_by_car(Act act) {
    return act == Act::set_charging_programme || act == Act::remove_charging_programme ||
           act == Act::set_off_peak || act == Act::pause_charging || act == Act::set_charge_limit ||
           act == Act::set_climate_programme || act == Act::remove_climate_programme;
}

/// A command's life (rule K1): `done`, `refused`, `expired` and `cancelled` are its ends.
enum class Phase { accepted, sent, received, unanswered, done, refused, expired, cancelled };
inline constexpr std::array<std::string_view, 8> kPhaseNames{"accepted", "sent",    "received", "unanswered",
                                                             "done",     "refused", "expired",  "cancelled"};
constexpr bool is_end(Phase phase) {
    return phase >= Phase::done;
}

/// Ask of the owner. The command's id is its idempotency key, chosen by the app. Answer: {"command": id,
/// "phase": …}.
struct Send {
    static constexpr std::string_view kVerb = "send";
    CommandId command;
    Vin vin;
    Act act{};
    Arguments arguments;
    std::optional<Timestamp> deadline;  ///< without one: 10 minutes after it was accepted
    static Send read(Reader& reader);
    Json json() const;
};
/// Ask of the owner: takes back what was not sent yet.
struct Cancel {
    static constexpr std::string_view kVerb = "cancel";
    CommandId command;
    static Cancel read(Reader& reader) { return {.command = reader.id<CommandId>("command")}; }
    Json json() const { return {{"command", command.text()}}; }
};
/// Ask of the owner. Answer: {"command", "vin", "act", "phase", "steps": [Step, …]}. Rule K6.
struct Show {
    static constexpr std::string_view kVerb = "show";
    CommandId command;
    static Show read(Reader& reader) { return {.command = reader.id<CommandId>("command")}; }
    Json json() const { return {{"command", command.text()}}; }
};

/// Ask of the owner: what the car keeps of its programmes and limits, and what it is still to be told.
/// Answer:
/// {"vin", "kept": [Setting, …], "asked": [Setting, …]}; a `Setting` is {"subject", "act", "command",
/// "phase"} with the act's arguments. Rules E2, E6, P3.
struct Settings {
    static constexpr std::string_view kVerb = "settings";
    Vin vin;
    static Settings read(Reader& reader) { return {.vin = reader.vin("vin")}; }
    Json json() const { return {{"vin", vin.text()}}; }
};

/// One step, as it happens, on `account/{id}/command/{command}`. Rule K2.
struct Step {
    CommandId command;
    Vin vin;
    Act act{};
    Phase phase{};
    Timestamp at{};
    std::string reason;  ///< one word, with refused, expired, cancelled and unanswered
    static Step read(Reader& reader);
    Json json() const;
};

/// Order to the car.
struct CommandOrder {
    static constexpr std::string_view kKind = "command";
    CommandId command;
    OwnershipPeriod period = 0;
    Act act{};
    Arguments arguments;
    Timestamp deadline{};
    static CommandOrder read(Reader& reader);
    Json json() const;
};
/// Outcome from the car: `received`, `done`, `refused` or `expired`.
struct CommandOutcome {
    static constexpr std::string_view kKind = "command_outcome";
    CommandId command;
    Phase phase{};
    Timestamp at{};
    std::string reason;
    static CommandOutcome read(Reader& reader);
    Json json() const;
};

}  // namespace traction::wire::commands
