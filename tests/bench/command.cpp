/// From the owner's ask to the step "done" that comes back (ask, order, outcome, step), against four hops
/// with the same client library and three bare FULL commits.
#include <stdexcept>

#include <fmt/format.h>

#include "cloud/ctl/session.hpp"
#include "shared/adapters/clocks/stopwatch.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/garage.hpp"
#include "tests/bench/programs.hpp"
#include "tests/bench/relay.hpp"

namespace traction::bench {
namespace {

constexpr int kRounds = 5;
constexpr int kCommandsOfRound = 100;
constexpr double kGoal = 1.5;
constexpr Milliseconds kPatience{20'000};
constexpr Milliseconds kGlance{10};

namespace commands = wire::commands;

double milliseconds(const adapters::Stopwatch& watch) {
    return std::chrono::duration<double, std::milli>(watch.elapsed()).count();
}

/// The owner of a car on a whole cloud.
class OurPath {
   public:
    explicit OurPath(const test::Mosquitto& broker)
        : cloud_(broker, {"billing", "commands", "contracts", "garage", "notifications", "state"}),
          car_(broker, {"--no-day-life"}),
          owner_({.address = {.host = broker.host(), .port = broker.port()}},
                 {.role = wire::Party::owner, .name = "ada", .device = "bench"}, randomness_,
                 {wire::filter(wire::TopicKind::command_step, {"ada", "+"})}, kPatience) {
        owner_.ask("garage", wire::garage::Add{Car::vin()}, kPatience);
        owner_.ask("garage", wire::garage::ShowCode{Car::vin()}, kPatience);
        owner_.ask("garage", wire::garage::Pair{.vin = Car::vin(), .code = car_.pairing_code()}, kPatience);
        // The car must have heard who owns it, and the time.
        if (!test::wait_until([this] { return command() > 0; }, kPatience))
            throw std::runtime_error("no command is done");
    }

    /// Milliseconds until it was done; 0 when it ended otherwise.
    double command() {
        const commands::Send send{.command = *CommandId::parse(owner_.fresh_id()),
                                  .vin = Car::vin(),
                                  .act = commands::Act::lights,
                                  .arguments = {},
                                  .deadline = {}};
        const adapters::Stopwatch watch;
        const auto answer = owner_.ask("commands", send, kPatience);
        if (!answer || !answer->done) return 0;
        while (const auto message = owner_.next(kPatience)) {
            const auto step = wire::Json::parse(message->payload);
            if (step.at("command") != send.command.text()) continue;
            if (step.at("phase") == "done") return milliseconds(watch);
            if (step.at("phase") == "refused") return 0;
        }
        return 0;
    }

   private:
    adapters::SystemRandomness randomness_;
    Cloud cloud_;
    Car car_;
    ctl::Session owner_;
};

/// The same four hops, app to cloud to car and back, with a row committed at each but the last.
class BarePath {
   public:
    explicit BarePath(const test::Mosquitto& broker)
        : cloud_(broker, "bare-cloud", {{"bare/ask", "bare/order"}, {"bare/outcome", "bare/step"}},
                 (folder_.path() / "cloud.sqlite").string()),
          car_(broker, "bare-car", {{"bare/order", "bare/outcome"}},
               (folder_.path() / "car.sqlite").string()),
          app_({.host = broker.host(),
                .port = broker.port(),
                .client_id = "bare-app",
                .subscriptions = {"bare/step"},
                .will = {},
                .birth = {}},
               heard_) {
        test::wait_until([this] { return app_.counters().connections > 0; });
    }

    double command() {
        ports::Publication ask;
        ask.topic = "bare/ask";
        ask.payload = std::string(200, 'x');
        const adapters::Stopwatch watch;
        app_.publish({&ask, 1});
        while (heard_.take(kGlance).messages.empty()) {
            if (watch.elapsed() > kPatience) throw std::runtime_error("a hop was lost");
        }
        return milliseconds(watch);
    }

   private:
    test::TemporaryFolder folder_;
    Relay cloud_;
    Relay car_;
    runtime::Inbox heard_;
    adapters::MqttBus app_;
};

template <class Path>
void run(Path& path, std::vector<double>& delays) {
    for (int i = 0; i < kCommandsOfRound; ++i) {
        const auto delay = path.command();
        if (delay <= 0) throw std::runtime_error("a command was not carried out");
        delays.push_back(delay);
    }
}

void print(std::string_view name, const std::vector<double>& delays) {
    fmt::print("  {:<22} p50 {:.2f} ms, p99 {:.2f} ms, of {}\n", name, percentile(delays, 0.5),
               percentile(delays, 0.99), delays.size());
}

}  // namespace

void command() {
    fmt::print("command: from the owner's ask to \"done\", against four hops and three commits\n");
    const test::Mosquitto broker;
    OurPath ours(broker);
    BarePath bare(broker);
    std::vector<double> our_delays;
    std::vector<double> bare_delays;
    for (int round = 0; round < kRounds; ++round) {
        run(bare, bare_delays);
        run(ours, our_delays);
    }
    print("four hops, three commits", bare_delays);
    print("traction", our_delays);
    print_verdict("command", percentile(our_delays, 0.5) / percentile(bare_delays, 0.5), kGoal,
                  Better::lower);
}

}  // namespace traction::bench
