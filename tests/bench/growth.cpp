/// Samples appended behind ten million wide rows, against samples appended to an empty database.
#include <filesystem>

#include <fmt/format.h>

#include "tests/bench/sample_rows.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::bench {
namespace {

constexpr int kRounds = 7;
constexpr std::size_t kRowsThere = 10'000'000;
constexpr double kGoal = 0.9;

}  // namespace

void growth() {
    fmt::print("growth: {} samples of {} values behind {} rows, against the same into an empty database\n",
               kRowsAppended, kSignalsOfSample, kRowsThere);
    const auto samples = draw_samples();
    const test::TemporaryFolder folder;
    const auto large = (folder.path() / "large.sqlite").string();
    const adapters::Stopwatch watch;
    grow_samples(large, samples, kRowsThere);
    fmt::print("  {} MB in {:.0f} s\n", std::filesystem::file_size(large) / 1'000'000,
               Seconds(watch.elapsed()).count());
    std::vector<double> behind;
    std::vector<double> empty;
    for (int round = 0; round < kRounds; ++round) {
        const auto small = (folder.path() / fmt::format("empty-{}.sqlite", round)).string();
        shape_samples(small);
        empty.push_back(append_with_store(small, samples));
        behind.push_back(append_with_store(large, samples));
        fmt::print("  empty {:.0f} rows/s, behind the others {:.0f} rows/s\n", empty.back(), behind.back());
    }
    print_verdict("growth", median(behind) / median(empty), kGoal, Better::higher);
}

}  // namespace traction::bench
