#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

namespace traction::agent {
namespace {

using wire::HappeningKind;
using wire::Privacy;
using wire::Signal;

/// Entitled to tell everything, with somebody in it.
class PrivateCar : public AgentTest {
   public:
    explicit PrivateCar(bool day_life = false) : AgentTest(day_life) {
        is_entitled(Product::tracking_pack, true);
        reports();
    }
    void chooses(Privacy privacy) {
        by_hand([privacy](vehicle::SimulatedCar& car) { car.privacy_switch().choose(privacy); });
    }
    void drives() {
        by_hand([](vehicle::SimulatedCar& car) { car.drive(10'000, 50); });
    }
};

bool tells(const wire::Report& report, Signal signal) {
    return std::any_of(report.samples.begin(), report.samples.end(),
                       [&](const auto& sample) { return sample.has(signal); });
}

TEST_CASE("D3: a switch in the car wins over every entitlement, at once and until it is switched back") {
    PrivateCar t;
    t.drives();
    t.agent->advance(1min);
    CHECK(tells(t.reports(), Signal::latitude_deg));
    t.chooses(Privacy::position);
    const auto since = t.agent->now();
    t.agent->advance(5min);
    const auto hidden = t.reports();
    REQUIRE(!hidden.happenings.empty());
    CHECK(hidden.happenings[0].kind == HappeningKind::privacy_changed);
    CHECK(hidden.happenings[0].cause == "position");
    CHECK(since - hidden.happenings[0].at <= 100ms);
    CHECK(!tells(hidden, Signal::latitude_deg));
    CHECK(!tells(hidden, Signal::speed_kmh));
    CHECK(tells(hidden, Signal::soc_percent));
    t.chooses(Privacy::none);
    CHECK(tells(t.reports(), Signal::latitude_deg));
}

TEST_CASE("D3: a car that hides all tells that, and nothing else") {
    PrivateCar t;
    t.chooses(Privacy::all);
    t.drives();
    t.agent->advance(3h);
    const auto report = t.reports();
    CHECK(report.samples.empty());
    CHECK(kinds(report) == std::vector<std::string_view>{"privacy_changed"});
    t.chooses(Privacy::none);
    CHECK(tells(t.reports(), Signal::soc_percent));
}

TEST_CASE("D3: what the car keeps holds when its process dies, and its switch shows it") {
    PrivateCar t;
    t.chooses(Privacy::position);
    t.reports();
    t.process_dies();
    t.drives();
    t.agent->advance(10min);
    CHECK(t.car().privacy_switch().shown() == Privacy::position);
    const auto report = t.reports();
    CHECK(!tells(report, Signal::latitude_deg));
    const auto told = kinds(report);
    CHECK(std::count(told.begin(), told.end(), "privacy_changed") == 0);
}

TEST_CASE("D3: what was switched while the agent was down is followed step by step") {
    PrivateCar t;
    t.agent->crash();
    t.car().privacy_switch().choose(Privacy::all);
    t.car().advance_to(t.agent->now() + 1min);
    t.car().plug_in({vehicle::Current::alternating, 7400});
    t.car().advance_to(t.agent->now() + 2min);
    t.car().privacy_switch().choose(Privacy::position);
    t.agent->advance(1h);
    const auto told = kinds(t.reports());
    CHECK(std::count(told.begin(), told.end(), "privacy_changed") == 2);
    CHECK(std::count(told.begin(), told.end(), "plugged") == 0);
    CHECK(t.car().privacy_switch().shown() == Privacy::position);
}

TEST_CASE("D3: what would tell something hidden is refused, everything else is obeyed") {
    struct Row {
        Privacy privacy;
        Act act;
        const char* says;
    };
    for (const auto& row : {
             Row{Privacy::none, Act::locate, "c1 done"},
             Row{Privacy::position, Act::locate, "c1 refused private_car"},
             Row{Privacy::all, Act::locate, "c1 refused private_car"},
             Row{Privacy::position, Act::refresh, "c1 done"},
             Row{Privacy::all, Act::refresh, "c1 refused private_car"},
             Row{Privacy::all, Act::horn, "c1 done"},
         }) {
        CAPTURE(row.says);
        CAPTURE(static_cast<int>(row.act));
        PrivateCar t;
        t.chooses(row.privacy);
        t.reports();
        t.gets(t.order("c1", row.act));
        t.agent->advance(1s);
        CHECK(t.says().back() == row.says);
        if (row.privacy != Privacy::none) CHECK(!tells(t.reports(), Signal::latitude_deg));
    }
}

TEST_CASE("D3: a cloud without memory is told again what holds, as it was told first") {
    PrivateCar t;
    t.chooses(Privacy::position);
    const auto first = t.reports().happenings.at(0);
    t.agent->advance(1h);
    t.reports();
    runtime::mark_restored(t.agent->database());
    t.agent->crash();
    t.agent->advance(1h);
    const auto again = t.reports().happenings;
    const auto found = std::find_if(again.begin(), again.end(), [](const auto& happening) {
        return happening.kind == HappeningKind::privacy_changed;
    });
    REQUIRE(found != again.end());
    CHECK(found->id == first.id);
    CHECK(found->at == first.at);
}

}  // namespace
}  // namespace traction::agent
