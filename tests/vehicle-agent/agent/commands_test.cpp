#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

namespace traction::agent {
namespace {

using Said = std::vector<std::string>;

TEST_CASE("K1, K2: a command is received, then done") {
    AgentTest t;
    t.gets(t.order("c1", Act::unlock));
    CHECK(t.says() == Said{"c1 received", "c1 done"});
    CHECK(!t.car().doors().locked());
}

TEST_CASE("K1: a repeated command is answered again and not carried out again") {
    AgentTest t;
    const auto horn = t.order("c1", Act::horn);
    t.gets(horn);
    t.says();
    t.gets(horn);
    t.agent->crash();
    t.gets(horn);
    CHECK(t.says() == Said{"c1 done", "c1 done"});
    CHECK(t.car().horn().times_sounded() == 1);
}

TEST_CASE("K1: the deadline is read when the command arrives") {
    AgentTest t;
    t.gets(t.order("c1", Act::horn, 0ms));
    CHECK(t.says() == Said{"c1 expired deadline_passed"});
    CHECK(t.car().horn().times_sounded() == 0);
}

TEST_CASE("K1: the deadline is read again before anything moves") {
    AgentTest t;
    t.agent->acknowledge(false);
    t.gets(t.order("c1", Act::horn, 1s));
    CHECK(t.says() == Said{"c1 received"});
    t.agent->acknowledge(true);
    t.agent->advance(1s);
    t.agent->advance(1min);
    CHECK(t.says() == Said{"c1 expired deadline_passed"});
    CHECK(t.car().horn().times_sounded() == 0);
}

TEST_CASE("K1: a car that crashed on the way never acts again, and says what it reads") {
    struct Row {
        Act act;
        const char* says;
    };
    const Row rows[] = {{Act::horn, "c1 refused interrupted"},
                        {Act::unlock, "c1 refused interrupted"},
                        {Act::lock, "c1 done"},
                        {Act::precondition_start, "c1 refused interrupted"},
                        {Act::precondition_stop, "c1 done"},
                        {Act::charge_now, "c1 refused interrupted"}};
    for (const auto& row : rows) {
        CAPTURE(row.says);
        AgentTest t;
        t.agent->acknowledge(false);
        const auto order = t.order("c1", row.act);
        t.gets(order);
        t.agent->crash();
        t.agent->acknowledge(true);
        t.agent->advance(1min);
        t.gets(order);
        const auto said = t.says();
        REQUIRE(said.size() == 3);
        CHECK(said[0] == "c1 received");
        CHECK(said[1] == row.says);
        CHECK(said[2] == row.says);
        CHECK(t.car().horn().times_sounded() == 0);
        CHECK(t.car().doors().locked());
    }
}

TEST_CASE("K1: an actuator that moved before the crash is read, not moved") {
    AgentTest t;
    t.agent->acknowledge(false);
    t.gets(t.order("c1", Act::unlock));
    t.car().doors().unlock();
    t.agent->crash();
    t.agent->acknowledge(true);
    t.agent->advance(1min);
    CHECK(t.says() == Said{"c1 received", "c1 done"});
}

TEST_CASE("K3: of several of one kind only the latest counts") {
    AgentTest t;
    t.agent->acknowledge(false);
    t.agent->advance(0ms);
    runtime::Arrivals both;
    wire::Number number = 0;
    for (const auto& order :
         {t.order("c1", Act::unlock), t.order("c2", Act::horn), t.order("c3", Act::lock)}) {
        const auto body = order.json().dump();
        const auto stream = wire::order_stream(t.vin, "commands");
        const wire::Numbered message{
            .epoch = 99, .number = ++number, .at = t.agent->now(), .body = body, .to = t.vin.text()};
        both.messages.push_back({.topic = stream, .payload = wire::write_numbered(message)});
    }
    t.agent->life().step(t.agent->now(), std::move(both));
    t.agent->acknowledge(true);
    t.agent->advance(1min);
    t.agent->advance(1min);
    CHECK(t.car().doors().locked());
    CHECK(t.car().horn().times_sounded() == 1);
    const auto told = t.says();
    CHECK(std::find(told.begin(), told.end(), "c1 refused superseded") != told.end());
    CHECK(std::find(told.begin(), told.end(), "c3 done") != told.end());
}

TEST_CASE("G8: orders of earlier and later owners are refused") {
    AgentTest t;
    t.agent->gets_order(t.vin, "garage", wire::garage::PeriodOrder{.period = 2, .owned = true});
    t.gets(t.order("c1", Act::horn));
    auto later = t.order("c2", Act::horn);
    later.period = 3;
    t.gets(later);
    t.agent->gets_order(t.vin, "garage", wire::garage::PeriodOrder{.period = 2, .owned = false});
    auto ended = t.order("c3", Act::horn);
    ended.period = 2;
    t.gets(ended);
    CHECK(t.says() ==
          Said{"c1 refused period_ended", "c2 refused period_unknown", "c3 refused period_ended"});
    CHECK(t.car().horn().times_sounded() == 0);
}

TEST_CASE("G8: an order that was recorded from another car is not obeyed, whatever its numbers are") {
    AgentTest t;
    const auto order = t.order("c1", Act::horn);
    const auto body = order.json().dump();
    for (const std::string_view to : {"VF1AG000X64744521", ""}) {
        CAPTURE(to);
        t.agent->hears_message(
            wire::order_stream(t.vin, "commands"),
            wire::write_numbered({.epoch = 5, .number = 1, .at = t.agent->now(), .body = body, .to = to}));
        CHECK(t.says().empty());
    }
    CHECK(t.car().horn().times_sounded() == 0);
    t.gets(order);
    CHECK(t.car().horn().times_sounded() == 1);
}

TEST_CASE("G5: a pairing code is on the screen for as long as it is good, and the car says so") {
    AgentTest t;
    const auto stream = wire::outcome_stream(t.vin, "garage");
    const auto pairing = *wire::garage::PairingId::parse("p-1");
    const auto shows = [&](Timestamp until) {
        t.agent->sent(stream);
        t.agent->gets_order(
            t.vin, "garage",
            wire::garage::CodeOrder{.pairing = pairing, .code = "K7QF2MXB", .show_until = until});
        return t.agent->sent(stream).at(0) ==
               wire::garage::CodeShown{.pairing = pairing, .shown = true}.json();
    };
    CHECK(shows(t.agent->now() + 10min));
    CHECK(t.car().screen().text() == "pairing code K7QF2MXB");
    t.agent->advance(10min - 1ms);
    CHECK(t.car().screen().text() == "pairing code K7QF2MXB");
    t.agent->advance(1ms);
    CHECK(t.car().screen().text().empty());
    CHECK_FALSE(shows(t.agent->now()));
    CHECK(t.car().screen().text().empty());
    CHECK(shows(t.agent->now() + 10min));
    t.agent->crash();
    t.agent->advance(1s);
    CHECK(t.car().screen().text().empty());
}

TEST_CASE("G8: a period is confirmed each time, and never goes back") {
    AgentTest t;
    const auto stream = wire::outcome_stream(t.vin, "garage");
    t.agent->sent(stream);
    t.agent->gets_order(t.vin, "garage", wire::garage::PeriodOrder{.period = 4, .owned = true});
    t.agent->gets_order(t.vin, "garage", wire::garage::PeriodOrder{.period = 3, .owned = false});
    const auto known = t.agent->sent(stream);
    REQUIRE(known.size() == 2);
    CHECK(known[0] == wire::garage::PeriodKnown{.period = 4, .owned = true}.json());
    CHECK(known[1] == known[0]);
}

TEST_CASE("K1: a car that has heard no time since it booted refuses orders with a deadline") {
    AgentTest t;
    t.agent->acknowledge(false);
    t.agent->crash();
    const auto order = t.order("c1", Act::horn);
    const auto body = order.json().dump();
    t.agent->hears_message(wire::order_stream(t.vin, "commands"),
                           wire::write_numbered({.epoch = 5, .number = 1, .body = body, .to = t.vin.text()}));
    CHECK(t.says() == Said{"c1 refused no_time"});
}

TEST_CASE("P2, P4: the car's reasons") {
    AgentTest t;
    t.by_hand([](vehicle::SimulatedCar& car) { car.doors().unlock(); });
    t.gets(t.order("c1", Act::precondition_start));
    t.by_hand([](vehicle::SimulatedCar& car) { car.doors().lock(); });
    t.by_hand([](vehicle::SimulatedCar& car) { car.set_state_of_charge(10); });
    t.gets(t.order("c2", Act::precondition_start));
    t.gets(t.order("c3", Act::charge_now));
    t.by_hand([](vehicle::SimulatedCar& car) { car.fail(vehicle::Part::doors); });
    t.gets(t.order("c4", Act::unlock));
    CHECK(t.says() == Said{"c1 received", "c1 refused unlocked", "c2 received", "c2 refused battery_low",
                           "c3 received", "c3 refused not_plugged", "c4 received",
                           "c4 refused hardware_failed"});
}

TEST_CASE("P3: preconditioning ends after 30 minutes, also when the agent was restarted") {
    AgentTest t;
    t.gets(t.order("c1", Act::precondition_start));
    CHECK(t.car().climate().mode() != wire::Preconditioning::off);
    t.agent->advance(10min);
    t.agent->crash();
    t.agent->advance(20min - 1ms);
    CHECK(t.car().climate().mode() != wire::Preconditioning::off);
    t.agent->advance(1ms);
    CHECK(t.car().climate().mode() == wire::Preconditioning::off);
}

TEST_CASE("K7: refresh and locate report at once, and locating tells the position without a pack") {
    AgentTest t;
    t.reports();
    t.gets(t.order("c1", Act::refresh));
    const auto refreshed = t.reports();
    REQUIRE(refreshed.samples.size() >= 1);
    CHECK(!refreshed.samples.back().has(wire::Signal::latitude_deg));
    t.gets(t.order("c2", Act::locate));
    CHECK(t.reports().samples.back().has(wire::Signal::latitude_deg));
}

}  // namespace
}  // namespace traction::agent
