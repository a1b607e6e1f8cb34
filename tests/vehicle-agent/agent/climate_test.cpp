#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

namespace traction::agent {
namespace {

using Said = std::vector<std::string>;
using wire::commands::ClimateProgramme;

CommandOrder programmed(const AgentTest& t, const char* id, std::chrono::minutes ready_at, int slot = 1,
                        std::vector<int> days = {}) {
    auto order = t.order(id, Act::set_climate_programme);
    order.arguments.climate_programme =
        ClimateProgramme{.slot = slot, .active = true, .ready_at = ready_at, .days = std::move(days)};
    return order;
}

bool runs(AgentTest& t) {
    return t.car().climate().mode() != wire::Preconditioning::off;
}

void unlock(AgentTest& t) {
    t.by_hand([](vehicle::SimulatedCar& car) { car.doors().unlock(); });
}
void lock(AgentTest& t) {
    t.by_hand([](vehicle::SimulatedCar& car) { car.doors().lock(); });
}

/// When it began and ended, to the minute, until an instant.
std::vector<std::string> lives_until(AgentTest& t, const char* end) {
    std::vector<std::string> changes;
    bool was = runs(t);
    while (t.agent->now() < instant(end)) {
        t.agent->advance(1min);
        if (runs(t) == was) continue;
        was = !was;
        changes.push_back((was ? "on " : "off ") + to_text(t.agent->now()).substr(5, 11));
    }
    return changes;
}

TEST_CASE("P3: programmed, it starts 30 minutes before the time and ends 15 minutes after it, on its days") {
    AgentTest t;  // Tuesday 10 March 2026, 18:00 in Paris
    t.gets(programmed(t, "c1", 7h, 1, {3, 4}));
    CHECK(t.says() == Said{"c1 received", "c1 done"});
    t.agent->acknowledge(false);
    CHECK(lives_until(t, "2026-03-14T00:00:00Z") ==
          std::vector<std::string>{"on 03-11T05:30", "off 03-11T06:15", "on 03-12T05:30", "off 03-12T06:15"});
}

TEST_CASE("P2, P3: unlocking ends that occurrence only, and so does stopping") {
    AgentTest t;
    t.gets(programmed(t, "c1", 7h));
    t.agent->advance_to(instant("2026-03-11T05:40:00Z"));
    CHECK(runs(t));
    SUBCASE("unlocked") {
        unlock(t);
        CHECK(!runs(t));
        lock(t);
    }
    SUBCASE("stopped") {
        t.gets(t.order("c2", Act::precondition_stop));
    }
    CHECK(lives_until(t, "2026-03-12T12:00:00Z") ==
          std::vector<std::string>{"on 03-12T05:30", "off 03-12T06:15"});
}

TEST_CASE("P3: a missed minute still runs in its window") {
    AgentTest t;
    t.gets(programmed(t, "c1", 7h));
    SUBCASE("the car was unlocked") {
        unlock(t);
        t.agent->advance_to(instant("2026-03-11T05:50:00Z"));
        CHECK(!runs(t));
        lock(t);
    }
    SUBCASE("the whole process was dead") {
        t.agent->advance_to(instant("2026-03-11T05:20:00Z"));
        t.process_dies();
        t.agent->advance_to(instant("2026-03-11T05:50:00Z"));
    }
    CHECK(runs(t));
    CHECK(lives_until(t, "2026-03-11T12:00:00Z") == std::vector<std::string>{"off 03-11T06:15"});
}

TEST_CASE("P3: the process dies while it runs, and neither begins again nor forgets to end") {
    AgentTest t;
    t.gets(programmed(t, "c1", 7h));
    t.agent->advance_to(instant("2026-03-11T05:40:00Z"));
    t.agent->crash();
    CHECK(lives_until(t, "2026-03-11T12:00:00Z") == std::vector<std::string>{"off 03-11T06:15"});
}

TEST_CASE("P3: programmes that overlap are one, until the last of them ends") {
    AgentTest t;
    t.gets(programmed(t, "c1", 7h, 1));
    t.gets(programmed(t, "c2", 7h + 20min, 2));
    CHECK(t.says() == Said{"c1 received", "c1 done", "c2 received", "c2 done"});
    CHECK(lives_until(t, "2026-03-11T12:00:00Z") ==
          std::vector<std::string>{"on 03-11T05:30", "off 03-11T06:35"});
}

TEST_CASE("P3: asked for now it ends after 30 minutes, but never before a programme that runs") {
    AgentTest t;
    t.gets(programmed(t, "c1", 7h));
    t.agent->advance_to(instant("2026-03-11T05:35:00Z"));
    t.gets(t.order("c2", Act::precondition_start));
    CHECK(lives_until(t, "2026-03-11T06:20:00Z") == std::vector<std::string>{"off 03-11T06:15"});
    t.gets(t.order("c3", Act::precondition_start));
    CHECK(lives_until(t, "2026-03-11T12:00:00Z") == std::vector<std::string>{"off 03-11T06:50"});
}

TEST_CASE("P3: switched off, replaced or removed, a programme runs no more; another stays") {
    AgentTest t;
    t.gets(programmed(t, "c1", 7h, 1));
    t.gets(programmed(t, "c2", 9h, 2));
    SUBCASE("switched off") {
        auto off = programmed(t, "c3", 7h, 1);
        off.arguments.climate_programme->active = false;
        t.gets(off);
    }
    SUBCASE("replaced") {
        t.gets(programmed(t, "c3", 22h, 1, {7}));
    }
    SUBCASE("removed") {
        auto remove = t.order("c3", Act::remove_climate_programme);
        remove.arguments.slot = 1;
        t.gets(remove);
    }
    t.agent->crash();
    CHECK(lives_until(t, "2026-03-11T12:00:00Z") ==
          std::vector<std::string>{"on 03-11T07:30", "off 03-11T08:15"});
}

TEST_CASE("P4: below the low-battery limit a programme waits for the plug") {
    AgentTest t;
    t.gets(programmed(t, "c1", 7h));
    t.by_hand([](vehicle::SimulatedCar& car) { car.set_state_of_charge(10); });
    t.agent->advance_to(instant("2026-03-11T05:45:00Z"));
    CHECK(!runs(t));
    t.by_hand([](vehicle::SimulatedCar& car) { car.plug_in({vehicle::Current::alternating, 7400}); });
    t.agent->advance(1min);
    CHECK(runs(t));
}

TEST_CASE("G8, P3: the next owner inherits no programme") {
    AgentTest t;
    t.gets(programmed(t, "c1", 7h));
    t.agent->gets_order(t.vin, "garage", wire::garage::PeriodOrder{.period = 2, .owned = true});
    CHECK(lives_until(t, "2026-03-11T12:00:00Z").empty());
}

}  // namespace
}  // namespace traction::agent
