#include <cmath>
#include <random>
#include <sstream>

#include <doctest/doctest.h>

#include "vehicle-agent/replay/replay.hpp"

using namespace traction;
using namespace traction::vehicle;
using wire::Signal;

namespace {

struct Replayed {
    std::string problem;
    std::vector<wire::Sample> samples;
    Tally tally;
};

Replayed replayed(const std::string& text) {
    std::istringstream input(text);
    Replay replay(input);
    Replayed result{replay.problem(), {}, {}};
    while (const auto sample = replay.next()) result.samples.push_back(*sample);
    result.tally = replay.tally();
    REQUIRE(result.tally.read == result.tally.used + result.tally.dropped);
    REQUIRE(result.tally.used == result.samples.size());
    return result;
}

std::string log_of(const std::string& columns, std::initializer_list<std::string_view> rows) {
    std::string text = "measured_at," + columns + "\n";
    for (const auto row : rows) text += std::string(row) + "\n";
    return text;
}

/// Seconds of 8 o'clock on one day, as our own format writes them.
std::string at(int second) {
    return to_text(parse_timestamp("2026-03-10T08:00:00Z").value() + std::chrono::seconds{second});
}

std::string column_of(const std::string& name, const std::vector<double>& values) {
    std::string text = "measured_at," + name + "\n";
    for (std::size_t i = 0; i < values.size(); ++i)
        text += at(static_cast<int>(i)) + "," + std::to_string(values[i]) + "\n";
    return text;
}

std::string doubtful_of(const Replayed& log, Signal signal) {
    std::string marks;
    for (const auto& sample : log.samples) marks += sample.doubtful(signal) ? 'x' : '.';
    return marks;
}

}  // namespace

