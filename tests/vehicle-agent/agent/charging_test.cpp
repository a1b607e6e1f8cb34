#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

namespace traction::agent {
namespace {

using wire::ChargingStatus;
using wire::commands::ChargingProgramme;

const vehicle::ChargePoint kHomePost{vehicle::Current::alternating, 7400};

void plug_in(AgentTest& t) {
    t.by_hand([](vehicle::SimulatedCar& car) { car.plug_in(kHomePost); });
}
void unplug(AgentTest& t) {
    t.by_hand([](vehicle::SimulatedCar& car) { car.unplug(); });
}

CommandOrder programmed(const AgentTest& t, const char* id, bool active, std::chrono::minutes start,
                        std::optional<int> target = {}) {
    auto order = t.order(id, Act::set_charging_programme);
    order.arguments.programme = ChargingProgramme{.active = active,
                                                  .start = start,
                                                  .end = {},
                                                  .target_percent = target,
                                                  .days = {},
                                                  .zone = Zone::standard()};
    return order;
}

ChargingStatus status(AgentTest& t) {
    t.reports();
    t.gets(t.order(("refresh-" + std::to_string(t.agent->now().time_since_epoch().count())).c_str(),
                   Act::refresh));
    return static_cast<ChargingStatus>(
        static_cast<int>(t.reports().samples.back().value(wire::Signal::charging_status)));
}

TEST_CASE("E1, E3: the remote stop: charging stops until the programmed time") {
    AgentTest t;
    plug_in(t);
    CHECK(t.car().charge_port().charging());
    t.reports();
    t.gets(programmed(t, "c1", true, 22h));
    CHECK(!t.car().charge_port().charging());
    CHECK(kinds(t.reports()) == std::vector<std::string_view>{"charging_stopped"});
    CHECK(status(t) == ChargingStatus::waiting);
    t.agent->crash();
    t.agent->advance_to(instant("2026-03-10T20:59:59Z"));
    CHECK(!t.car().charge_port().charging());
    t.agent->advance_to(instant("2026-03-10T21:00:00Z"));
    CHECK(t.car().charge_port().charging());
}

TEST_CASE("E2: a programme works offline, and is kept when the whole process dies") {
    AgentTest t;
    t.gets(programmed(t, "c1", true, 22h));
    t.agent->acknowledge(false);
    t.process_dies();
    plug_in(t);
    CHECK(!t.car().charge_port().charging());
    t.agent->advance_to(instant("2026-03-10T21:00:00Z"));
    CHECK(t.car().charge_port().charging());
}

TEST_CASE("E6: charge now is for this session, and erases no programme") {
    AgentTest t;
    t.gets(programmed(t, "c1", true, 22h));
    plug_in(t);
    CHECK(!t.car().charge_port().charging());
    t.gets(t.order("c2", Act::charge_now));
    CHECK(t.car().charge_port().charging());
    t.agent->crash();
    t.agent->advance(1min);
    CHECK(t.car().charge_port().charging());
    unplug(t);
    plug_in(t);
    CHECK(!t.car().charge_port().charging());
    CHECK(status(t) == ChargingStatus::waiting);
}

TEST_CASE("E6: time and activation are two facts") {
    AgentTest t;
    plug_in(t);
    t.gets(programmed(t, "c1", true, 22h));
    t.gets(programmed(t, "c2", false, 22h));
    CHECK(t.car().charge_port().charging());
}

TEST_CASE("E6: the limit is kept and applied by the car; a target is the programme's own") {
    AgentTest t;
    auto limit = t.order("c1", Act::set_charge_limit);
    limit.arguments.limit_percent = 60;
    t.gets(limit);
    t.process_dies();
    plug_in(t);
    t.agent->advance(24h);
    CHECK(t.car().battery().state_of_charge_percent() == doctest::Approx(60).epsilon(0.001));
    CHECK(status(t) == ChargingStatus::complete);
    const auto before = t.agent->now();
    t.gets(programmed(t, "c2", true, 22h, 55));
    t.by_hand([](vehicle::SimulatedCar& car) { car.set_state_of_charge(40); });
    t.agent->advance_to(before + 48h);
    CHECK(t.car().battery().state_of_charge_percent() == doctest::Approx(55).epsilon(0.001));
    t.reports();
    t.gets(t.order("c3", Act::refresh));
    CHECK(t.reports().samples.back().value(wire::Signal::charging_limit_percent) == 60);
}

TEST_CASE("E4: completion and faults are told once, with their cause") {
    AgentTest t;
    plug_in(t);
    t.agent->advance(24h);
    unplug(t);
    const auto told = kinds(t.reports());
    CHECK(told ==
          std::vector<std::string_view>{"plugged", "charging_started", "charge_complete", "unplugged"});
    t.by_hand([](vehicle::SimulatedCar& car) { car.set_state_of_charge(30); });
    plug_in(t);
    t.by_hand([](vehicle::SimulatedCar& car) { car.cut_power(); });
    t.by_hand([](vehicle::SimulatedCar& car) { car.cut_power(false); });
    t.by_hand([](vehicle::SimulatedCar& car) { car.cut_power(); });
    const auto report = t.reports();
    const auto faults = std::count_if(
        report.happenings.begin(), report.happenings.end(),
        [](const auto& happening) { return happening.kind == wire::HappeningKind::charging_fault; });
    CHECK(faults == 1);
}

}  // namespace
}  // namespace traction::agent
