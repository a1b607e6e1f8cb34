/// From the sending of a report to its acknowledgement, at half of what the state worker can take, against a
/// worker on the same client library that acknowledges without storing.
#include <map>

#include <fmt/format.h>

#include "shared/adapters/mqtt_bus/socket_bus.hpp"
#include "shared/runtime/inbox.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/streams.hpp"
#include "tests/bench/programs.hpp"

namespace traction::bench {
namespace {

constexpr int kRounds = 3;
constexpr double kGoal = 3;
constexpr Milliseconds kPatience{1000};

/// Acknowledges every report at once, and remembers nothing.
class ForgetfulWorker {
   public:
    explicit ForgetfulWorker(const test::Mosquitto& broker)
        : bus_({.host = broker.host(),
                .port = broker.port(),
                .client_id = "w:forgetful",
                .subscriptions = {wire::filter(wire::TopicKind::report, {"+"})},
                .will = {},
                .birth = {}},
               inbox_),
          thread_([this] { acknowledge_until_stopped(); }) {
        test::wait_until([this] { return bus_.counters().connections > 0; });
    }
    ~ForgetfulWorker() {
        inbox_.stop();
        thread_.join();
    }
    ForgetfulWorker(const ForgetfulWorker&) = delete;
    ForgetfulWorker& operator=(const ForgetfulWorker&) = delete;

   private:
    void acknowledge_until_stopped() {
        while (!inbox_.stopped()) {
            std::map<std::string, wire::Acknowledgement> heard;
            for (const auto& message : inbox_.take(kPatience).messages) {
                const auto numbered = wire::read_numbered(message.payload);
                if (numbered)
                    heard[message.topic] = {
                        .epoch = numbered->epoch, .applied = numbered->number, .at = numbered->at};
            }
            std::vector<ports::Publication> acknowledgements;
            for (const auto& [stream, position] : heard) {
                auto& publication = acknowledgements.emplace_back();
                publication.topic = wire::ack_topic(stream, {});
                publication.payload = wire::write_acknowledgement(position);
            }
            bus_.publish(acknowledgements);
        }
    }

    runtime::Inbox inbox_;
    adapters::SocketBus bus_;
    std::thread thread_;
};

double capacity() {
    const test::Mosquitto broker;
    const Cloud cloud(broker, {"state"});
    return figure(FleetRun(broker, {}).result(), "rate");
}

struct Delays {
    std::vector<double> p50_ms;
    std::vector<double> p99_ms;

    void add(const std::string& result) {
        p50_ms.push_back(figure(result, "p50_ms"));
        p99_ms.push_back(figure(result, "p99_ms"));
    }
    void print(std::string_view name) const {
        fmt::print("  {:<12} p50 {:.2f} ms, p99 {:.2f} ms (medians of {})\n", name, median(p50_ms),
                   median(p99_ms), p50_ms.size());
    }
};

}  // namespace

void latency() {
    const double rate = capacity() / 2;
    fmt::print(
        "latency: 1000 cars, {:.0f} reports/s; from sending to acknowledgement, against acknowledging "
        "without storing\n",
        rate);
    Delays ours;
    Delays reference;
    for (int round = 0; round < kRounds; ++round) {
        const test::Mosquitto broker;
        {
            const ForgetfulWorker worker(broker);
            reference.add(FleetRun(broker, {.rate = rate}).result());
        }
        const Cloud cloud(broker, {"state"});
        ours.add(FleetRun(broker, {.rate = rate}).result());
    }
    reference.print("not storing");
    ours.print("state");
    print_verdict("latency", median(ours.p99_ms) / median(reference.p99_ms), kGoal, Better::lower);
}

}  // namespace traction::bench
