#include "cloud/accounts_options.hpp"

#include <algorithm>

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/adapters/passwords/argon2id.hpp"
#include "shared/adapters/tokens/jwt_tokens.hpp"
#include "shared/adapters/tokens/secret_files.hpp"
#include "shared/runtime/worker_thread.hpp"

namespace traction::cloud {
namespace {

class UnsignedTokens final : public ports::TokenIssuer {
   public:
    std::string issue(const ports::TokenClaims&) override { return "unsigned"; }
};

/// On the disk before the password works, so that no crash leaves one that nobody knows.
void write_secret(const std::filesystem::path& file, const std::string& secret) {
    const auto line = secret + "\n";
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written = descriptor >= 0 && ::fchmod(descriptor, 0600) == 0 &&
                         ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                         ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!written) throw Fault("the first operator's password cannot be written to " + file.string());
}

}  // namespace

void add_accounts_options(CLI::App& app, AccountsOptions& options) {
    app.add_option("--web", options.web, "where the store is, and where the links of letters lead")
        ->capture_default_str();
    app.add_option(
        "--first-operator", options.first_operator,
        "where there is no operator yet, makes the one named first and writes the password into this file");
}

AccountsMeans::AccountsMeans(const AccountsOptions& options, const std::string& secrets)
    : passwords_(std::make_unique<adapters::Argon2id>()), web_(options.web) {
    if (secrets.empty()) {
        tokens_ = std::make_unique<UnsignedTokens>();
    } else {
        tokens_ = std::make_unique<adapters::JwtIssuer>(
            adapters::read_key(std::filesystem::path(secrets) / "tokens.key"));
    }
}

void make_first_operator(const std::vector<runtime::WorkerKind>& kinds, adapters::RealWorld& world,
                         const std::filesystem::path& file) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [](const auto& each) { return each.name == accounts::kName; });
    if (kind == kinds.end()) return;
    auto surroundings = world.surroundings();
    const auto database = surroundings.open_database(kind->name);
    runtime::migrate_all(*database, *kind);
    database->begin();
    const auto password = accounts::add_first_operator(*database, surroundings.randomness);
    if (password) write_secret(file, *password);
    database->commit();
    if (password) spdlog::info("the operator \"first\" signs in with the password in {}", file.string());
}

}  // namespace traction::cloud
