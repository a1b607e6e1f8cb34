/// traction-bench [NAME]: runs one benchmark, or all.
#include <array>
#include <cstdio>
#include <exception>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "tests/bench/bench.hpp"

namespace {

using namespace traction;

struct Entry {
    std::string_view name;
    void (*run)();
};
constexpr std::array kBenchmarks{Entry{"ingest", bench::ingest},
                                 Entry{"rows", bench::rows},
                                 Entry{"growth", bench::growth},
                                 Entry{"twin", bench::twin},
                                 Entry{"journeys", bench::journeys},
                                 Entry{"latency", bench::latency},
                                 Entry{"command", bench::command},
                                 Entry{"agent", bench::agent},
                                 Entry{"signin", bench::signin},
                                 Entry{"access", bench::access},
                                 Entry{"anniversaries", bench::anniversaries}};

std::string names() {
    std::string names;
    for (const auto& benchmark : kBenchmarks) names.append(names.empty() ? "" : ", ").append(benchmark.name);
    return names;
}

int run(std::string_view wanted) {
    bool found = false;
    for (const auto& benchmark : kBenchmarks) {
        if (!wanted.empty() && benchmark.name != wanted) continue;
        found = true;
        benchmark.run();
    }
    if (!found) fmt::print(stderr, "there is no benchmark {}; there are {}\n", wanted, names());
    return found ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    spdlog::set_level(spdlog::level::warn);
    try {
        return run(argc > 1 ? argv[1] : "");
    } catch (const std::exception& failure) {
        fmt::print(stderr, "bench: {}\n", failure.what());
        return 1;
    }
}
