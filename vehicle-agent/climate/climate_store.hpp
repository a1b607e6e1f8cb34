/// When preconditioning under way is to end.
#pragma once

#include <memory>
#include <optional>

#include "shared/ports/database.hpp"

namespace traction::climate {

class ClimateStore {
   public:
    explicit ClimateStore(ports::Database& database);
    /// Nothing while none is under way.
    std::optional<Timestamp> load();
    void save(std::optional<Timestamp> ends_at);

   private:
    std::unique_ptr<ports::Statement> load_, save_, clear_;
};

}  // namespace traction::climate
