/// How the help desk and operators come in. Rule H1.
#pragma once

#include "cloud/ctl/command_line.hpp"

namespace traction::ctl {

/// `login NAME`, `logout`, and `token`, which prints the token for another MQTT client such as mosquitto_sub.
void add_staff_sign_in(CLI::App& group, CommandLine& line, wire::Party role);

}  // namespace traction::ctl
