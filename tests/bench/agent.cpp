/// Resident memory of one car's process, after it has lived and reported for a while. There is no reference:
/// the ratio is to the goal.
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "shared/adapters/clocks/stopwatch.hpp"
#include "tests/bench/programs.hpp"

namespace traction::bench {
namespace {

constexpr Seconds kLived{10};
constexpr double kGoalMb = 12;

/// A line of smaps_rollup, in megabytes.
double megabytes(pid_t process, const std::string& line_name) {
    std::ifstream lines(fmt::format("/proc/{}/smaps_rollup", process));
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(line_name)) return std::stod(line.substr(line_name.size())) * 1024 / 1e6;
    }
    throw std::runtime_error("the car's process has ended");
}

}  // namespace

void agent() {
    fmt::print("agent: one traction-vehicle that reports to traction-cloud state, after {} s\n",
               kLived.count());
    const test::Mosquitto broker;
    const Cloud cloud(broker, {"state"});
    Car car(broker);
    const adapters::Stopwatch watch;
    double largest = 0;
    test::wait_until(
        [&] {
            largest = std::max(largest, megabytes(car.id(), "Rss:"));
            return watch.elapsed() > kLived;
        },
        std::chrono::duration_cast<std::chrono::milliseconds>(2 * kLived));
    fmt::print(
        "  resident {:.1f} MB (largest {:.1f}), of it shared with nobody or counted by share {:.1f} MB\n",
        megabytes(car.id(), "Rss:"), largest, megabytes(car.id(), "Pss:"));
    fmt::print("  no reference: the ratio is resident memory to {} MB\n", kGoalMb);
    print_verdict("agent", largest / kGoalMb, 1, Better::lower);
}

}  // namespace traction::bench
