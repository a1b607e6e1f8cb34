/// traction-vehicle: one car, simulated or replayed, on a broker.
#include <atomic>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <poll.h>
#include <unistd.h>

#include "shared/adapters/process/credentials.hpp"
#include "shared/adapters/process/process.hpp"
#include "shared/adapters/process/program.hpp"
#include "vehicle-agent/agent/replay_worker.hpp"
#include "vehicle-agent/agent/simulated_life.hpp"
#include "vehicle-agent/agent/vehicle_agent.hpp"
#include "vehicle-agent/hands/hands.hpp"

namespace {

using namespace traction;
using namespace std::chrono_literals;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kBrokerUnreachable = 8;
constexpr int kCacheKib = 256;
constexpr Milliseconds kLookedAfterEvery = 100ms;
constexpr auto kPatienceWithBroker = 10s;

struct Options {
    std::string vin;
    std::string broker = "127.0.0.1:1883";
    std::string certificates;
    std::string data;
    std::string clock = "wall";
    std::uint64_t seed = 1;
    double soc_percent = 70;
    bool no_day_life = false;
    bool hands = false;
    std::string replay;
    double speed = 1;
    std::string entitled = "all";
    int deadline_s = 0;
    bool verbose = false;
};

void declare(CLI::App& app, Options& options) {
    app.add_option("--vin", options.vin, "the car's vehicle identification number")->required();
    app.add_option("--broker", options.broker, "HOST:PORT of the broker")->capture_default_str();
    app.add_option(
        "--certificates", options.certificates,
        "folder of scripts/certs with the car's certificate; without it, only a broker that admits "
        "everybody admits it");
    app.add_option("--data", options.data, "database file (default: ./vehicle-VIN.sqlite)");
    app.add_option("--clock", options.clock, "wall: the machine's time; sandbox: the time told on the broker")
        ->check(CLI::IsMember({"wall", "sandbox"}))
        ->capture_default_str();
    app.add_option("--seed", options.seed, "of the car's life")->capture_default_str();
    app.add_option("--soc", options.soc_percent, "state of charge at birth, in percent")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    app.add_flag("--no-day-life", options.no_day_life, "nobody drives the car but the hands");
    auto* hands = app.add_flag("--hands", options.hands,
                               "read from standard input what a person does to the car, a line each");
    auto* replay = app.add_option("--replay", options.replay, "send this recorded drive (CSV), then end")
                       ->check(CLI::ExistingFile);
    replay->excludes(hands);
    app.add_option("--speed", options.speed, "replay so many times faster")
        ->needs(replay)
        ->check(CLI::Range(0.001, 1e6));
    app.add_option("--entitled", options.entitled,
                   "what of a replay is sent: all of it, or what the contracts allow")
        ->needs(replay)
        ->check(CLI::IsMember({"all", "contracts"}));
    app.add_option("--deadline", options.deadline_s, "seconds after which a replay is given up (0: never)")
        ->needs(replay)
        ->check(CLI::Range(0, 1'000'000));
    app.add_flag("-v,--verbose", options.verbose, "log more");
}

/// Passes everything on, and knows whether the broker was ever reached.
class WatchedListener : public ports::BusListener {
   public:
    WatchedListener(ports::BusListener& listener, std::atomic<bool>& reached)
        : listener_(listener), reached_(reached) {}
    void on_message(ports::Message&& message) override { listener_.on_message(std::move(message)); }
    void on_connected() override {
        reached_ = true;
        listener_.on_connected();
    }
    void on_disconnected() override { listener_.on_disconnected(); }

   private:
    ports::BusListener& listener_;
    std::atomic<bool>& reached_;
};

/// A bus with the listener that belongs to it.
class WatchedBus : public ports::Bus {
   public:
    template <class Connect>
    WatchedBus(ports::BusListener& listener, std::atomic<bool>& reached, Connect connect)
        : watched_(listener, reached), bus_(connect(watched_)) {}
    void publish(std::span<const ports::Publication> publications) override { bus_->publish(publications); }

