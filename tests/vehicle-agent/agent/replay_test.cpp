#include <cstdio>
#include <fstream>

#include <doctest/doctest.h>

#include "tests/shared/temporary_folder.hpp"
#include "tests/vehicle-agent/agent/agent_fixture.hpp"
#include "vehicle-agent/agent/replay_worker.hpp"

namespace traction::agent {
namespace {

TEST_CASE("V4: a recorded drive is sent as if driven now, faster if wanted, and says what became of it") {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "drive.csv";
    {
        std::ofstream csv(file);
        csv << "measured_at,soc_percent,speed_kmh\n2020-03-10T08:00:00Z,71.5,48.2\nrubbish\n2020-03-10T08:00:"
               "10Z,71.4,49\n2020-03-10T08:01:40Z,71,50\n";
    }
    const auto vin = Vin::parse("VR3UHZKXZL1234567").value();
    const auto drive = std::make_shared<RecordedDrive>(file.string(), 10);
    REQUIRE(drive->problem() == "");
    test::OneWorker agent(replay_kind(vin, drive, Entitled::all), instant("2026-03-10T17:00:00Z"));
    for (int i = 0; i < 120 && !drive->complete(); ++i) agent.advance(100ms);
    CHECK(drive->complete());
    const auto reports = agent.sent(wire::report_stream(vin));
    REQUIRE(reports.size() == 1);
    const auto& samples = reports[0].at("samples");
    REQUIRE(samples.size() == 3);
    CHECK(samples[1].at("measured_at") == "2026-03-10T17:00:01.000Z");
    CHECK(samples[2].at("measured_at") == "2026-03-10T17:00:10.000Z");
    CHECK(drive->summary().find("reports_sent=1 acknowledged=1") != std::string::npos);
    CHECK(drive->summary().find("rows=4 used=3") == 0);
}

}  // namespace
}  // namespace traction::agent
