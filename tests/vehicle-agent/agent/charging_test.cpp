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

CommandOrder off_peak_nights(const AgentTest& t, const char* id) {
    auto order = t.order(id, Act::set_off_peak);
    order.arguments.off_peak =
        wire::commands::OffPeakProgramme{.active = true, .hours = {.windows = {{.from = 23h, .until = 6h}}}};
    return order;
}

TEST_CASE("E7: in the off-peak hours, across a night, without the cloud and after the process died") {
    AgentTest t;
    t.by_hand([](vehicle::SimulatedCar& car) { car.set_state_of_charge(5); });
    plug_in(t);
    t.gets(off_peak_nights(t, "c1"));
    CHECK(!t.car().charge_port().charging());
    t.agent->acknowledge(false);
    t.process_dies();
    t.by_hand([](vehicle::SimulatedCar& car) { car.set_state_of_charge(5); });
    plug_in(t);
    t.agent->advance_to(instant("2026-03-10T21:59:00Z"));
    CHECK(!t.car().charge_port().charging());
    t.agent->advance_to(instant("2026-03-10T22:00:00Z"));
    CHECK(t.car().charge_port().charging());
    t.agent->advance_to(instant("2026-03-11T05:00:00Z"));
    CHECK(!t.car().charge_port().charging());
}

TEST_CASE("E2: programmes of four slots are kept apart, replaced and removed") {
    AgentTest t;
    plug_in(t);
    const auto in_slot = [&](const char* id, int slot, std::chrono::minutes start) {
        auto order = programmed(t, id, true, start);
        order.arguments.programme->slot = slot;
        order.arguments.programme->end = start + 1h;
        return order;
    };
    t.gets(in_slot("c1", 1, 20h));
    t.gets(in_slot("c2", 3, 22h));
    t.agent->advance_to(instant("2026-03-10T19:30:00Z"));
    CHECK(t.car().charge_port().charging());
    t.gets(in_slot("c3", 1, 3h));
    CHECK(!t.car().charge_port().charging());
    t.agent->crash();
    t.agent->advance_to(instant("2026-03-10T21:30:00Z"));
    CHECK(t.car().charge_port().charging());
    auto remove = t.order("c4", Act::remove_charging_programme);
    remove.arguments.slot = 3;
    t.gets(remove);
    CHECK(!t.car().charge_port().charging());
    remove = t.order("c5", Act::remove_charging_programme);
    remove.arguments.slot = 1;
    t.gets(remove);
    CHECK(t.car().charge_port().charging());  // nothing is programmed: rule E1
}

TEST_CASE("E3: postponed, it waits for the programmes again; where there is none that is refused") {
    AgentTest t;
    plug_in(t);
    t.gets(t.order("c1", Act::postpone_charge));
    CHECK(t.says().back() == "c1 refused nothing_programmed");
    CHECK(t.car().charge_port().charging());
    t.gets(programmed(t, "c2", true, 22h));
    t.gets(t.order("c3", Act::charge_now));
    CHECK(t.car().charge_port().charging());
    t.gets(t.order("c4", Act::postpone_charge));
    CHECK(!t.car().charge_port().charging());
    CHECK(status(t) == ChargingStatus::waiting);
}

TEST_CASE("E2: nothing is charged in a pause but what is asked for now; afterwards the programmes hold") {
    AgentTest t;
    plug_in(t);
    t.gets(programmed(t, "c1", true, 22h));
    auto pause = t.order("c2", Act::pause_charging);
    pause.arguments.paused_until = instant("2026-03-13T00:00:00Z");
    t.gets(pause);
    t.agent->crash();
    t.agent->advance_to(instant("2026-03-12T23:00:00Z"));
    CHECK(!t.car().charge_port().charging());
    t.agent->advance_to(instant("2026-03-13T20:59:00Z"));
    CHECK(!t.car().charge_port().charging());
    t.agent->advance_to(instant("2026-03-13T21:00:00Z"));
    CHECK(t.car().charge_port().charging());
    t.gets(pause = t.order("c3", Act::pause_charging));  // without an instant it ends
    CHECK(t.says().back() == "c3 done");
}

TEST_CASE("E5: a programmed charge that does not start is told once for each run, with the reason") {
    AgentTest t;
    plug_in(t);
    auto order = programmed(t, "c1", true, 22h);
    order.arguments.programme->end = 23h;
    t.gets(order);
    t.by_hand([](vehicle::SimulatedCar& car) { car.set_state_of_charge(20); });
    const auto told = [&] {
        std::vector<std::string> words;
        for (const auto& happening : t.reports().happenings) {
            if (happening.kind == wire::HappeningKind::charge_not_started)
                words.push_back(to_text(happening.at).substr(0, 16) + " " + *happening.cause);
        }
        return words;
    };
    t.reports();
    SUBCASE("the charge point has no power") {
        t.by_hand([](vehicle::SimulatedCar& car) { car.cut_power(true); });
        t.agent->advance_to(instant("2026-03-10T21:04:59Z"));
        CHECK(told().empty());
        t.agent->crash();
        t.agent->advance_to(instant("2026-03-10T21:20:00Z"));
        CHECK(told() == std::vector<std::string>{"2026-03-10T21:05 power_cut"});
        t.agent->crash();
        t.gets(t.order("c2", Act::refresh));
        t.agent->advance_to(instant("2026-03-11T12:00:00Z"));
        CHECK(told().empty());
        t.agent->advance_to(instant("2026-03-11T22:30:00Z"));
        CHECK(told() == std::vector<std::string>{"2026-03-11T21:05 power_cut"});
    }
    SUBCASE("it comes back in time") {
        t.by_hand([](vehicle::SimulatedCar& car) { car.cut_power(true); });
        t.agent->advance_to(instant("2026-03-10T21:03:00Z"));
        t.by_hand([](vehicle::SimulatedCar& car) { car.cut_power(false); });
        t.agent->advance_to(instant("2026-03-11T12:00:00Z"));
        CHECK(told().empty());
    }
    SUBCASE("the battery is full") {
        t.by_hand([](vehicle::SimulatedCar& car) { car.set_state_of_charge(100); });
        t.agent->advance_to(instant("2026-03-11T12:00:00Z"));
        CHECK(told().empty());
    }
    SUBCASE("nobody plugged it in") {
        unplug(t);
        t.agent->advance_to(instant("2026-03-11T12:00:00Z"));
        CHECK(told().empty());
    }
}

TEST_CASE("E5: a target that will not be reached in time is told once, when it is seen") {
    AgentTest t;
    t.by_hand([](vehicle::SimulatedCar& car) {
        car.set_state_of_charge(20);
        car.plug_in({vehicle::Current::alternating, 2300});
    });
    auto order = programmed(t, "c1", true, 22h, 90);
    order.arguments.programme->end = 23h + 59min;
    SUBCASE("it will not") {
        t.gets(order);
        t.agent->advance_to(instant("2026-03-11T12:00:00Z"));
        const auto told = kinds(t.reports());
        CHECK(std::count(told.begin(), told.end(), "charge_will_be_late") == 1);
        CHECK(std::count(told.begin(), told.end(), "charge_not_started") == 0);
    }
    SUBCASE("it will") {
        order.arguments.programme->target_percent = 21;
        t.gets(order);
        t.agent->advance_to(instant("2026-03-11T12:00:00Z"));
        const auto told = kinds(t.reports());
        CHECK(std::count(told.begin(), told.end(), "charge_will_be_late") == 0);
    }
}

}  // namespace
}  // namespace traction::agent
