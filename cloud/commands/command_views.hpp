/// What the owner is told of his commands, and of what they had the car keep. Rules K6, E2, E6, P3.
#pragma once

#include "cloud/commands/commands_store.hpp"

namespace traction::commands {

/// With what it was asked for.
wire::commands::Arguments arguments_of(const Command& command);

/// {"command", "phase"}
wire::Json answer_of(const Command& command);
/// `commands.Shown` of the agreement: with its steps.
wire::Json shown(CommandsStore& store, const Command& command);
/// `commands.SettingsShown`: what was done last about a subject is what the car confirmed; what has no end
/// yet is wanted only.
wire::Json settings_of(CommandsStore& store, const Vin& vin, OwnershipPeriod period);

}  // namespace traction::commands
