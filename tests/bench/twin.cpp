/// The twins of all cars shown on their state topics, from what the worker holds in memory until a reader has
/// them, against the same publications made before and sent over the same bus.
#include <random>

#include <fmt/format.h>

#include "cloud/state/state_worker.hpp"
#include "shared/adapters/clocks/stopwatch.hpp"
#include "shared/adapters/mqtt_bus/socket_bus.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/inbox.hpp"
#include "shared/runtime/worker_life.hpp"
#include "shared/runtime/worker_thread.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/report.hpp"
#include "tests/bench/bare_reader.hpp"
#include "tests/bench/bench.hpp"
#include "tests/broker/harness/mosquitto.hpp"

namespace traction::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kCars = 2'000;
constexpr int kRounds = 7;
constexpr double kGoal = 0.5;
constexpr Milliseconds kPatience{30'000};
const auto kBegins = *parse_timestamp("2027-03-01T08:00:00Z");

Vin vin_of(int car) {
    return Vin::parse(fmt::format("VF1BENCH{:09}", car)).value();
}

ports::Message numbered(std::string topic, wire::Number number, Timestamp at, std::string body) {
    return {
        .topic = std::move(topic),
        .payload = wire::write_numbered({.epoch = 1, .number = number, .at = at, .body = std::move(body)})};
}

/// The worker's life in this thread; what it has to say is given to the caller.
class Twins {
   public:
    Twins() {
        runtime::migrate_all(database_, kind_);
        life_ = std::make_unique<runtime::WorkerLife>(
            kind_, database_, randomness_,
            runtime::WorkerLife::Setting{.time = runtime::TimeMode::wall, .spread = {}, .boot = "bench"});
        runtime::Arrivals arrivals{.connected = true};
        for (int car = 0; car < kCars; ++car) arrivals.messages.push_back(gets_owner(car));
        life_->step(kBegins, std::move(arrivals));
    }

    /// All cars measure everything anew; their twins wait to be shown.
    void hear_reports(Timestamp now) {
        runtime::Arrivals arrivals;
        ++reports_;
        for (int car = 0; car < kCars; ++car)
            arrivals.messages.push_back(
                numbered(wire::report_stream(vin_of(car)), reports_, now, wire::write_report(measured(now))));
        life_->step(now, std::move(arrivals));
    }
    /// What is shown at that instant.
    std::vector<ports::Publication> show(Timestamp now) {
        auto said = life_->step(now, {});
        std::erase_if(said, [](const ports::Publication& publication) {
            const auto topic = wire::parse_topic(publication.topic);
            return !topic || topic->kind != wire::TopicKind::twin;
        });
        return said;
    }

   private:
    ports::Message gets_owner(int car) {
        const wire::garage::OwnershipBegan began{
            .vin = vin_of(car), .period = 1, .account = *AccountId::parse(fmt::format("a-{}", car))};
        const wire::Event event{.id = *EventId::parse(fmt::format("e-{}", car)),
                                .type = std::string(wire::garage::OwnershipBegan::kType),
                                .at = kBegins - 24h,
                                .data = began.json()};
        return numbered(wire::event_stream("garage"), static_cast<wire::Number>(car) + 1, kBegins,
                        wire::write_event("garage", event));
    }
    wire::Report measured(Timestamp at) {
        wire::Report report;
        auto& sample = report.samples.emplace_back();
        sample.measured_at = at;
        for (const auto& row : wire::kSignals) {
            const auto value = std::uniform_real_distribution(std::max(row.lowest, 0.0),
                                                              std::min(row.highest, 50'000.0))(dice_);
            sample.set(row.signal, row.form == wire::Form::number ? value : 0);
        }
        return report;
    }

    test::TemporaryFolder folder_;
    runtime::WorkerKind kind_ = state::worker_kind();
    adapters::SqliteDatabase database_{(folder_.path() / "state.sqlite").string()};
    adapters::SystemRandomness randomness_;
    std::unique_ptr<runtime::WorkerLife> life_;
    std::mt19937_64 dice_{1};
    wire::Number reports_ = 0;
};

/// The broker between a bus and a reader of all state topics.
class Road {
   public:
    Road()
        : reader_(broker_.port(), wire::filter(wire::TopicKind::twin, {"+", "+"})),
          bus_({.host = broker_.host(),
                .port = broker_.port(),
                .client_id = "w:state",
                .subscriptions = {wire::topic(wire::TopicKind::view, {"state"})},
                .will = {},
                .birth = {}},
               inbox_) {
        if (!test::wait_until([&] { return bus_.counters().connections > 0; }, kPatience))
            throw std::runtime_error("the bus does not connect");
    }
    void carry(const std::vector<ports::Publication>& publications) {
        const auto before = reader_.count();
        bus_.publish(publications);
        if (!test::wait_until([&] { return reader_.count() - before >= publications.size(); }, kPatience))
            throw std::runtime_error("not every state topic arrived");
    }

   private:
    test::Mosquitto broker_;
    BareReader reader_;
    runtime::Inbox inbox_;
    adapters::SocketBus bus_;
};

double per_second(std::size_t topics, const adapters::Stopwatch& watch) {
    return static_cast<double>(topics) / Seconds(watch.elapsed()).count();
}

}  // namespace

void twin() {
    Twins twins;
    Road road;
    auto now = kBegins + 1min;
    twins.hear_reports(now);
    twins.show(now);
    std::vector<double> ours, bare;
    for (int round = 0; round < kRounds; ++round) {
        twins.hear_reports(now += 500ms);
        const adapters::Stopwatch showing;
        const auto said = twins.show(now += 10s);
        road.carry(said);
        ours.push_back(per_second(said.size(), showing));
        const adapters::Stopwatch carrying;
        road.carry(said);
        bare.push_back(per_second(said.size(), carrying));
        fmt::print("  {} state topics of {} cars: {:.0f} a second, bare {:.0f}\n", said.size(), kCars,
                   ours.back(), bare.back());
    }
    print_verdict("twin", median(ours) / median(bare), kGoal, Better::higher);
}

}  // namespace traction::bench
