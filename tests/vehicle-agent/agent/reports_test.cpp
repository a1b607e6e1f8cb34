#include <set>

#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

namespace traction::agent {
namespace {

using wire::Signal;

TEST_CASE("D3: position is told with a mapping pack only, and each word about it is confirmed") {
    AgentTest t;
    t.reports();
    t.is_entitled(Product::mapping_pack, true);
    CHECK(t.reports().samples.back().has(Signal::latitude_deg));
    t.is_entitled(Product::mapping_pack, true);
    t.is_entitled(Product::mapping_pack, false);
    CHECK(!t.reports().samples.back().has(Signal::latitude_deg));
    const auto confirmed = t.agent->sent(wire::outcome_stream(t.vin, "contracts"));
    REQUIRE(confirmed.size() == 3);
    CHECK(confirmed[1].at("granted") == true);
    CHECK(confirmed[2].at("granted") == false);
}

TEST_CASE("D3: while nobody owns the car only what remote control needs is told") {
    AgentTest t;
    t.is_entitled(Product::mapping_pack, true);
    t.agent->gets_order(t.vin, "garage", wire::garage::PeriodOrder{.period = 1, .owned = false});
    t.reports();
    t.agent->advance(2h);
    const auto report = t.reports();
    REQUIRE(!report.samples.empty());
    for (const auto& sample : report.samples) {
        CHECK(sample.has(Signal::soc_percent));
        CHECK(!sample.has(Signal::latitude_deg));
        CHECK(!sample.has(Signal::odometer_m));
    }
}

TEST_CASE("V1: a driving car is measured every 10 seconds, packed into few reports") {
    AgentTest t;
    t.is_entitled(Product::mapping_pack, true);
    t.reports();
    t.by_hand([](vehicle::SimulatedCar& car) { car.drive(10'000, 50); });
    t.agent->advance(5min);
    const auto reports = t.agent->sent(wire::report_stream(t.vin));
    std::size_t samples = 0;
    for (const auto& report : reports) samples += report.at("samples").size();
    CHECK(samples >= 29);
    CHECK(reports.size() <= samples / 2);
}

TEST_CASE("V4: a day offline with crashes loses nothing, and it arrives in order") {
    AgentTest t(true);
    t.agent->advance(1h);
    t.agent->acknowledge(false);
    for (int hour = 0; hour < 24; ++hour) {
        t.agent->advance(59min);
        t.agent->crash();
        t.agent->advance(1min);
    }
    t.agent->acknowledge(true);
    for (int i = 0; i < 100; ++i) t.agent->advance(10min);
    const auto report = t.reports();
    CHECK(std::is_sorted(report.samples.begin(), report.samples.end(),
                         [](const auto& a, const auto& b) { return a.measured_at < b.measured_at; }));
    for (std::size_t i = 1; i < report.samples.size(); ++i) {
        CHECK(report.samples[i].measured_at - report.samples[i - 1].measured_at <= 1h);
    }
    std::set<std::string> ids;
    for (const auto& happening : report.happenings) ids.insert(happening.id.text());
    CHECK(ids.size() == report.happenings.size());
    CHECK(report.happenings.size() >= 4);
}

TEST_CASE("V4: what was measured and not packed yet survives a crash") {
    AgentTest t;
    t.is_entitled(Product::mapping_pack, true);
    t.by_hand([](vehicle::SimulatedCar& car) { car.drive(10'000, 50); });
    t.agent->advance(10s);
    t.reports();
    t.agent->advance(10s);
    t.agent->advance(10s);
    const auto measured_at = t.agent->now() - 10s;
    t.process_dies();
    t.agent->advance(1h);
    const auto report = t.reports();
    CHECK(std::any_of(report.samples.begin(), report.samples.end(),
                      [&](const auto& sample) { return sample.measured_at == measured_at; }));
}

TEST_CASE("V4: what no longer fits is dropped from the old end, and the gap is told") {
    AgentSettings settings;
    settings.outbox.rows = 32;
    AgentTest t(false, settings);
    t.agent->acknowledge(false);
    t.reports();
    for (int hour = 0; hour < 200; ++hour) t.agent->advance(1h);
    CHECK(t.agent->life().outbox_rows() <= 45);
    t.agent->acknowledge(true);
    for (int i = 0; i < 100; ++i) t.agent->advance(10min);
    const auto report = t.reports();
    const auto told = kinds(report);
    CHECK(std::count(told.begin(), told.end(), "report_gap") >= 1);
    CHECK(t.agent->life().outbox_rows() == 0);
}

TEST_CASE("V4: a new epoch begins with the gap, and the car tells again what it holds") {
    AgentTest t;
    t.is_entitled(Product::mapping_pack, true);
    t.gets(t.order("c1", Act::horn));
    t.agent->advance(1h);
    t.reports();
    t.says();
    t.agent->sent(wire::outcome_stream(t.vin, "contracts"));
    t.agent->sent(wire::outcome_stream(t.vin, "garage"));
    runtime::mark_restored(t.agent->database());
    t.agent->crash();
    t.agent->advance(1h);
    const auto report = t.reports();
    REQUIRE(!report.happenings.empty());
    CHECK(report.happenings.front().kind == wire::HappeningKind::report_gap);
    CHECK(report.happenings.front().at > instant("2026-03-10T17:00:00Z"));
    CHECK(t.says() == std::vector<std::string>{"c1 done"});
    CHECK(t.agent->sent(wire::outcome_stream(t.vin, "contracts")).size() == 1);
    CHECK(t.agent->sent(wire::outcome_stream(t.vin, "garage")).size() == 1);
}

TEST_CASE("A car whose process died goes on with its life") {
    AgentTest t(true);
    t.agent->advance(30h);
    const double odometer = t.car().odometer().distance_m();
    t.reports();
    t.process_dies();
    CHECK(t.car().odometer().distance_m() == doctest::Approx(odometer));
    const auto told = kinds(t.reports());
    CHECK(told.empty());
}

}  // namespace
}  // namespace traction::agent
