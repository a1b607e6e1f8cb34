/// Samples appended by the state worker's store, against a bare SQLite loop that inserts the same rows into
/// the same table.
#include <fmt/format.h>
#include <sqlite3.h>

#include "tests/bench/bare_sqlite.hpp"
#include "tests/bench/sample_rows.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::bench {
namespace {

constexpr int kRounds = 7;
constexpr double kGoal = 0.7;
constexpr int kHeadColumns = 6;

/// What anybody would write by hand. The table and the settings are those of SqliteDatabase.
double append_bare(const std::string& file, const std::vector<wire::Sample>& samples) {
    BareSqlite bare(file);
    std::string sql = "INSERT INTO sample VALUES (?1";
    for (std::size_t i = 2; i <= kHeadColumns + wire::kSignalCount; ++i) sql += fmt::format(", ?{}", i);
    auto* insert = bare.prepare(sql + ")");
    std::vector<sqlite3_int64> newest(kCarsOfSamples, 0);
    const auto append = [&](std::size_t i) {
        const auto& sample = samples[i % samples.size()];
        const auto id = static_cast<sqlite3_int64>(i) + 1;
        sqlite3_bind_int64(insert, 1, id);
        sqlite3_bind_int64(insert, 2, static_cast<sqlite3_int64>(i % kCarsOfSamples) + 1);
        sqlite3_bind_int64(insert, 3, 1);
        sqlite3_bind_int64(insert, 4, std::exchange(newest[i % kCarsOfSamples], id));
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
        kRowsAppended, kSignalsOfSample, kRowsPerTransaction);
    const auto samples = draw_samples();
    std::vector<double> ours;
    std::vector<double> bare;
    for (int round = 0; round < kRounds; ++round) {
        const test::TemporaryFolder folder;
        const auto file = [&](const char* name) {
            auto path = (folder.path() / name).string();
            shape_samples(path);
            return path;
        };
        bare.push_back(append_bare(file("bare.sqlite"), samples));
        ours.push_back(append_with_store(file("ours.sqlite"), samples));
        fmt::print("  bare {:.0f} rows/s, store {:.0f} rows/s\n", bare.back(), ours.back());
    }
    print_verdict("rows", median(ours) / median(bare), kGoal, Better::higher);
}

}  // namespace traction::bench
