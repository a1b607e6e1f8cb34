/// What the car remembers of how its owner wants it charged: it works offline and survives a restart. Rule
/// E2.
#pragma once

#include <memory>
#include <optional>

#include "shared/ports/database.hpp"
#include "vehicle-agent/charging/programme_rules.hpp"

namespace traction::charging {

struct ChargingWishes {
    Plan plan;
    int limit_percent = kFullPercent;
    SessionId session;  ///< the one that the rest is about; empty: unplugged
    Timestamp waits_since{};
    bool charge_now = false;
    Timestamp start_judged{};  ///< the beginning of the latest run of which it is known whether it started
    Timestamp late_told{};     ///< the beginning of the latest run that was said to miss its target

    friend bool operator==(const ChargingWishes&, const ChargingWishes&) = default;
};

class ChargingStore {
   public:
    explicit ChargingStore(ports::Database& database);
    ChargingWishes load();
    /// Writes what is new.
    void save(const ChargingWishes& wishes, const ChargingWishes& before);

   private:
    void save_programmes(const Plan& plan, const Plan& before);

    std::unique_ptr<ports::Statement> load_, save_;
    std::unique_ptr<ports::Statement> programmes_, save_programme_, remove_programme_;
};

}  // namespace traction::charging