TEST_CASE("what is no log says so and yields nothing") {
    CHECK(replayed("").problem.find("empty") != std::string::npos);
    CHECK(replayed("\n \n\r\n").problem.find("empty") != std::string::npos);
    for (const std::string text : {"a,b,c\n1,2,3\n", "\x7f\x45LF\x01\x02\n", "2026-03-10T08:00:00Z,50\n",
                                   "\"measured_at,soc_percent\n"}) {
        const auto log = replayed(text);
        CHECK(log.problem.find("no known format") != std::string::npos);
        CHECK(log.samples.empty());
    }
    CHECK(replayed(std::string(100'000, 'x')).samples.empty());
    CHECK(replayed("measured_at,soc_percent").problem == "");
}

TEST_CASE(
    "our own format: any order, words, truths, quotes, CRLF, byte order mark, blank lines, no last line "
    "end") {
    const auto log = replayed(
        "\xEF\xBB\xBFplugged, soc_percent ,measured_at,charging_status,colour\r\n"
        "true,71.5,2026-03-10T08:00:00Z,charging,red\r\n\r\n"
        "\"false\",\"71.5\",\"2026-03-10T08:00:01.250Z\",,\"r\"\"e,d\"");
    REQUIRE(log.samples.size() == 2);
    CHECK(log.tally.doubtful == 0);
    CHECK(log.samples[0].value(Signal::plugged) == 1);
    CHECK(log.samples[0].value(Signal::charging_status) ==
          static_cast<double>(wire::ChargingStatus::charging));
    CHECK(log.samples[1].value(Signal::plugged) == 0);
    CHECK(log.samples[1].value(Signal::soc_percent) == 71.5);
    CHECK_FALSE(log.samples[1].has(Signal::charging_status));
    CHECK(to_text(log.samples[1].measured_at) == "2026-03-10T08:00:01.250Z");
}

TEST_CASE("unreadable rows are dropped and counted by reason") {
    const std::string good = at(1) + ",50,10";
    struct Row {
        std::string line;
        std::string summary;
    };
    for (const auto& row :
         {Row{at(2) + ",50", "columns_shifted"}, Row{at(2) + ",50,10,1", "columns_shifted"},
          Row{at(2) + ",5\x01"
                      "0,10",
              "not_text"},
          Row{at(2) + ",\"50,10", "not_text"}, Row{std::string(kLongestLine + 1, '1'), "line_too_long"},
          Row{"yesterday,50,10", "time_impossible"}, Row{at(1) + ",50,10", "time_repeated"},
          Row{at(0) + ",50,10", "time_backwards"}}) {
        const auto log = replayed(log_of("soc_percent,speed_kmh", {good, row.line, at(3) + ",50,10"}));
        CHECK(log.tally.summary() == "rows=3 used=2 doubtful=1 (" + row.summary + "=1)");
    }
}

TEST_CASE("a value that is no number or out of bounds is left out, the row's others stay") {
    for (const std::string value : {"nan", "inf", "-inf", "1e999", "0x10", "12a", "1,5", "--1", "N/A"}) {
        CAPTURE(value);
        const auto log = replayed(log_of("soc_percent,speed_kmh", {at(1) + ",\"" + value + "\",10"}));
        REQUIRE(log.samples.size() == 1);
        CHECK_FALSE(log.samples[0].has(Signal::soc_percent));
        CHECK(log.samples[0].value(Signal::speed_kmh) == 10);
        CHECK(log.tally.summary() == "rows=1 used=1 doubtful=1 (not_a_number=1)");
    }
    CHECK(replayed(log_of("soc_percent", {at(1) + ",100.5"})).tally.summary() ==
          "rows=1 used=1 doubtful=1 (out_of_bounds=1)");
}

TEST_CASE("an impossible date is repaired where the time of day goes on by steps") {
    const std::string head = "Date,Time,Soc,Speed\n";
    const auto log =
        replayed(head +
                 "03/29/2021,12:08:06,51.6,7\n90/02/2032,12:08:07,51.6,7\n03/00/2000,12:08:09,51.6,7\n"
                 "03/29/2032,12:08:10,51.6,7\n03/29/2021,12:08:11,51.6,7\n");
    REQUIRE(log.samples.size() == 5);
    CHECK(to_text(log.samples[1].measured_at) == "2021-03-29T11:08:07.000Z");
    CHECK(to_text(log.samples[3].measured_at) == "2021-03-29T11:08:10.000Z");
    CHECK(log.tally.summary() == "rows=5 used=5 doubtful=3 (date_impossible=3)");
    const auto lost = replayed(
        head + "90/02/2032,12:08:07,51.6,7\n03/29/2021,12:08:08,51.6,7\n90/02/2032,17:00:00,51.6,7\n");
    CHECK(lost.tally.summary() == "rows=3 used=1 doubtful=2 (date_impossible=2)");
}

TEST_CASE("an impossible date over midnight is repaired into the next day") {
    const auto log =
        replayed("Date,Time,Soc,Speed\n03/29/2021,23:59:59,51.6,7\n00/00/2000,00:00:00,51.6,7\n");
    REQUIRE(log.samples.size() == 2);
    CHECK(log.samples[1].measured_at - log.samples[0].measured_at == std::chrono::seconds{1});
}

TEST_CASE("one row years away is not believed, neither first nor later; a new day that goes on is") {
    const auto first =
        replayed(log_of("soc_percent", {"2032-01-01T20:00:00Z,50", at(1) + ",50", at(2) + ",50"}));
    CHECK(first.tally.summary() == "rows=3 used=2 doubtful=1 (time_leap=1)");
    const auto later = replayed(
        log_of("soc_percent", {at(0) + ",50", at(1) + ",50", "2032-01-01T20:00:00Z,50", at(2) + ",50"}));
    CHECK(later.tally.summary() == "rows=4 used=3 doubtful=1 (time_leap=1)");
    const auto next_day = replayed(
        log_of("soc_percent", {at(0) + ",50", at(1) + ",50", at(90'000) + ",50", at(90'001) + ",50"}));
    CHECK(next_day.tally.summary() == "rows=4 used=4 doubtful=1 (gap=1)");
    const auto unset =
        replayed(log_of("soc_percent", {"2000-01-01T00:00:00Z,50", at(1) + ",50", at(2) + ",50"}));
    CHECK(unset.tally.summary() == "rows=3 used=2 doubtful=1 (time_leap=1)");
}

TEST_CASE("a gap is counted and changes nothing") {
    const auto log = replayed(log_of("soc_percent", {at(0) + ",50", at(31) + ",49.8"}));
    CHECK(log.tally.summary() == "rows=2 used=2 doubtful=1 (gap=1)");
    CHECK(log.samples[1].value(Signal::soc_percent) == 49.8);
}

TEST_CASE("a zero that was not reached by steps is never believed, however long it stands") {
    CHECK(doubtful_of(replayed(column_of("soc_percent", {14.7, 0.02, 13.3, 13.3})), Signal::soc_percent) ==
          ".x..");
    CHECK(doubtful_of(replayed(column_of("soc_percent", {0, 50, 50})), Signal::soc_percent) == "x..");
    CHECK(doubtful_of(replayed(column_of("soc_percent", {50, 0, 0, 0, 0, 0, 0, 0, 50})),
                      Signal::soc_percent) == ".xxxxxxx.");
    CHECK(doubtful_of(replayed(column_of("soc_percent", {5, 3, 1, 0, 0})), Signal::soc_percent) == ".....");
    CHECK(doubtful_of(replayed(column_of("odometer_m", {12e6, 0, 12e6})), Signal::odometer_m) == ".x.");
}

TEST_CASE("a jump to a level that stands is believed after five rows") {
    CHECK(doubtful_of(replayed(column_of("soc_percent", {20, 80, 80, 80, 80, 80, 80})),
                      Signal::soc_percent) == ".xxxx..");
}

TEST_CASE("a zero state of charge takes energy and range with it") {
    const auto log = replayed(
        log_of("soc_percent,range_m,usable_energy_wh", {at(0) + ",50,150000,23000", at(1) + ",0,0,0"}));
    CHECK(log.samples[1].doubtful(Signal::range_m));
    CHECK(log.samples[1].doubtful(Signal::usable_energy_wh));
}

TEST_CASE("the same fix while moving is marked, standing still it is not; a jump out of reach is marked") {
    const std::string columns = "latitude_deg,longitude_deg,speed_kmh";
    const auto moving = replayed(
        log_of(columns, {at(0) + ",48.1,-1.68,50", at(1) + ",48.1,-1.68,50", at(2) + ",48.10025,-1.68,50"}));
    CHECK(doubtful_of(moving, Signal::latitude_deg) == ".x.");
    CHECK(moving.tally.summary() == "rows=3 used=3 doubtful=1 (gps_repeated=1)");
    const auto standing = replayed(log_of(columns, {at(0) + ",48.1,-1.68,0", at(1) + ",48.1,-1.68,0"}));
    CHECK(standing.tally.doubtful == 0);
    const auto jump = replayed(log_of(columns, {at(0) + ",48.1,-1.68,50", at(1) + ",48.2,-1.68,50",
                                                at(2) + ",48.10025,-1.68,50", at(3) + ",0,-1.68,50"}));
    CHECK(doubtful_of(jump, Signal::longitude_deg) == ".x.x");
}

TEST_CASE("a car that was carried elsewhere is believed after five fixes") {
    const auto log = replayed(column_of("longitude_deg", {}));
    CHECK(log.samples.empty());
    std::string text = "measured_at,latitude_deg,longitude_deg,speed_kmh\n";
    for (int i = 0; i < 8; ++i) text += at(i) + (i < 1 ? ",48.1,-1.68,0\n" : ",48.3,-1.68,0\n");
    CHECK(doubtful_of(replayed(text), Signal::latitude_deg) == ".xxxx...");
}

TEST_CASE("a satellite speed far from the wheels' is marked") {
    const auto log = replayed(log_of("speed_kmh,gnss_speed_kmh", {at(0) + ",50,48", at(1) + ",50,3"}));
    CHECK(doubtful_of(log, Signal::gnss_speed_kmh) == ".x");
}

TEST_CASE("a log of noise is survived and accounted for, whatever the noise") {
    std::mt19937 noise(20261122);
    const std::string clean = column_of("soc_percent", std::vector<double>(200, 50.0));
    for (int round = 0; round < 300; ++round) {
        std::string text = clean;
        for (int hit = 0; hit < 40; ++hit) {
            const auto where = 24 + noise() % (text.size() - 24);
            const auto what = static_cast<char>(noise() & 0xff);
            if (noise() % 3 == 0)
                text.erase(where, noise() % 5);
            else
                text[where] = what;
        }
        const auto log = replayed(text);
        for (const auto& sample : log.samples) {
            for (const auto& row : wire::kSignals) {
                if (!sample.has(row.signal)) continue;
                REQUIRE(sample.value(row.signal) >= row.lowest);
                REQUIRE(sample.value(row.signal) <= row.highest);
            }
        }
    }
}
