/// The keys of one secured broker and of all who meet on it, made by `scripts/certs`.
#pragma once

#include <filesystem>
#include <string>

#include "shared/domain/secret.hpp"
#include "shared/ports/tokens.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::test {

class Keys {
   public:
    /// Throws std::runtime_error, with the script's own words, when they cannot be made.
    Keys();

    const std::filesystem::path& path() const { return folder_.path(); }
    std::filesystem::path authority() const { return path() / "ca.pem"; }
    std::string worker_secret() const;
    void certify(const std::string& vin) const { make({"car", vin}); }
    void revoke(const std::string& vin) const { make({"revoke", vin}); }

    /// Signed with the system's own key, whatever it claims.
    Secret token(const ports::TokenClaims& claims) const;
    /// As `accounts` gives it: issued now, for the longest time.
    Secret token(const std::string& role, const std::string& name, const std::string& device = {}) const;

   private:
    void make(const std::vector<std::string>& command) const;

    TemporaryFolder folder_;
};

/// The text of a file. Throws std::runtime_error when there is none.
std::string text_of(const std::filesystem::path& file);

}  // namespace traction::test
