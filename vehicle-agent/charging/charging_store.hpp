/// What the car remembers of how its owner wants it charged: it works offline and survives a restart. Rule
/// E2.
#pragma once

#include <memory>
#include <optional>

#include "shared/ports/database.hpp"
#include "vehicle-agent/charging/programme_rules.hpp"

namespace traction::charging {

struct ChargingWishes {
    std::optional<ChargingProgramme> programme;
    int limit_percent = kFullPercent;
    SessionId session;  ///< the one that the rest is about; empty: unplugged
    Timestamp waits_since{};
    bool charge_now = false;

    friend bool operator==(const ChargingWishes&, const ChargingWishes&) = default;
};

class ChargingStore {
   public:
    explicit ChargingStore(ports::Database& database);
    ChargingWishes load();
    void save(const ChargingWishes& wishes);

   private:
    std::unique_ptr<ports::Statement> load_, save_;
};

}  // namespace traction::charging
