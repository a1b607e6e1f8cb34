/// A subcommand that has a car do something, and follows it to the end.
#pragma once

#include "cloud/ctl/command_line.hpp"
#include "shared/wire/messages/commands.hpp"

namespace traction::ctl {

/// A subcommand that sends `act`; `make_body` gives its arguments when it is run.
CLI::App* add_act(
    CLI::App& group, CommandLine& line, const std::string& name, const std::string& help,
    wire::commands::Act act, std::function<wire::Json()> make_body = [] { return wire::Json::object(); });

}  // namespace traction::ctl
