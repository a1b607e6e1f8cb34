/// The whole path of a report, to committed and acknowledged, against what the broker passes to a bare socket
/// reader: same broker, same cars, same reports, in turn.
#include <fmt/format.h>
#include <unistd.h>

#include "shared/adapters/clocks/stopwatch.hpp"
#include "shared/wire/topics.hpp"
#include "tests/bench/bare_reader.hpp"
#include "tests/bench/cpu_time.hpp"
#include "tests/bench/programs.hpp"

namespace traction::bench {
namespace {

constexpr int kRounds = 5;
constexpr double kGoal = 0.9;

struct Run {
    double reports_per_second = 0;
    double seconds = 0;
    CpuTime broker, receiver, fleet;
};

/// Processor time of the three while the fleet counts.
template <class Count>
Run measure(const test::Mosquitto& broker, pid_t receiver, FleetRun& fleet, Count count) {
    fleet.wait_until_it_counts();
    const auto broker_before = cpu_time(broker.id());
    const auto receiver_before = cpu_time(receiver);
    const auto fleet_before = cpu_time(fleet.id());
    const auto count_before = count();
    const adapters::Stopwatch watch;
    fleet.wait_until_it_has_counted();
    const auto seconds = Seconds(watch.elapsed()).count();
    return {.reports_per_second = static_cast<double>(count() - count_before) / seconds,
            .seconds = seconds,
            .broker = since(broker_before, cpu_time(broker.id())),
            .receiver = since(receiver_before, cpu_time(receiver)),
            .fleet = since(fleet_before, cpu_time(fleet.id()))};
}

Run run_ours() {
    const test::Mosquitto broker;
    Cloud cloud(broker, {"state"});
    FleetRun fleet(broker, {});
    auto run = measure(broker, cloud.id(), fleet, [] { return 0; });
    run.reports_per_second = figure(fleet.result(), "rate");
    return run;
}

Run run_bare() {
    const test::Mosquitto broker;
    BareReader reader(broker.port(), wire::filter(wire::TopicKind::report, {"+"}));
    FleetRun fleet(broker, {.open_loop = true});
    return measure(broker, getpid(), fleet, [&] { return reader.count(); });
}

void print(std::string_view name, const Run& run) {
    const auto micros = [&](const CpuTime& time) {
        return sum(time).count() * 1e6 / (run.reports_per_second * run.seconds);
    };
    fmt::print(
        "  {:<6} {:>7.0f} reports/s; of {:.1f} s: broker {}, receiver {}, fleet {}; µs a report: {:.1f} + "
        "{:.1f} + {:.1f}\n",
        name, run.reports_per_second, run.seconds, text(run.broker), text(run.receiver), text(run.fleet),
        micros(run.broker), micros(run.receiver), micros(run.fleet));
}

std::vector<double> rates(const std::vector<Run>& runs) {
    std::vector<double> rates;
    for (const auto& run : runs) rates.push_back(run.reports_per_second);
    return rates;
}

}  // namespace

void ingest() {
    fmt::print(
        "ingest: 1000 cars, reports of 50 values, window 8; traction-cloud state against a bare socket "
        "reader\n");
    std::vector<Run> ours;
    std::vector<Run> bare;
    for (int round = 0; round < kRounds; ++round) {
        print("bare", bare.emplace_back(run_bare()));
        print("state", ours.emplace_back(run_ours()));
    }
    const auto stored = median(rates(ours));
    const auto passed = median(rates(bare));
    fmt::print(
        "ingest: {:.0f} reports/s stored and acknowledged, {:.0f} reports/s passed to the bare reader "
        "(medians of {})\n",
        stored, passed, kRounds);
    print_verdict("ingest", stored / passed, kGoal, Better::higher);
}

}  // namespace traction::bench
