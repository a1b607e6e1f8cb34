/// What is due in the whole cloud, and living through it. Rule H4.
#pragma once

#include "cloud/ctl/command_line.hpp"

namespace traction::ctl {

/// `due` and `run`, of operators.
void add_due(CLI::App& group, CommandLine& line);

}  // namespace traction::ctl
