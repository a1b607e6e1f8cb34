/// Where the car's life stood when it was last measured.
#pragma once

#include <memory>
#include <optional>

#include "shared/ports/database.hpp"
#include "vehicle-agent/agent/living_car.hpp"

namespace traction::agent {

class CarStore {
   public:
    explicit CarStore(ports::Database& database);
    std::optional<LifeSoFar> load();
    void save(const LifeSoFar& life);

   private:
    std::unique_ptr<ports::Statement> load_, save_;
};

}  // namespace traction::agent
