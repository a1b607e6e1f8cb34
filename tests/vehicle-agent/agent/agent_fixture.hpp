/// A simulated car with its agent, spoken to like the cloud speaks to it.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "shared/wire/streams.hpp"
#include "tests/support/one_worker.hpp"
#include "vehicle-agent/agent/simulated_life.hpp"
#include "vehicle-agent/agent/vehicle_agent.hpp"

namespace traction::agent {

using namespace std::chrono_literals;
using wire::commands::Act;
using wire::commands::CommandOrder;
using wire::contracts::Product;

inline Timestamp instant(const char* text) {
    return parse_timestamp(text).value();
}

/// Parked and locked at 18:00 in Paris, owned in period 1.
class AgentTest {
   public:
    explicit AgentTest(bool day_life = false, AgentSettings settings = {})
        : life_(std::make_shared<std::shared_ptr<SimulatedLife>>()),
          settings_(std::move(settings)),
          day_life_(day_life) {
        give_life();
        agent = std::make_unique<test::OneWorker>(kind(), instant("2026-03-10T17:00:00Z"));
        agent->gets_order(vin, "garage", wire::garage::PeriodOrder{.period = 1, .owned = true});
    }

    vehicle::SimulatedCar& car() { return (*life_)->car(); }
    /// Somebody touched the car: the agent notices with its next turn.
    void by_hand(SimulatedLife::Deed deed) {
        (*life_)->do_by_hand(std::move(deed));
        agent->advance(100ms);
    }
    /// The whole process dies, and the simulated car with it.
    void process_dies() {
        give_life();
        agent->crash();
    }

    CommandOrder order(const char* id, Act act, Milliseconds lasts = 10min) const {
        return {.command = *CommandId::parse(id),
                .period = 1,
                .act = act,
                .arguments = {},
                .deadline = agent->now() + lasts};
    }
    void gets(const CommandOrder& order) { agent->gets_order(vin, "commands", order); }
    void is_entitled(Product product, bool granted) {
        agent->gets_order(
            vin, "contracts",
            wire::contracts::EntitlementOrder{
                .contract = *ContractId::parse("k1"), .period = 1, .product = product, .granted = granted});
    }

    /// "c1 received", "c1 refused unlocked": what it said about commands since the last look.
    std::vector<std::string> says() {
        std::vector<std::string> said;
        for (const auto& json : agent->sent(wire::outcome_stream(vin, "commands"))) {
            auto text = json.at("command").get<std::string>() + " " + json.at("phase").get<std::string>();
            if (json.contains("reason")) text += " " + json.at("reason").get<std::string>();
            said.push_back(text);
        }
        return said;
    }
    wire::Report reports() {
        wire::Report all;
        wire::ReportDecoder decoder;
        for (const auto& json : agent->sent(wire::report_stream(vin))) {
            const auto report = decoder.decode(json.dump());
            check(report.ok(), "a report can be read");
            for (const auto& sample : (*report)->samples) all.samples.push_back(sample);
            for (const auto& happening : (*report)->happenings) all.happenings.push_back(happening);
        }
        return all;
    }

    const Vin vin = Vin::parse("VR3UHZKXZL1234567").value();
    std::unique_ptr<test::OneWorker> agent;

   private:
    void give_life() {
        *life_ = std::make_shared<SimulatedLife>(
            vin, vehicle::SimulatedCarSettings{.seed = 7, .day_life = day_life_, .soc_percent = 50},
            SimulatedLife::Hands::may_come);
    }
    runtime::WorkerKind kind() const {
        auto kind = worker_kind(vin, *life_, settings_);
        kind.open = [vin = vin, life = life_, settings = settings_](ports::Database& database) {
            return std::make_unique<VehicleAgent>(database, vin, *life, settings);
        };
        return kind;
    }

    std::shared_ptr<std::shared_ptr<SimulatedLife>> life_;
    AgentSettings settings_;
    bool day_life_;
};

inline std::vector<std::string_view> kinds(const wire::Report& report) {
    std::vector<std::string_view> kinds;
    for (const auto& happening : report.happenings)
        kinds.push_back(wire::kHappeningNames[static_cast<std::size_t>(happening.kind)]);
    return kinds;
}

}  // namespace traction::agent
