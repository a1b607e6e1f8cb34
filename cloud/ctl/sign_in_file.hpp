/// What tractionctl remembers between two calls: as whom it is signed in. One file per role in a folder of
/// the person's own, readable by nobody else.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "shared/domain/secret.hpp"
#include "shared/wire/messages/access.hpp"

namespace traction::ctl {

/// A sign-in that is remembered. Times are machine time.
struct SignedInAs {
    std::string name;    ///< account, agent or operator
    std::string device;  ///< of an owner
    Secret token;
    Timestamp expires_at{};
    static SignedInAs read(wire::Reader& reader);
    wire::Json json() const;
};

class SignInFile {
   public:
    /// The file of this role in `folder`; it need not exist.
    SignInFile(const std::filesystem::path& folder, wire::access::Role role);

    /// Nothing when nobody is signed in, or the file cannot be read.
    std::optional<SignedInAs> load() const;
    /// Replaces the file as a whole, with mode 0600; makes the folder with mode 0700. Throws Fault when the
    /// disk refuses.
    void save(const SignedInAs& who) const;
    void forget() const;

    /// Where a person's files lie when nothing else is said: $XDG_STATE_HOME/traction, else
    /// ~/.local/state/traction.
    static std::filesystem::path usual_folder();

   private:
    std::filesystem::path file_;
};

}  // namespace traction::ctl
