/// The agent of one car: it lives with the car, obeys its owner's orders, and reports. Everything it does
/// goes through the car's ports and the runtime's turn; its parts decide, and this class only brings them
/// together.
#pragma once

#include <memory>

#include "shared/runtime/worker.hpp"
#include "vehicle-agent/agent/car_store.hpp"
#include "vehicle-agent/agent/car_time.hpp"
#include "vehicle-agent/charging/charging_control.hpp"
#include "vehicle-agent/climate/climate_control.hpp"
#include "vehicle-agent/commands/command_desk.hpp"
#include "vehicle-agent/danger_zones/danger_zone_watch.hpp"
#include "vehicle-agent/entitlements/entitlement_store.hpp"
#include "vehicle-agent/reports/reporter.hpp"
#include "vehicle-agent/reports/sampling_rules.hpp"

namespace traction::agent {

struct AgentSettings {
    reports::Cadence cadence;
    reports::Packing packing;
    reports::OutboxLimit outbox;
};

std::span<const ports::Migration> migrations();

/// How to run the agent of this car. The car may outlive its agent, and is shared with nobody else's thread.
runtime::WorkerKind worker_kind(const Vin& vin, std::shared_ptr<LivingCar> life,
                                const AgentSettings& settings = {});

class VehicleAgent : public runtime::Worker, commands::Actor {
   public:
    VehicleAgent(ports::Database& database, const Vin& vin, std::shared_ptr<LivingCar> life,
                 const AgentSettings& settings);

    void declare(runtime::Handlers& handlers) override;
    std::optional<Timestamp> next_due() override;
    void on_due(runtime::Turn& turn) override { live(turn); }
    std::optional<Timestamp> next_machine_due() override;
    void on_machine_due(runtime::Turn& turn) override;
    bool waits_for_commit() const override { return desk_.waits_for_commit(); }
    void on_committed(runtime::Turn& turn) override;
    void on_numbered(runtime::Turn& turn, const std::string& stream, const std::string& key) override;
    void on_new_epoch(runtime::Turn& turn, const std::string& stream) override;
    void on_cloud_time(runtime::Turn& turn, Timestamp cloud_time) override {
        car_time_.hear(cloud_time, turn.now());
    }

   private:
    void on_command(runtime::Turn& turn, const runtime::Origin& origin, const commands::CommandOrder& order);
    void on_entitlement(runtime::Turn& turn, const wire::contracts::EntitlementOrder& order);
    void on_period(runtime::Turn& turn, const wire::garage::PeriodOrder& order);
    /// Shows a pairing code, for as long as it is good. Rule G5.
    void on_code(runtime::Turn& turn, const runtime::Origin& origin, const wire::garage::CodeOrder& order);
    void clear_old_code(Timestamp now);

    vehicle::Reaction act(runtime::Turn& turn, const commands::CommandOrder& order) override;
    bool reads_done(const commands::CommandOrder& order) override;

    /// Takes the car over, in the first turn in which the time is known.
    void wake(runtime::Turn& turn);
    /// Lives on to the turn's now: what happened, what is to end or to start, what is to be measured.
    void live(runtime::Turn& turn);
    bool tell_happenings(runtime::Turn& turn);
    void measure(runtime::Turn& turn);
    void locate(runtime::Turn& turn);
    /// While the car is entitled to it; otherwise nothing of it stays. Rules D1, D3.
    void watch_for_danger_zones(runtime::Turn& turn);
    template <class Order>
    void on_danger_zones(runtime::Turn& turn, const Order& order);
    void refresh_entitlements() { running_ = entitlements_.running(); }
    commands::Knowledge knowledge(Timestamp now);
    vehicle::Car& car() { return life_->car(); }

    Vin vin_;
    std::shared_ptr<LivingCar> life_;
    AgentSettings settings_;
    CarStore store_;
    std::optional<LifeSoFar> past_;  ///< before this process
    entitlements::EntitlementStore entitlements_;
    charging::ChargingControl charging_;
    climate::ClimateControl climate_;
    danger_zones::DangerZoneWatch danger_zones_;
    commands::CommandDesk desk_;
    reports::Reporter reporter_;

    bool awake_ = false;
    CarTime car_time_;
    entitlements::Products running_;
    LifeSoFar so_far_;
    Timestamp next_sample_{};
    std::optional<Timestamp> code_until_;  ///< a pairing code is on the screen
    std::optional<Timestamp> next_look_;   ///< for hands, in machine time
};

}  // namespace traction::agent
