/// Moving the sandbox clock (design 3).
#pragma once

#include "cloud/ctl/command_line.hpp"

namespace traction::ctl {

/// The subcommands of the clock.
void add_clock(CLI::App& app, CommandLine& line);

/// Moves the clock forward and waits until everybody has lived through it. The session is an operator's and
/// listens to the topic `clock`.
Exit travel(CommandLine& line, Session& session, Timestamp target);

}  // namespace traction::ctl
