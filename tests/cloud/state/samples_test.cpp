#include <doctest/doctest.h>

#include "tests/cloud/state/conversation.hpp"

namespace traction::test {
namespace {

using namespace std::chrono_literals;
using wire::Signal;

TEST_CASE("The columns of the log are the table of signals") {
    Conversation state;
    std::vector<std::string> columns;
    ports::for_each_row(*state.database().prepare("SELECT name FROM pragma_table_info('sample')"),
                        [&](const ports::Statement& row) { columns.push_back(ports::text(row, 0)); });
    std::vector<std::string> wanted{"id", "vehicle", "period", "previous", "measured_at", "doubtful"};
    for (const auto& row : wire::kSignals) wanted.emplace_back(row.name);
    CHECK(columns == wanted);
}

TEST_CASE("A sample is given back as it was stored, every signal in its own column") {
    Conversation state;
    state::SampleStore samples(state.database());
    wire::Sample written;
    written.measured_at = kNoon;
    for (std::size_t i = 0; i < wire::kSignalCount; i += 2) {
        const auto& row = wire::kSignals[i];
        written.set(row.signal, row.form == wire::Form::number ? 0.25 + static_cast<double>(i) : 1,
                    i % 3 == 0);
    }
    const auto place = samples.append(1, 0, 0, written, written.doubtful_mask());
    int seen = 0;
    samples.for_each_after(place - 1, [&](const state::SampleStore::Row& row) {
        ++seen;
        CHECK(row.sample.measured_at == kNoon);
        CHECK(row.sample.present_mask() == written.present_mask());
        CHECK(row.sample.doubtful_mask() == written.doubtful_mask());
        for (const auto& signal : wire::kSignals) {
            if (written.has(signal.signal))
                CHECK(row.sample.value(signal.signal) == written.value(signal.signal));
        }
    });
    CHECK(seen == 1);
}

TEST_CASE("The samples of one car are found without those of the others") {
    Conversation state;
    const auto other = *Vin::parse("VF1AG000X64744521");
    for (int i = 0; i < 50; ++i) {
        state.car_reports({sample(kNoon + i * 1s, {{Signal::speed_kmh, i}})});
        state.car_reports({sample(kNoon + i * 1s, {{Signal::speed_kmh, 100 + i}})}, other);
        if (i % 20 == 19) state.crash();
    }
    state.advance(10s);
    state.advance(10s);
    state::SampleStore samples(state.database());
    std::vector<double> speeds;
    samples.walk_back(state.count("SELECT newest_sample FROM vehicle_period WHERE vehicle = 1"),
                      [&](const auto& row) {
                          speeds.push_back(row.sample.value(Signal::speed_kmh));
                          return row.sample.measured_at > kNoon + 10s;
                      });
    REQUIRE(speeds.size() == 40);
    CHECK(speeds.front() == 49);
    CHECK(speeds.back() == 10);
}

TEST_CASE("A report that cannot be read, or of no car, stores nothing and stops nothing") {
    Conversation state;
    state.receives(
        wire::report_stream(kVin),
        R"({"samples":[{"measured_at":"2026-03-02T12:00:00Z","soc_percent":1},{"soc_percent":2}]})");
    CHECK(state.rows("sample") == 0);
    CHECK(state.rows("unreadable") == 1);
    state.car_reports({sample(kNoon, {{Signal::soc_percent, 50}})});
    CHECK(state.rows("sample") == 1);
}

TEST_CASE("Signals of a newer car are passed over and counted") {
    Conversation state;
    state.receives(wire::report_stream(kVin),
                   R"({"samples":[{"measured_at":"2026-03-02T12:00:00Z","soc_percent":1,"warp":9}]})");
    CHECK(state.rows("sample") == 1);
    CHECK(state.count("SELECT count FROM dropped WHERE what = 'unknown_signal'") == 1);
}

wire::Report happened(const std::string& id, Timestamp at) {
    return {.samples = {},
            .happenings = {{.id = *EventId::parse(id),
                            .kind = wire::HappeningKind::charging_fault,
                            .at = at,
                            .session = SessionId::parse("session-1"),
                            .cause = "power_cut"}}};
}

TEST_CASE("E4: what happens to a car is told once, however often the car says it") {
    Conversation state;
    for (int i = 0; i < 3; ++i) {
        state.car_reports(happened("h1", kNoon));
        if (i == 1) state.crash();
    }
    state.car_reports(happened("h2", kNoon));
    const auto told = state.emitted<wire::state::VehicleHappening>();
    REQUIRE(told.size() == 2);
    CHECK(told[0].kind == "charging_fault");
    CHECK(told[0].cause == "power_cut");
    CHECK(told[0].session == SessionId::parse("session-1"));
}

}  // namespace
}  // namespace traction::test
