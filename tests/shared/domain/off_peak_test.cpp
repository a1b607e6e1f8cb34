#include "shared/domain/off_peak.hpp"

#include <random>

#include <doctest/doctest.h>

#include "tests/shared/csv.hpp"

namespace traction {
namespace {

using namespace std::chrono_literals;

Timestamp instant_of(const char* text) {
    return parse_timestamp(text).value();
}

/// As the oracle writes them: "720-840|1410-1440|0-450", a window over midnight as two.
std::string ranges_of(const std::vector<DailyWindow>& windows) {
    std::string text;
    const auto add = [&](std::chrono::minutes from, std::chrono::minutes until) {
        text +=
            (text.empty() ? "" : "|") + std::to_string(from.count()) + "-" + std::to_string(until.count());
    };
    for (const auto& window : windows) {
        if (window.until > window.from) {
            add(window.from, window.until);
        } else {
            add(window.from, 24h);
            if (window.until > 0min) add(0min, window.until);
        }
    }
    return text;
}

TEST_CASE("E7: French labels are understood") {
    for (const auto& row : tests::shared_csv("tariffs_dst/fr_hc_parse_oracle.csv")) {
        CAPTURE(row.at("input"));
        const auto windows = parse_off_peak_label(row.at("input"));
        REQUIRE(windows);
        CHECK(ranges_of(*windows) == row.at("expected_ranges_minutes_of_day"));
    }
    for (const auto& row : tests::shared_csv("tariffs_dst/fr_hc_labels.csv")) {
        CAPTURE(row.at("label"));
        CHECK(parse_off_peak_label(row.at("label")));
    }
}

TEST_CASE("E7: a label is what it is, or nothing") {
    CHECK(ranges_of(*parse_off_peak_label("HC (23H30-7H30)")) == "1410-1440|0-450");
    CHECK(parse_off_peak_label(" ")->empty());
    CHECK(ranges_of(*parse_off_peak_label(" HC ( 0H - 6H ; 12H5 - 14H ) ")) == "0-360|725-840");
    for (const char* wrong : {"HC", "HC ()", "HC (7H30)", "HC (7H30-)", "HC (24H00-6H00)", "HC (6H60-7H00)",
                              "HC (6H00-6H00)", "HC (6H00-7H00", "HC (6H00-7H00) x", "HP (6H00-7H00)",
                              "HC (6H00-7H00;)", "HC (-1H00-7H00)", "HC (006H00-7H00)", "HC (6h00-7h00)"}) {
        CAPTURE(wrong);
        CHECK(!parse_off_peak_label(wrong));
    }
    std::string many = "HC (";
    for (int i = 0; i < 17; ++i) many += "1H00-2H00;";
    many.back() = ')';
    CHECK(!parse_off_peak_label(many));
}

TEST_CASE("E7: off-peak or not, across midnight, by weekday, and where windows meet") {
    const OffPeak night{.windows = {{.from = 23h + 30min, .until = 7h + 30min}}};
    const OffPeak friday{.windows = {{.from = 22h, .until = 6h, .days = {5}}}};
    const OffPeak meeting{
        .windows = {{.from = 22h, .until = 2h}, {.from = 1h, .until = 4h}, {.from = 4h, .until = 5h}}};
    struct Row {
        const char* what;
        const OffPeak& off_peak;
        const char* now;
        const char* until;  ///< nullptr: it is not
        const char* next;
    };
    const Row rows[] = {
        {"in the evening", night, "2026-03-10T22:29:59Z", nullptr, "2026-03-10T22:30:00Z"},
        {"at the beginning", night, "2026-03-10T22:30:00Z", "2026-03-11T06:30:00Z", "2026-03-11T06:30:00Z"},
        {"after midnight", night, "2026-03-11T05:00:00Z", "2026-03-11T06:30:00Z", "2026-03-11T06:30:00Z"},
        {"at the end", night, "2026-03-11T06:30:00Z", nullptr, "2026-03-11T22:30:00Z"},
        {"on a Thursday", friday, "2026-03-12T22:00:00Z", nullptr, "2026-03-13T21:00:00Z"},
        {"on a Saturday morning", friday, "2026-03-14T04:00:00Z", "2026-03-14T05:00:00Z",
         "2026-03-14T05:00:00Z"},
        {"where three meet", meeting, "2026-03-10T21:30:00Z", "2026-03-11T04:00:00Z", "2026-03-11T04:00:00Z"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto until = off_peak_until(row.off_peak, instant_of(row.now));
        CHECK(until.has_value() == (row.until != nullptr));
        if (until && row.until != nullptr) CHECK(*until == instant_of(row.until));
        CHECK(next_tariff_change(row.off_peak, instant_of(row.now)) == instant_of(row.next));
    }
    CHECK(!off_peak_until({}, instant_of("2026-03-10T22:30:00Z")));
    CHECK(!next_tariff_change({}, instant_of("2026-03-10T22:30:00Z")));
}

/// Minute by minute from noon to noon around a change of the clocks: what the definition says, without the
/// windows' arithmetic.
void check_around(const DailyWindow& window, const Zone& zone, Timestamp change) {
    const OffPeak off_peak{.windows = {window}, .zone = zone};
    int begun = 0;
    bool was = off_peak_until(off_peak, change - 36h).has_value();
    for (auto now = change - 36h; now < change + 36h; now += 1min) {
        const auto until = off_peak_until(off_peak, now);
        if (until.has_value() && !was) ++begun;
        was = until.has_value();
        if (until) {
            REQUIRE(*until > now);
            REQUIRE(!off_peak_until(off_peak, *until));
            REQUIRE(off_peak_until(off_peak, *until - 1ms));
        }
        const auto next = next_tariff_change(off_peak, now);
        REQUIRE(next);
        REQUIRE(*next > now);
        REQUIRE(off_peak_until(off_peak, *next).has_value() != until.has_value());
    }
    CHECK(begun >= 2);  // one on each day, but for one that the clocks leave no length
    CHECK(begun <= 4);
}

TEST_CASE("E7: across every clock change each window begins at most once a day, and ends") {
    for (const auto& row : tests::shared_csv("tariffs_dst/dst_transitions_2024_2030.csv")) {
        const auto zone = Zone::parse(row.at("zone"));
        REQUIRE(zone);
        const auto change = instant_of(row.at("utc_instant").c_str());
        CAPTURE(row.at("zone"));
        CAPTURE(row.at("utc_instant"));
        check_around({.from = 23h + 30min, .until = 7h + 30min}, *zone, change);
        check_around({.from = 2h, .until = 3h}, *zone, change);
        check_around({.from = 2h + 30min, .until = 5h}, *zone, change);
        check_around({.from = 12h, .until = 2h + 15min}, *zone, change);
    }
}

}  // namespace
}  // namespace traction
