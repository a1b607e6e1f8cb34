/// Preconditioning under way, and the programmes. All calls happen inside the agent's transaction.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "shared/ports/database.hpp"
#include "vehicle-agent/climate/climate_rules.hpp"

namespace traction::climate {

/// A programme and how far it is.
struct Kept {
    ClimateProgramme programme;
    std::optional<Timestamp> begun;  ///< the start of the occurrence that was begun last, or is not to begin
};

class ClimateStore {
   public:
    explicit ClimateStore(ports::Database& database);
    /// When what is under way is to end; nothing while none is.
    std::optional<Timestamp> load_end();
    void save_end(std::optional<Timestamp> ends_at);

    /// By slot.
    std::vector<Kept> load_programmes();
    void save(const Kept& kept);
    void remove(int slot);

   private:
    std::unique_ptr<ports::Statement> load_, save_, clear_;
    std::unique_ptr<ports::Statement> programmes_, save_programme_, remove_programme_;
};

}  // namespace traction::climate
