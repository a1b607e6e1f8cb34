/// The options of traction-cloud that the worker `accounts` needs.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cloud/accounts/accounts_worker.hpp"
#include "shared/adapters/process/process.hpp"

namespace traction::cloud {

struct AccountsOptions {
    std::string web = "https://localhost:8443";
    std::string first_operator;  ///< file for the password; empty: none is made
};

void add_accounts_options(CLI::App& app, AccountsOptions& options);

/// Hasher and issuer of a process, kept for its workers.
class AccountsMeans {
   public:
    /// `secrets` is the folder of scripts/certs. Without it tokens are not signed: the broker that admits
    /// everybody does not look at them. Throws Fault when the key cannot be read.
    AccountsMeans(const AccountsOptions& options, const std::string& secrets);
    accounts::Means means() const { return {passwords_.get(), tokens_.get(), web_}; }

   private:
    std::unique_ptr<ports::PasswordHasher> passwords_;
    std::unique_ptr<ports::TokenIssuer> tokens_;
    std::string web_;
};

/// Where there is no operator yet: makes the one named "first" and writes the password into `file`, for the
/// owner's eyes only. Before the workers start; nothing where `accounts` is not one of them. Rule H1.
void make_first_operator(const std::vector<runtime::WorkerKind>& kinds, adapters::RealWorld& world,
                         const std::filesystem::path& file);

}  // namespace traction::cloud
