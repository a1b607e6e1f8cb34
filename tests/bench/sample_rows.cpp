#include "tests/bench/sample_rows.hpp"

#include <random>

#include <fmt/format.h>

#include "cloud/state/state_store.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "tests/bench/bare_sqlite.hpp"

namespace traction::bench {
namespace {

double draw(const wire::SignalRow& row, std::mt19937_64& dice) {
    if (row.form != wire::Form::number) return 1;
    return std::uniform_int_distribution(0, 99'999)(dice) / 100.0;
}

}  // namespace

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

void shape_samples(const std::string& file) {
    adapters::SqliteDatabase database(file);
    ports::migrate(database, state::migrations(), "state");
}

double append_with_store(const std::string& file, const std::vector<wire::Sample>& samples) {
    adapters::SqliteDatabase database(file);
    state::SampleStore store(database);
    std::vector<state::SampleId> newest(kCarsOfSamples, 0);
    return rows_per_second([&] { database.begin(); },
                           [&](std::size_t i) {
                               const auto& sample = samples[i % samples.size()];
                               auto& previous = newest[i % kCarsOfSamples];
                               previous = store.append(static_cast<state::VehicleId>(i % kCarsOfSamples) + 1,
                                                       1, previous, sample, sample.doubtful_mask());
                           },
                           [&] { database.commit(); });
}

void grow_samples(const std::string& file, const std::vector<wire::Sample>& samples, std::size_t rows) {
    shape_samples(file);
    append_with_store(file, samples);
    BareSqlite bare(file);
    std::string signals;
    for (const auto& row : wire::kSignals) signals += fmt::format(", {}", row.name);
    for (auto there = kRowsAppended; there < rows; there += kRowsAppended) {
        bare.execute(fmt::format(
            "INSERT INTO sample (id, vehicle, period, previous, measured_at, doubtful{0}) SELECT id + {1}, "
            "vehicle, period, CASE previous WHEN 0 THEN id + {1} - {2} ELSE previous + {1} END, measured_at, "
            "doubtful{0} FROM sample WHERE id <= {3}",
            signals, there, kCarsOfSamples, kRowsAppended));
    }
}

}  // namespace traction::bench
