/// Samples to be appended to a log, and how fast the state worker's store appends them.
#pragma once

#include <string>
#include <vector>

#include "cloud/state/sample_store.hpp"
#include "shared/adapters/clocks/stopwatch.hpp"
#include "tests/bench/bench.hpp"

namespace traction::bench {

inline constexpr std::size_t kRowsAppended = 200'000;
inline constexpr std::size_t kRowsPerTransaction = 400;  ///< 200 reports of two samples
inline constexpr std::size_t kSignalsOfSample = 25;
inline constexpr int kCarsOfSamples = 1000;  ///< in turn

/// 4096 of them, always the same.
std::vector<wire::Sample> draw_samples();

/// A database with the state worker's tables and nothing in them.
void shape_samples(const std::string& file);

/// Calls `append(i)` for `kRowsAppended` rows, in transactions.
template <class Begin, class Append, class Commit>
double rows_per_second(Begin begin, Append append, Commit commit) {
    const adapters::Stopwatch watch;
    for (std::size_t i = 0; i < kRowsAppended;) {
        begin();
        for (const auto end = i + kRowsPerTransaction; i < end; ++i) append(i);
        commit();
    }
    return static_cast<double>(kRowsAppended) / Seconds(watch.elapsed()).count();
}

/// Appends the rows behind what the file has. Gives rows per second.
double append_with_store(const std::string& file, const std::vector<wire::Sample>& samples);

/// Fills a log that is not there yet with so many rows: the first ones by the store, the rest are copies of
/// them, each behind its own car's last one.
void grow_samples(const std::string& file, const std::vector<wire::Sample>& samples, std::size_t rows);

}  // namespace traction::bench
