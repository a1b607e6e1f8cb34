#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

namespace traction::agent {
namespace {

long drives_without_agent(const Vin& vin, Timestamp born, Timestamp until) {
    vehicle::SimulatedCar car(vin, {.seed = 7, .born = born, .soc_percent = 50});
    car.advance_to(until);
    const auto happenings = car.take_happenings();
    return std::count_if(happenings.begin(), happenings.end(), [](const auto& happening) {
        return happening.kind == vehicle::HappeningKind::drive_started;
    });
}

TEST_CASE("A month of a day's life in steps of a day: everything is told, in order, and nothing is left") {
    AgentTest t(true);
    for (int day = 0; day < 30; ++day) t.agent->advance(24h);
    t.agent->advance(1min);
    const auto report = t.reports();
    CHECK(std::is_sorted(report.samples.begin(), report.samples.end(),
                         [](const auto& a, const auto& b) { return a.measured_at < b.measured_at; }));
    const auto told = kinds(report);
    const auto drives = drives_without_agent(t.vin, instant("2026-03-10T17:00:00Z"), t.agent->now());
    CHECK(drives > 10);
    CHECK(std::count(told.begin(), told.end(), "drive_started") == drives);
    CHECK(std::count(told.begin(), told.end(), "drive_started") ==
          std::count(told.begin(), told.end(), "drive_ended"));
    CHECK(t.agent->life().outbox_rows() == 0);
}

}  // namespace
}  // namespace traction::agent
