/// What people in the car let it tell of itself, and since when. All calls happen inside the agent's
/// transaction.
#pragma once

#include <memory>
#include <optional>

#include "shared/ports/database.hpp"
#include "shared/wire/privacy.hpp"

namespace traction::privacy {

class PrivacyStore {
   public:
    explicit PrivacyStore(ports::Database& database);
    /// Nothing while nobody has chosen anything yet.
    std::optional<wire::PrivacyChange> load();
    void save(const wire::PrivacyChange& change);

   private:
    std::unique_ptr<ports::Statement> load_, save_;
};

}  // namespace traction::privacy
