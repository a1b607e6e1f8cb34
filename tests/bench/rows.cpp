/// Samples appended by the state worker's store, against a bare SQLite loop that inserts the same rows into
/// the same table.
#include <random>

#include <fmt/format.h>
#include <sqlite3.h>

#include "cloud/state/sample_store.hpp"
#include "cloud/state/state_store.hpp"
#include "shared/adapters/clocks/stopwatch.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "tests/bench/bare_sqlite.hpp"
#include "tests/bench/bench.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::bench {
namespace {

constexpr int kRounds = 7;
constexpr std::size_t kRows = 200'000;
constexpr std::size_t kPerTransaction = 400;  // 200 reports of two samples
constexpr std::size_t kSignalsOfSample = 25;
constexpr int kCars = 1000;
constexpr double kGoal = 0.7;
constexpr int kHeadColumns = 6;

double draw(const wire::SignalRow& row, std::mt19937_64& dice) {
    if (row.form != wire::Form::number) return 1;
    return std::uniform_int_distribution(0, 99'999)(dice) / 100.0;
}

std::vector<wire::Sample> draw_samples() {
    std::mt19937_64 dice(1);
    std::vector<wire::Sample> samples(4096);
    Timestamp at{Milliseconds{1'800'000'000'000}};
    for (auto& sample : samples) {
        sample.measured_at = at += Milliseconds{10};
        for (std::size_t i = 0; i < kSignalsOfSample; ++i)
            sample.set(wire::kSignals[i].signal, draw(wire::kSignals[i], dice));
    }
    return samples;
}

/// Calls `append(i)` for each row, in transactions.
template <class Begin, class Append, class Commit>
double rows_per_second(Begin begin, Append append, Commit commit) {
    const adapters::Stopwatch watch;
    for (std::size_t i = 0; i < kRows;) {
        begin();
        for (const auto end = i + kPerTransaction; i < end; ++i) append(i);
        commit();
    }
    return static_cast<double>(kRows) / Seconds(watch.elapsed()).count();
}

double run_ours(const std::string& file, const std::vector<wire::Sample>& samples) {
    adapters::SqliteDatabase database(file);
    ports::migrate(database, state::migrations(), "state");
    state::SampleStore store(database);
    std::vector<state::SampleId> newest(kCars, 0);
    return rows_per_second([&] { database.begin(); },
                           [&](std::size_t i) {
                               const auto& sample = samples[i % samples.size()];
                               auto& previous = newest[i % kCars];
                               previous = store.append(static_cast<state::VehicleId>(i % kCars) + 1, 1,
                                                       previous, sample, sample.doubtful_mask());
                           },
                           [&] { database.commit(); });
}

void shape(const std::string& file) {
    adapters::SqliteDatabase database(file);
    ports::migrate(database, state::migrations(), "state");
}

/// What anybody would write by hand. The table and the settings are those of SqliteDatabase.
double run_bare(const std::string& file, const std::vector<wire::Sample>& samples) {
    shape(file);
    BareSqlite bare(file);
    std::string sql = "INSERT INTO sample VALUES (?1";
    for (std::size_t i = 2; i <= kHeadColumns + wire::kSignalCount; ++i) sql += fmt::format(", ?{}", i);
    auto* insert = bare.prepare(sql + ")");
    std::vector<sqlite3_int64> newest(kCars, 0);
    const auto append = [&](std::size_t i) {
        const auto& sample = samples[i % samples.size()];
        const auto id = static_cast<sqlite3_int64>(i) + 1;
        sqlite3_bind_int64(insert, 1, id);
        sqlite3_bind_int64(insert, 2, static_cast<sqlite3_int64>(i % kCars) + 1);
        sqlite3_bind_int64(insert, 3, 1);
        sqlite3_bind_int64(insert, 4, std::exchange(newest[i % kCars], id));
        sqlite3_bind_int64(insert, 5, sample.measured_at.time_since_epoch().count());
        sqlite3_bind_int64(insert, 6, 0);
        for (std::size_t signal = 0; signal < kSignalsOfSample; ++signal) {
            sqlite3_bind_double(insert, kHeadColumns + 1 + static_cast<int>(signal),
                                sample.value(wire::kSignals[signal].signal));
        }
        bare.run(insert);
    };
    return rows_per_second([&] { bare.execute("BEGIN IMMEDIATE"); }, append, [&] { bare.execute("COMMIT"); });
}

}  // namespace

void rows() {
    fmt::print(
        "rows: {} samples of {} values in transactions of {}; the state worker's store against a bare loop\n",
        kRows, kSignalsOfSample, kPerTransaction);
    const auto samples = draw_samples();
    std::vector<double> ours;
    std::vector<double> bare;
    for (int round = 0; round < kRounds; ++round) {
        const test::TemporaryFolder folder;
        bare.push_back(run_bare((folder.path() / "bare.sqlite").string(), samples));
        ours.push_back(run_ours((folder.path() / "ours.sqlite").string(), samples));
        fmt::print("  bare {:.0f} rows/s, store {:.0f} rows/s\n", bare.back(), ours.back());
    }
    print_verdict("rows", median(ours) / median(bare), kGoal, Better::higher);
}

}  // namespace traction::bench
