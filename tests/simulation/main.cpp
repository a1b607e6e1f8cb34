/// traction-simulate: lives worlds from seeds and counts what must never happen. The last line of its output
/// is `simulate seeds=N days=D violations=V`.
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "tests/simulation/world.hpp"

namespace {

using namespace traction::simulation;

struct Options {
    std::uint64_t first_seed = 1;
    std::uint64_t seeds = 20;
    int days = 30;
    int threads = 2;
    bool twice = false;
};

Outcome live(std::uint64_t seed, const Options& options) {
    auto outcome = World(seed).live(options.days);
    if (options.twice && World(seed).live(options.days).trace != outcome.trace) {
        outcome.violations.push_back("the same seed gave another trace");
    }
    return outcome;
}

/// Lives the seeds on some threads; says each as it is done.
std::int64_t live_all(const Options& options) {
    std::atomic<std::uint64_t> next{0};
    std::atomic<std::int64_t> violations{0};
    std::mutex output;
    std::vector<std::thread> threads;
    for (int i = 0; i < options.threads; ++i) {
        threads.emplace_back([&] {
            for (auto at = next++; at < options.seeds; at = next++) {
                const auto seed = options.first_seed + at;
                const auto outcome = live(seed, options);
                violations += static_cast<std::int64_t>(outcome.violations.size());
                const std::lock_guard lock(output);
                fmt::print(
                    "seed {}: trace {:016x}, {} publications, {} steps, {} crashes, {} asks, {} orders, "
                    "{} of {} charges paid, {} warnings, {} violations\n",
                    seed, outcome.trace, outcome.publications, outcome.steps, outcome.crashes, outcome.asks,
                    outcome.orders, outcome.paid, outcome.due, outcome.warnings, outcome.violations.size());
                for (const auto& violation : outcome.violations) fmt::print("seed {}: {}\n", seed, violation);
                std::fflush(stdout);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    return violations;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Lives the whole system in one process, from seeds.", "traction-simulate");
    Options options;
    app.add_option("--seeds", options.seeds, "how many worlds")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    app.add_option("--days", options.days, "days of faults in each")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str();
    app.add_option("--seed", options.first_seed, "the first seed")->capture_default_str();
    app.add_option("--threads", options.threads)->check(CLI::Range(1, 64))->capture_default_str();
    app.add_flag("--twice", options.twice, "live each world twice, and compare the traces");
    CLI11_PARSE(app, argc, argv);
    spdlog::set_level(spdlog::level::err);
    const auto violations = live_all(options);
    fmt::print("simulate seeds={} days={} violations={}\n", options.seeds, options.days, violations);
    return violations == 0 ? 0 : 1;
}
