/// What the car was given to warn by, and of what it has warned: it works offline, and goes on after a
/// restart where it was.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "shared/ports/database.hpp"
#include "shared/wire/messages/danger_zones.hpp"
#include "vehicle-agent/danger_zones/passing_rules.hpp"

namespace traction::danger_zones {

struct Held {
    wire::danger_zones::Surroundings order;
    Timestamp confirmed_at{};  ///< ordered, or said to be still good
};

class SurroundingsStore {
   public:
    explicit SurroundingsStore(ports::Database& database);

    std::optional<Held> held();
    void save(const wire::danger_zones::Surroundings& order, Timestamp confirmed_at);
    void save_still_good(Timestamp good_until, Timestamp confirmed_at);

    /// How near they came is not kept.
    std::vector<Pass> passes();
    void save(const Pass& pass);
    void forget(const DangerZone& passed);

    void forget_surroundings();
    void forget_all();

   private:
    std::unique_ptr<ports::Statement> held_, save_, save_still_good_, forget_surroundings_;
    std::unique_ptr<ports::Statement> passes_, save_pass_, forget_pass_, forget_passes_;
};

}  // namespace traction::danger_zones
