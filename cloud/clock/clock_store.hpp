/// Where the clock stands, over restarts.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "cloud/clock/clock_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"

namespace traction::clock {

std::span<const ports::Migration> migrations();

class ClockStore {
   public:
    explicit ClockStore(ports::Database& database);

    /// Nothing in a new database.
    std::optional<ClockState> load();
    void save(const ClockState& state);

   private:
    std::unique_ptr<ports::Statement> load_, save_;
};

}  // namespace traction::clock
