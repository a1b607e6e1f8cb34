#include <doctest/doctest.h>

#include "tests/cloud/state/conversation.hpp"

namespace traction::test {
namespace {

using namespace std::chrono_literals;
using wire::Aspect;
using wire::Signal;

TEST_CASE("V1: a value that a car reports stands on its twin, with the time it was measured") {
    Conversation state;
    state.car_reports({sample(
        kNoon - 3s, {{Signal::soc_percent, 81.5}, {Signal::charging_status, 3}, {Signal::locked, 1}})});
    const auto charging = state.published(wire::topic(wire::TopicKind::twin, {kVin.text(), "charging"}));
    REQUIRE(charging.size() == 1);
    CHECK(charging[0] ==
          wire::Json::parse(R"({"soc_percent": {"value": 81.5, "measured_at": "2026-03-02T11:59:57.000Z"},
                                               "charging_status": {"value": "charging", "measured_at": "2026-03-02T11:59:57.000Z"}})"));
    CHECK(state.shown(Aspect::doors, "locked") == true);
}

TEST_CASE("The twin follows the order of the stream, never an earlier measurement") {
    Conversation state;
    state.car_reports({sample(kNoon, {{Signal::soc_percent, 50}})});
    state.car_reports({sample(kNoon - 1min, {{Signal::soc_percent, 60}, {Signal::range_m, 200'000}})});
    state.advance(1s);
    CHECK(state.count("SELECT count(*) FROM sample") == 2);
    const auto charging =
        state.published(wire::topic(wire::TopicKind::twin, {kVin.text(), "charging"})).back();
    CHECK(charging["soc_percent"]["value"] == 50);
    CHECK(charging["range_m"]["value"] == 200'000);
    state.car_reports({sample(kNoon, {{Signal::soc_percent, 49}})});
    state.advance(1s);
    CHECK(state.shown(Aspect::charging, "soc_percent") == 49);
}

TEST_CASE("A doubtful value is kept and never wins") {
    Conversation state;
    state.car_reports({sample(kNoon, {{Signal::soc_percent, 50}})});
    auto doubtful = sample(kNoon + 1s, {{Signal::speed_kmh, 30}});
    doubtful.set(Signal::soc_percent, 0, true);
    SUBCASE("because the car says so") {
        state.car_reports({doubtful});
    }
    SUBCASE("because it is out of bounds") {
        state.car_reports({sample(kNoon + 1s, {{Signal::soc_percent, 130}, {Signal::speed_kmh, 30}})});
    }
    state.advance(1s);
    CHECK(state.shown(Aspect::position, "speed_kmh") == 30);
    CHECK(state.shown(Aspect::charging, "soc_percent") == 50);
    CHECK(state.count("SELECT count(*) FROM sample WHERE doubtful = 1") == 1);
}

TEST_CASE("A sample more than 5 minutes ahead is doubtful as a whole") {
    struct Row {
        Milliseconds ahead;
        bool wins;
    };
    for (const auto& row :
         {Row{0ms, true}, Row{5min, true}, Row{5min + 1ms, false}, Row{std::chrono::years{6}, false}}) {
        CAPTURE(row.ahead.count());
        Conversation state;
        state.car_reports({sample(kNoon + row.ahead, {{Signal::soc_percent, 50}})});
        CHECK(state.shown(Aspect::charging, "soc_percent").is_null() == !row.wins);
        CHECK(state.rows("sample") == 1);
    }
}

TEST_CASE("An aspect is shown at most once a second, and its last value is not lost") {
    Conversation state;
    const auto topic = wire::topic(wire::TopicKind::twin, {kVin.text(), "charging"});
    for (int i = 0; i < 25; ++i) {
        state.car_reports({sample(state.now(), {{Signal::soc_percent, 50.0 + i}})});
        state.advance(100ms);
    }
    state.advance(1s);
    const auto seen = state.published(topic);
    CHECK(seen.size() == 4);
    CHECK(seen.back()["soc_percent"]["value"] == 74);
}

TEST_CASE("After a crash the twin is what it was, from the last checkpoint and the log") {
    Conversation state;
    for (int i = 0; i < 60; ++i) {
        state.car_reports(
            {sample(state.now(), {{Signal::soc_percent, 90.0 - i}, {Signal::odometer_m, 1000.0 + i}})});
        if (i == 20) state.ownership_begins(kAnna, 1);
        state.advance(700ms);
        if (i % 17 != 16) continue;
        const auto before = state.twin_seen_by(kAnna);
        state.crash();
        REQUIRE(state.twin_seen_by(kAnna) == before);
    }
    CHECK(state.rows("sample") == 60);
    CHECK(state.count("SELECT sample FROM checkpoint") > 30);
}

TEST_CASE("A broker that forgot gets all twins again, in pages") {
    Conversation state;
    std::vector<Vin> fleet;
    for (int i = 0; i < 450; ++i) fleet.push_back(*Vin::parse("VF1AG000X64744" + std::to_string(100 + i)));
    for (const auto& vin : fleet) state.car_reports({sample(kNoon, {{Signal::soc_percent, 50}})}, vin);
    for (const auto& vin : fleet)
        state.published(wire::topic(wire::TopicKind::twin, {vin.text(), "charging"}));
    state.crash();
    for (int i = 0; i < 5; ++i) state.advance(20ms);
    for (const auto& vin : fleet) {
        REQUIRE(state.published(wire::topic(wire::TopicKind::twin, {vin.text(), "charging"})).size() == 1);
    }
}

}  // namespace
}  // namespace traction::test
