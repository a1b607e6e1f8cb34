#include "cloud/state/session_rules.hpp"

#include <random>

#include <doctest/doctest.h>

namespace traction::state {
namespace {

using namespace std::chrono_literals;

const auto kEvening = *parse_timestamp("2026-03-10T19:00:00Z");  // 20:00 in Paris

OffPeak nights() {
    return {.windows = {{.from = 23h, .until = 6h}}};
}

CurvePoint point(Milliseconds later, double energy_wh) {
    return {.at = kEvening + later, .energy_wh = energy_wh};
}

TEST_CASE("E7: energy is split where the tariff changes, window by window") {
    struct Row {
        const char* what;
        std::vector<CurvePoint> points;
        double off_peak_wh;
    };
    const Row rows[] = {
        {"nothing measured", {}, 0},
        {"one point", {point(0h, 100)}, 0},
        {"before the night", {point(0h, 0), point(2h, 5000)}, 0},
        {"in the night", {point(3h, 0), point(9h, 9000)}, 9000},
        {"a third of it in the night", {point(0h, 0), point(3h, 6000), point(4h, 9000)}, 3000},
        {"over the edge between two points", {point(2h, 0), point(4h, 8000)}, 4000},
        {"the whole night and the morning", {point(3h, 0), point(13h, 10'000)}, 7000},
        {"a sensor that falls", {point(3h, 0), point(4h, 900), point(5h, 100), point(6h, 600)}, 1400},
        {"two at one instant", {point(3h, 0), point(3h, 500), point(4h, 1000)}, 500},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        CHECK(off_peak_energy_wh(row.points, nights()) == doctest::Approx(row.off_peak_wh));
        CHECK(off_peak_energy_wh(row.points, {}) == 0);
    }
}

TEST_CASE("E7: the cost is in whole minor units, halves rounded up") {
    const Tariff tariff{.peak_minor_per_mwh = 27'000, .off_peak_minor_per_mwh = 20'680};
    CHECK(cost_of(0, 0, tariff).minor_units == 0);
    CHECK(cost_of(10'000, 0, tariff).minor_units == 270);
    CHECK(cost_of(10'000, 10'000, tariff).minor_units == 207);  // 206.8
    CHECK(cost_of(10'000, 4'000, tariff).minor_units == 245);   // 162 + 82.72
    CHECK(cost_of(18.5, 0, {.peak_minor_per_mwh = 27'027}).minor_units == 1);
    CHECK(cost_of(500'000, 0, {.peak_minor_per_mwh = wire::state::kMostMinorPerMwh}).minor_units ==
          50'000'000);
}

TEST_CASE("E7: the parts of any session add up, and its curve keeps first and last") {
    std::mt19937 dice(3);
    const auto draw = [&](int from, int to) { return std::uniform_int_distribution(from, to)(dice); };
    for (int round = 0; round < 200; ++round) {
        std::vector<CurvePoint> points;
        auto at = kEvening;
        double energy = 0;
        for (int i = draw(0, 600); i > 0; --i) {
            points.push_back({.at = at, .energy_wh = energy, .soc_percent = 50, .power_w = 7200});
            at += std::chrono::minutes{draw(0, 30)};
            energy += draw(0, 300);
        }
        const Tariff tariff{
            .peak_minor_per_mwh = 27'000, .off_peak_minor_per_mwh = 20'680, .off_peak = nights()};
        ChargingSession session;
        measure(session, points, tariff);
        REQUIRE(session.off_peak_wh <= session.energy_wh + 1e-6);
        REQUIRE(session.off_peak_wh >= 0);
        CHECK(session.energy_wh == (points.empty() ? 0 : points.back().energy_wh));
        CHECK(session.cost->minor_units <= cost_of(session.energy_wh, 0, tariff).minor_units);
        CHECK(session.cost->minor_units >= cost_of(session.energy_wh, session.energy_wh, tariff).minor_units);
        CHECK(session.curve.size() <= wire::state::kMostCurvePoints);
        if (!points.empty()) {
            CHECK(session.curve.front().at == points.front().at);
            CHECK(session.curve.back().at == points.back().at);
        }
    }
}

}  // namespace
}  // namespace traction::state