   private:
    WatchedListener watched_;
    std::unique_ptr<ports::Bus> bus_;
};

runtime::Surroundings surroundings_of(adapters::RealWorld& world, const std::string& file,
                                      std::atomic<bool>& reached) {
    auto surroundings = world.surroundings();
    surroundings.open_database = [file](const std::string&) -> std::unique_ptr<ports::Database> {
        return std::make_unique<adapters::SqliteDatabase>(file,
                                                          adapters::SqliteOptions{.cache_kib = kCacheKib});
    };
    surroundings.connect = [&reached, connect = surroundings.connect](
                               const std::string& worker, const std::vector<std::string>& subscriptions,
                               const ports::Publication& will,
                               ports::BusListener& listener) -> std::unique_ptr<ports::Bus> {
        return std::make_unique<WatchedBus>(listener, reached, [&](ports::BusListener& watched) {
            return connect(worker, subscriptions, will, watched);
        });
    };
    return surroundings;
}

/// What ends a replay: its last acknowledgement, a signal, its deadline, or a broker that is not there.
int watch_replay(const Options& options, const agent::RecordedDrive& drive, adapters::StopSignal& stop,
                 const std::atomic<bool>& reached) {
    Milliseconds waited{0};
    while (!drive.complete()) {
        if (stop.came_within(kLookedAfterEvery)) break;
        waited += kLookedAfterEvery;
        if (!reached && waited >= kPatienceWithBroker) {
            std::cerr << "traction-vehicle: no broker answers at " << options.broker
                      << ". Start it, or say --broker HOST:PORT.\n";
            return kBrokerUnreachable;
        }
        if (options.deadline_s > 0 && waited >= std::chrono::seconds{options.deadline_s}) {
            std::cerr << "traction-vehicle: the replay is not acknowledged by its deadline.\n";
            break;
        }
    }
    std::cout << "replay " << drive.summary() << std::endl;
    return drive.complete() ? kDone : kFailed;
}

int replay(const Options& options, const Vin& vin, runtime::Surroundings surroundings, runtime::TimeMode time,
           adapters::StopSignal& stop, const std::atomic<bool>& reached) {
    const auto drive = std::make_shared<agent::RecordedDrive>(options.replay, options.speed);
    if (!drive->problem().empty()) {
        std::cerr << "traction-vehicle: " << options.replay << ": " << drive->problem() << "\n";
        return kFailed;
    }
    const auto entitled = options.entitled == "all" ? agent::Entitled::all : agent::Entitled::contracts;
    const runtime::WorkerThread worker(agent::replay_kind(vin, drive, entitled), std::move(surroundings),
                                       time);
    return watch_replay(options, *drive, stop, reached);
}

void obey(const std::string& line, agent::SimulatedLife& life) {
    const auto deed = hands::read_line(line);
    if (!deed) {
        std::cout << "not understood: " << line << ". " << deed.refusal().code.sentence << std::endl;
        return;
    }
    life.do_by_hand([deed = *deed](vehicle::SimulatedCar& car) { std::cout << deed(car) << std::endl; });
}

/// Takes lines from standard input until it ends or a signal comes.
void lend_hands(agent::SimulatedLife& life, adapters::StopSignal& stop) {
    std::string text;
    while (!stop.came_within(0ms)) {
        pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
        if (poll(&input, 1, static_cast<int>(kLookedAfterEvery.count())) <= 0) continue;
        char chunk[4096];
        const auto length = read(STDIN_FILENO, chunk, sizeof chunk);
        if (length <= 0) return stop.wait();
        text.append(chunk, static_cast<std::size_t>(length));
        for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
            if (end > 0) obey(text.substr(0, end), life);
            text.erase(0, end + 1);
        }
    }
}

int live(const Options& options, const Vin& vin, runtime::Surroundings surroundings, runtime::TimeMode time,
         adapters::StopSignal& stop) {
    const vehicle::SimulatedCarSettings settings{
        .seed = options.seed,
        .day_life = !options.no_day_life,
        .soc_percent = options.soc_percent,
        .screen_watcher = [](std::string_view text) { std::cout << "screen: " << text << std::endl; },
        .cockpit_watcher = [](std::string_view text) { std::cout << "warning: " << text << std::endl; }};
    const auto hands =
        options.hands ? agent::SimulatedLife::Hands::may_come : agent::SimulatedLife::Hands::none;
    const auto life = std::make_shared<agent::SimulatedLife>(vin, settings, hands);
    const runtime::WorkerThread worker(agent::worker_kind(vin, life), std::move(surroundings), time);
    if (options.hands) {
        lend_hands(*life, stop);
    } else {
        stop.wait();
    }
    return kDone;
}

int run(const Options& options) {
    const auto vin = Vin::parse(options.vin);
    if (!vin) {
        std::cerr << "traction-vehicle: --vin " << options.vin << ": " << vin.refusal().code.sentence << "\n";
        return kUsage;
    }
    const auto broker = adapters::parse_broker_address(options.broker);
    if (!broker) {
        std::cerr << "traction-vehicle: --broker " << options.broker << ": say HOST:PORT.\n";
        return kUsage;
    }
    adapters::StopSignal stop;
    adapters::set_up_logging(options.verbose);
    adapters::RealWorld world(*broker, ".", "v",
                              options.certificates.empty()
                                  ? adapters::Credentials{}
                                  : adapters::car_credentials(options.certificates, vin->text()));
    std::atomic<bool> reached = false;
    const auto file = options.data.empty() ? "vehicle-" + vin->text() + ".sqlite" : options.data;
    auto surroundings = surroundings_of(world, file, reached);
    const auto time = options.clock == "sandbox" ? runtime::TimeMode::sandbox : runtime::TimeMode::wall;
    if (!options.replay.empty()) return replay(options, *vin, std::move(surroundings), time, stop, reached);
    return live(options, *vin, std::move(surroundings), time, stop);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("One electric car on the broker: simulated, or a recorded drive.", "traction-vehicle");
    Options options;
    declare(app, options);
    return adapters::run_program(app, argc, argv, [&] { return run(options); });
}
