/// What the plugin is told in mosquitto.conf: `plugin_opt_NAME VALUE`, after `plugin FILE`.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "broker-config/access/gate.hpp"

namespace traction::access {

/// Reads the options and the files that they name:
/// - `token_key FILE`: the public key of the tokens (PEM); needed
/// - `worker_secret FILE`: what workers show as their password; needed
/// - `witness true|false`: whether sessions of the role `witness` are admitted; false
/// Throws Fault, with a sentence, when one is missing, unknown, or its file cannot be read.
Gate::Secrets read_options(const std::vector<std::pair<std::string, std::string>>& options);

}  // namespace traction::access
