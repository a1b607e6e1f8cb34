/// What `danger_zones` remembers: the zones, and which cars may be given them. Nothing of where a car is.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "shared/domain/danger_zone.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::danger_zones {

std::span<const ports::Migration> migrations();

class DangerZonesStore {
   public:
    explicit DangerZonesStore(ports::Database& database);

    /// All zones, in order.
    std::vector<DangerZone> zones();
    /// In the tile and the eight around it, in order.
    std::vector<DangerZone> zones_around(const Tile& tile);
    void replace_zones(std::span<const DangerZone> zones);

    void note_product(const ContractId& contract, const Vin& vin, bool warns);
    void note_running(const wire::contracts::ContractEvent& event, bool running);
    /// The contract has gone to another owner with its car.
    void note_moved(const wire::contracts::ContractEvent& event);
    void forget(const ContractId& contract);
    /// Whether a contract runs that lets the car be warned.
    bool serves(const Vin& vin);
    /// Forgets the contracts of the car up to this period; how many, also when it is told again. Rule C7.
    std::int64_t tear_down(const wire::contracts::TeardownBegan& teardown);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;

    ports::Database& database_;
    Prepared zones_, zones_of_tile_, clear_zones_, add_zone_;
    Prepared note_product_, note_running_, note_moved_, forget_, serves_, erase_;
    Prepared torn_down_, remember_teardown_;
};

}  // namespace traction::danger_zones
