/// Where a password comes from: a file, the environment, or a person at the terminal. Never from the command
/// line, which everybody on the machine can read.
#pragma once

#include <string>

#include "shared/domain/secret.hpp"

namespace traction::ctl {

/// What --password-file said (its first line counts), else the variable `environment`, else what is typed at
/// the terminal without being shown. Throws std::runtime_error, with a sentence, when there is none.
Secret read_password(const std::string& file, const char* environment, const std::string& prompt);

}  // namespace traction::ctl
