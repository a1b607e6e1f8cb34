/// What the subcommands about people share: texts, passwords from files, and fields that may be missing.
#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "shared/wire/json.hpp"

namespace traction::ctl {

using Text = std::shared_ptr<std::string>;

inline constexpr const char* kPasswordVariable = "TRACTION_PASSWORD";
inline constexpr const char* kNewPasswordVariable = "TRACTION_NEW_PASSWORD";

/// An option or an argument that is a text; empty when it was not said.
Text add_text(CLI::App& command, const std::string& name, const std::string& help);
/// An argument that must be said.
Text add_argument(CLI::App& command, const std::string& name, const std::string& help);
/// An option that names a file with a password; the variable of the environment counts where it is not said.
Text add_password_file(CLI::App& command, const std::string& name, const char* environment);

}  // namespace traction::ctl
