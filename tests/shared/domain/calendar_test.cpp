#include "shared/domain/calendar.hpp"

#include <doctest/doctest.h>

#include "tests/shared/csv.hpp"

namespace traction {
namespace {

using namespace std::chrono_literals;

Zone zone(std::string_view name) {
    return Zone::parse(name).value();
}
LocalDay day(std::string_view text) {
    return parse_local_day(text).value();
}
Timestamp instant(std::string_view text) {
    return parse_timestamp(text).value();
}

TEST_CASE("a local day is written and read as YYYY-MM-DD only") {
    CHECK(to_text(day("2028-02-29")) == "2028-02-29");
    for (const std::string_view bad :
         {"", "2027-02-29", "2027-2-28", "2027-02-28 ", "2027/02/28", "2027-13-01", "2027-00-10",
          "20270-2-28", "2027-02-+1", "02-28-2027"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_local_day(bad).has_value());
    }
    CHECK(to_text(plus_days(day("2028-02-28"), 2)) == "2028-03-01");
    CHECK(to_text(plus_days(day("2027-01-01"), -1)) == "2026-12-31");
}

TEST_CASE("a zone is known by its IANA name and by nothing else") {
    for (const std::string_view good :
         {"Europe/Paris", "Africa/Casablanca", "America/Argentina/Buenos_Aires", "UTC"}) {
        CAPTURE(good);
        REQUIRE(Zone::parse(good).has_value());
        CHECK(Zone::parse(good)->name() == good);
    }
    for (const std::string_view bad :
         {"", " ", "Paris", "europe/paris", "Europe/Paris ", "Europe", "+01:00", "/etc/passwd",
          "../../etc/passwd", "Europe/../Europe/Paris", "tzdata.zi", "zone.tab", "leapseconds",
          "right/Europe/Paris", "posix/Europe/Paris", "posixrules", "localtime"}) {
        CAPTURE(bad);
        CHECK_FALSE(Zone::parse(bad).has_value());
    }
    CHECK(Zone::standard() == zone("Europe/Paris"));
}

TEST_CASE("C1: days of 23 and 25 hours tile without gap or overlap at every clock change of the list") {
    for (const auto& row : tests::shared_csv("tariffs_dst/dst_transitions_2024_2030.csv")) {
        CAPTURE(row.at("zone"));
        CAPTURE(row.at("utc_instant"));
        const auto here = zone(row.at("zone"));
        const auto change = instant(row.at("utc_instant"));
        const auto today = here.day_of(change);
        const auto length = here.end_of(today) - here.start_of(today);
        CHECK(length == std::chrono::minutes{static_cast<int>(std::stod(row.at("day_length_hours")) * 60)});
        CHECK(here.end_of(today) == here.start_of(plus_days(today, 1)));
        CHECK(here.day_of(here.start_of(today)) == today);
        CHECK(here.day_of(here.end_of(today) - 1ms) == today);
        CHECK(to_text(today) == row.at("local_after").substr(0, 10));
        CHECK(to_text(here.day_of(change - 1ms)) == row.at("local_before").substr(0, 10));
    }
}

std::chrono::minutes minutes_of(const std::string& local_text) {
    return std::chrono::hours{std::stoi(local_text.substr(11, 2))} +
           std::chrono::minutes{std::stoi(local_text.substr(14, 2))};
}

TEST_CASE(
    "the clock on the wall is read on both sides of every clock change, and asked for in the gap and in the "
    "fold") {
    for (const auto& row : tests::shared_csv("tariffs_dst/dst_transitions_2024_2030.csv")) {
        CAPTURE(row.at("zone"));
        CAPTURE(row.at("utc_instant"));
        const auto here = zone(row.at("zone"));
        const auto change = instant(row.at("utc_instant"));
        const auto before = minutes_of(row.at("local_before"));
        const auto after = minutes_of(row.at("local_after"));
        CHECK(here.time_of_day(change - 1ms) == before);
        CHECK(here.time_of_day(change) == after);
        if (row.at("day_length_hours") == "23.0") {
            const auto inside = after - 30min;
            CHECK(here.at(here.day_of(change), inside) == change);
        } else {
            CHECK(here.at(here.day_of(change), after) == change - 1h);
            CHECK(here.at(here.day_of(change), after + 59min) == change - 1min);
        }
    }
}

TEST_CASE("C1: where clocks jump over midnight, the day starts at the jump") {
    struct Row {
        std::string_view zone, day, start, end;
        int hours;
    };
    const Row rows[] = {
        {"America/Santiago", "2024-09-08", "2024-09-08T04:00:00Z", "2024-09-09T03:00:00Z", 23},
        {"America/Santiago", "2024-04-06", "2024-04-06T03:00:00Z", "2024-04-07T04:00:00Z", 25},
        {"America/Santiago", "2024-04-07", "2024-04-07T04:00:00Z", "2024-04-08T04:00:00Z", 24},
        {"Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z", "2024-04-26T21:00:00Z", 23},
        {"Africa/Cairo", "2024-10-31", "2024-10-30T21:00:00Z", "2024-10-31T22:00:00Z", 25},
        {"America/Asuncion", "2023-10-01", "2023-10-01T04:00:00Z", "2023-10-02T03:00:00Z", 23},
        {"Asia/Beirut", "2025-03-30", "2025-03-29T22:00:00Z", "2025-03-30T21:00:00Z", 23},
        {"America/Havana", "2024-11-03", "2024-11-03T04:00:00Z", "2024-11-04T05:00:00Z", 25},
        {"Australia/Lord_Howe", "2024-10-06", "2024-10-05T13:30:00Z", "2024-10-06T13:00:00Z", 0},
        {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z", 0},
    };
    for (const auto& row : rows) {
        CAPTURE(row.zone);
        CAPTURE(row.day);
        const auto here = zone(row.zone);
        const auto today = day(row.day);
        CHECK(to_text(here.start_of(today)) == to_text(instant(row.start)));
        CHECK(to_text(here.end_of(today)) == to_text(instant(row.end)));
        if (row.hours == 0) continue;
        CHECK(here.end_of(today) - here.start_of(today) == std::chrono::hours{row.hours});
        CHECK(here.day_of(here.start_of(today)) == today);
        CHECK(here.day_of(here.start_of(today) - 1ms) == plus_days(today, -1));
    }
}

TEST_CASE("a zone without clock changes, and one with a quarter of an hour") {
    CHECK(zone("Asia/Kathmandu").start_of(day("2026-01-01")) == instant("2025-12-31T18:15:00Z"));
    CHECK(zone("UTC").at(day("2026-01-01"), 90min) == instant("2026-01-01T01:30:00Z"));
    CHECK(zone("Asia/Kathmandu").time_of_day(instant("2025-12-31T18:14:59.999Z")) == 23h + 59min);
}

TEST_CASE("C1: days tile at the end of the years that zone files spell out, and long after") {
    const auto paris = Zone::standard();
    CHECK(paris.start_of(day("2037-07-01")) == instant("2037-06-30T22:00:00Z"));
    for (const std::string_view written : {"2037-10-25", "2037-12-31", "2038-03-28", "2099-12-31"}) {
        CAPTURE(written);
        const auto today = day(written);
        CHECK(paris.day_of(paris.start_of(today)) == today);
        CHECK(paris.day_of(paris.end_of(today) - 1ms) == today);
    }
}

TEST_CASE(
    "C1: every anniversary from every day of four years is the same day of the month or the month's last") {
    for (auto opening = day("2024-01-01"); opening <= day("2027-12-31"); opening = plus_days(opening, 1)) {
        for (const int months : {1, 2, 11, 12, 24, 36, 48}) {
            const auto ends = anniversary(opening, months);
            REQUIRE(ends.ok());
            const bool last = ends == LocalDay{ends.year() / ends.month() / std::chrono::last};
            REQUIRE((ends.day() == opening.day() || (last && ends.day() < opening.day())));
        }
    }
}

}  // namespace
}  // namespace traction
