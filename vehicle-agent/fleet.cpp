/// traction-fleet: thousands of cars in one process, for load. It sends numbered reports, honours windows and
/// acknowledgements, and tells at the end how many were acknowledged.
#include <algorithm>
#include <charconv>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include "shared/adapters/clocks/stopwatch.hpp"
#include "shared/adapters/process/process.hpp"
#include "shared/adapters/process/program.hpp"
#include "vehicle-agent/fleet/load.hpp"

namespace {

using namespace traction;
using fleet::Micros;

constexpr Micros kConnectPatience{60'000'000};
constexpr Micros kSettlePatience{30'000'000};

struct Options {
    fleet::LoadSetting load;
    std::string broker = "127.0.0.1:1883";
    std::string rate = "max";
    double warm_up = 0;
    double seconds = 10;
    bool open_loop = false;
};

void add_options(CLI::App& app, Options& options) {
    app.add_option("--cars", options.load.cars, "how many cars")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    app.add_option("--broker", options.broker, "where the broker listens, HOST:PORT")->capture_default_str();
    app.add_option("--values", options.load.values, "values in a report")
        ->check(CLI::Range(1, 500))
        ->capture_default_str();
    app.add_option("--rate", options.rate, "reports a second of all cars together, or max")
        ->capture_default_str();
    app.add_option("--warm-up", options.warm_up, "seconds of sending before the counting begins")
        ->check(CLI::Range(0.0, 3'600.0))
        ->capture_default_str();
    app.add_option("--seconds", options.seconds, "how long to send")
        ->check(CLI::Range(0.1, 86'400.0))
        ->capture_default_str();
    app.add_option("--window", options.load.window, "reports of a car under way without acknowledgement")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    app.add_option("--seed", options.load.seed, "of epochs and values")->capture_default_str();
    app.add_flag("--open-loop", options.open_loop,
                 "expect no acknowledgements: only the sockets hold the cars back");
}

bool read_options(Options& options) {
    const auto broker = adapters::parse_broker_address(options.broker);
    if (!broker) return false;
    options.load.host = broker->host;
    options.load.port = broker->port;
    options.load.acknowledged = !options.open_loop;
    if (options.rate == "max") return true;
    double rate = 0;
    const auto* end = options.rate.data() + options.rate.size();
    const auto read = std::from_chars(options.rate.data(), end, rate);
    options.load.reports_per_second = rate;
    return read.ec == std::errc{} && read.ptr == end && rate > 0;
}

/// Each car holds a socket.
void allow_sockets(int cars) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur =
        std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, static_cast<rlim_t>(cars) + 64));
    setrlimit(RLIMIT_NOFILE, &limit);
}

double percentile_ms(std::vector<Micros> delays, double share) {
    if (delays.empty()) return 0;
    const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(delays.size() - 1));
    std::nth_element(delays.begin(), delays.begin() + place, delays.end());
    return std::chrono::duration<double, std::milli>(delays[static_cast<std::size_t>(place)]).count();
}

std::string summary(const Options& options, const fleet::Load& load, double seconds, std::uint64_t counted) {
    const auto& tally = load.tally();
    return fmt::format(
        "fleet cars={} seconds={:.3f} sent={} acknowledged={} repeated={} new_epochs={} connections_lost={} "
        "rate={:.0f} "
        "p50_ms={:.3f} p99_ms={:.3f}",
        options.load.cars, seconds, tally.sent, tally.acknowledged, tally.repeated, tally.new_epochs,
        load.connections_lost(), static_cast<double>(counted) / seconds, percentile_ms(tally.delays, 0.5),
        percentile_ms(tally.delays, 0.99));
}

/// For whoever measures beside.
void tell(std::string_view what) {
    fmt::print("fleet {}\n", what);
    std::fflush(stdout);
}

Micros micros(double seconds) {
    return std::chrono::duration_cast<Micros>(std::chrono::duration<double>(seconds));
}

int live(const Options& options, adapters::StopSignal& stop) {
    allow_sockets(options.load.cars);
    adapters::SystemClock clock;
    const adapters::Stopwatch watch;
    fleet::Load load(options.load, clock, [&] { return watch.elapsed(); });
    const auto stopped = [&] { return stop.came_within(Milliseconds{0}); };
    if (!load.connect(kConnectPatience)) {
        spdlog::error(
            "not all cars could connect to {}. Is the broker there, and may it open so many sockets?",
            options.broker);
        return 1;
    }
    load.run(micros(options.warm_up), stopped);
    load.count_anew();
    tell("counts");
    const auto began = watch.elapsed();
    load.run(micros(options.seconds), stopped);
    const auto seconds = std::chrono::duration<double>(watch.elapsed() - began).count();
    const auto counted = options.open_loop ? load.tally().sent : load.tally().acknowledged;
    tell("counted");
    const bool settled = load.settle(kSettlePatience, stopped);
    load.leave();
    fmt::print("{}\n", summary(options, load, seconds, counted));
    return settled ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    adapters::StopSignal stop;
    CLI::App app("Many cars in one process, for load.", "traction-fleet");
    Options options;
    add_options(app, options);
    return adapters::run_program(app, argc, argv, [&] {
        adapters::set_up_logging(false);
        if (read_options(options)) return live(options, stop);
        spdlog::error("--broker takes HOST:PORT, --rate a number above 0, or max");
        return 2;
    });
}
