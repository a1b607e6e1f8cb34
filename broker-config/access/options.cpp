#include "broker-config/access/options.hpp"

#include <optional>

#include "shared/adapters/tokens/secret_files.hpp"
#include "shared/domain/result.hpp"

namespace traction::access {
namespace {

bool truth(const std::string& name, const std::string& value) {
    if (value != "true" && value != "false") throw Fault("plugin_opt_" + name + " must be true or false");
    return value == "true";
}

/// Shorter ones could be guessed.
constexpr std::size_t kShortestSecret = 32;

Secret secret_in(const std::string& file) {
    auto secret = adapters::secret_in(file);
    if (secret.revealed().size() < kShortestSecret)
        throw Fault("the secret in " + file + " is too short (scripts/certs makes it)");
    return secret;
}

}  // namespace

Gate::Secrets read_options(const std::vector<std::pair<std::string, std::string>>& options) {
    std::optional<std::string> token_key;
    std::optional<Secret> worker_secret;
    bool witness = false;
    for (const auto& [name, value] : options) {
        if (name == "token_key") {
            token_key = adapters::read_key(value);
        } else if (name == "worker_secret") {
            worker_secret = secret_in(value);
        } else if (name == "witness") {
            witness = truth(name, value);
        } else {
            throw Fault("plugin_opt_" + name + " is not known");
        }
    }
    if (!token_key) throw Fault("plugin_opt_token_key is missing: the file of the tokens' public key");
    if (!worker_secret) throw Fault("plugin_opt_worker_secret is missing: the file of the workers' secret");
    return {.tokens = adapters::JwtReader(*token_key),
            .worker_secret = *worker_secret,
            .admits_witnesses = witness};
}

}  // namespace traction::access
