/// Which letters may still be on their way, by id.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/domain/ids.hpp"
#include "shared/ports/database.hpp"

namespace traction::accounts {

class LetterStore {
   public:
    explicit LetterStore(ports::Database& database);

    /// `about` is an account or a sign-up. A letter that is there already is only written anew.
    void add(const LetterId& letter, const std::string& about, const std::string& matter,
             Timestamp machine_now);
    /// The latest about the same matter.
    std::optional<LetterId> latest(const std::string& about, const std::string& matter);
    std::vector<LetterId> all(const std::string& about);
    void forget(const LetterId& letter);
    void forget_all(const std::string& about);

    /// When the oldest was written.
    std::optional<Timestamp> oldest();
    void forget_written_until(Timestamp instant);

   private:
    std::unique_ptr<ports::Statement> add_, latest_, all_, forget_, forget_all_, oldest_, forget_old_;
};

}  // namespace traction::accounts
