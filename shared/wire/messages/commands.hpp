/// What is said to and by the worker `commands`: remote control (rules K1 to K7, E2, E3, E6, P1 to P4).
#pragma once

#include "shared/wire/json.hpp"

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
    set_charging_programme,
    set_charge_limit,
    precondition_start,
    precondition_stop,
    set_climate_programme,
    remove_climate_programme,
};
inline constexpr std::array<std::string_view, 13> kActNames{"lock",
                                                            "unlock",
                                                            "horn",
                                                            "lights",
                                                            "locate",
                                                            "refresh",
                                                            "charge_now",
                                                            "set_charging_programme",
                                                            "set_charge_limit",
                                                            "precondition_start",
                                                            "precondition_stop",
                                                            "set_climate_programme",
                                                            "remove_climate_programme"};

/// A programmed charge. Times are local to `zone`. Rule E2.
struct ChargingProgramme {
    bool active = false;  ///< activation and time are two facts (rule E6)
    std::chrono::minutes start{};
    std::optional<std::chrono::minutes> end;
    std::optional<int> target_percent;
    std::vector<int> days;  ///< 1 is Monday … 7; empty means every day
    Zone zone = Zone::standard();
    static ChargingProgramme read(Reader& reader);
    Json json() const;
    friend bool operator==(const ChargingProgramme&, const ChargingProgramme&) = default;
};

inline constexpr int kClimateSlots = 4;

/// Programmed preconditioning: it starts 30 minutes before the time, and ends 15 minutes after it. The time
/// is local to `zone`. Rule P3.
struct ClimateProgramme {
    int slot = 1;         ///< 1 to 4; one takes the place of another in its slot
    bool active = false;  ///< activation and time are two facts
    std::chrono::minutes ready_at{};
    std::vector<int> days;  ///< 1 is Monday … 7; empty means every day
    Zone zone = Zone::standard();
    static ClimateProgramme read(Reader& reader);
    Json json() const;
    friend bool operator==(const ClimateProgramme&, const ClimateProgramme&) = default;
};

/// What an act needs to know; empty for most.
struct Arguments {
    std::optional<ChargingProgramme> programme;         ///< with set_charging_programme
    std::optional<int> limit_percent;                   ///< with set_charge_limit
    std::optional<ClimateProgramme> climate_programme;  ///< with set_climate_programme
    std::optional<int> climate_slot;                    ///< with remove_climate_programme
    static Arguments read(Act act, Reader& reader);
    Json json() const;
    friend bool operator==(const Arguments&, const Arguments&) = default;
};

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
