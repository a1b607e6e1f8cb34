/// What the access plugin costs the broker (design 6): processor time per message of owners' asks, at QoS 0
/// and as fast as the broker takes them, against the same broker without it; and how long the broker answers
/// nobody while the rights of 100 000 accounts end. The broker on both sides is a process of its own.
///
/// The plugin makes no system call for a message, so what it costs is what the broker uses more outside the
/// kernel. The kernel's part is six times as large and differs by a tenth between two rounds of one broker;
/// the ratio of the whole, which holds that noise, is printed beside.
#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "shared/adapters/clocks/stopwatch.hpp"
#include "shared/adapters/clocks/system_clock.hpp"
#include "shared/wire/streams.hpp"
#include "shared/wire/topics.hpp"
#include "tests/bench/bare_reader.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/cpu_time.hpp"
#include "tests/broker/harness/access_writer.hpp"

namespace traction::bench {
namespace {

using wire::TopicKind;

constexpr int kAccountsKnown = 100'000;
constexpr int kApps = 64;
constexpr int kRounds = 9;
constexpr int kBatch = 16;     // of one app, in one write
constexpr int kBatches = 400;  // of each app in a round
constexpr std::uint64_t kMessages = std::uint64_t{kApps} * kBatches * kBatch;
constexpr std::size_t kAskBytes = 200;
constexpr double kGoal = 1.05;

std::string account(int number) {
    return fmt::format("account-{}", number);
}

/// A client of the name, with its secret where the broker wants one.
test::RawClient connected(std::uint16_t port, const std::string& id, const Secret& secret = Secret("")) {
    test::RawClient client(test::open_tcp(port));
    const mqtt::Connect connect{
        .client_id = id, .keep_alive_s = 0, .username = id, .password = secret.revealed()};
    if (!client.connect(connect).is_yes()) throw std::runtime_error("the broker does not admit " + id);
    return client;
}

/// Owners' apps that ask `state` for something, and `state`, which hears them all.
class Crowd {
   public:
    /// Without keys nobody shows anything.
    Crowd(std::uint16_t port, const test::Keys* keys)
        : secret_(keys != nullptr ? keys->worker_secret() : ""),
          reader_(port, wire::filter(TopicKind::owner_ask, {"+", "+", "state", "+"}),
                  {.client_id = "w:state", .keep_alive_s = 0, .username = "w:state", .password = secret_}) {
        for (int i = 0; i < kApps; ++i) {
            const auto name = account(i);
            const auto id = fmt::format("o:{}:phone:1", name);
            const auto token = keys != nullptr ? keys->token("owner", name, "phone") : Secret("");
            apps_.push_back({.client = connected(port, id, token), .asks = asks_of(name)});
        }
    }

    /// Returns when `state` has heard everything.
    void ask() {
        const auto due = reader_.count() + kMessages;
        for (int batch = 0; batch < kBatches; ++batch)
            for (auto& app : apps_) app.client.send(app.asks);
        if (!test::wait_until([&] { return reader_.count() >= due; }, std::chrono::seconds(60)))
            throw std::runtime_error(fmt::format("{} asks did not arrive", due - reader_.count()));
    }

   private:
    struct App {
        test::RawClient client;
        std::string asks;
    };

    static std::string asks_of(const std::string& name) {
        ports::Publication ask;
        ask.topic = wire::topic(TopicKind::owner_ask, {name, "phone", "state", "watch"});
        ask.payload = std::string(kAskBytes, 'x');
        std::string asks;
        for (int i = 0; i < kBatch; ++i) mqtt::append_publish(asks, ask);
        return asks;
    }

    std::string secret_;
    BareReader reader_;
    std::vector<App> apps_;
};

/// Microseconds of the broker's processor time for one message.
struct Cost {
    double user = 0;
    double kernel = 0;
    double whole() const { return user + kernel; }
};

Cost cost(const test::Broker& broker, Crowd& crowd) {
    const auto before = user_and_kernel(broker.id());
    crowd.ask();
    const auto after = user_and_kernel(broker.id());
    const auto of_one = [](Seconds time) { return time.count() / static_cast<double>(kMessages) * 1e6; };
    return {.user = of_one(after.user - before.user), .kernel = of_one(after.kernel - before.kernel)};
}

double median_of(const std::vector<Cost>& costs, double (*part)(const Cost&)) {
    std::vector<double> parts;
    for (const auto& cost : costs) parts.push_back(part(cost));
    return median(parts);
}

/// How long pings of one client waited for their answer, in milliseconds, while `act` was done.
std::vector<double> waits_during(test::RawClient pinging, const std::function<void()>& act) {
    std::vector<double> waits;
    std::atomic<bool> done{false};
    std::thread pinger([&] {
        while (!done) {
            const adapters::Stopwatch watch;
            pinging.is_alive();
            waits.push_back(Seconds(watch.elapsed()).count() * 1e3);
        }
    });
    act();
    done = true;
    pinger.join();
    return waits;
}

std::string text(const std::vector<double>& waits) {
    return fmt::format("median {:.3f} ms, p99.9 {:.3f} ms, longest {:.3f} ms of {}", median(waits),
                       percentile(waits, 0.999), percentile(waits, 1), waits.size());
}

/// Of each account: what was signed in an hour ago is void.
std::vector<wire::Json> rights_of_all() {
    const auto then = adapters::SystemClock().now() - ports::kLongestToken;
    std::vector<wire::Json> ended;
    for (int i = 0; i < kAccountsKnown; ++i)
        ended.push_back(
            wire::access::TokensVoid{.name = account(i), .device = {}, .issued_before = then}.json());
    return ended;
}

/// What the broker does when nobody judges: as many bytes, in as many turns.
void tell_nobody(test::RawClient& client, const std::vector<wire::Json>& bodies) {
    const auto window = static_cast<std::size_t>(wire::window_of(wire::StreamKind::access).messages);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        ports::Publication message;
        message.topic = "nobody/listens";
        message.payload = bodies[i].dump();
        client.publish(message);
        if (i % window == 0) client.is_alive();
    }
}

void compare_pauses(const test::Mosquitto& open, const test::SecuredMosquitto& secured,
                    test::AccessWriter& accounts, test::AccessWriter& garage) {
    const auto rights = rights_of_all();
    const Secret secret(secured.keys().worker_secret());
    auto writer = connected(open.port(), "writer");
    fmt::print("access: a ping while as much is published to a broker without the plugin: {}\n",
               text(waits_during(connected(open.port(), "ping"), [&] { tell_nobody(writer, rights); })));
    fmt::print(
        "access: a ping while the rights of {} accounts end:                       {}\n", kAccountsKnown,
        text(waits_during(connected(secured.workers(), "w:mail", secret), [&] { accounts.tell(rights); })));
    std::vector<wire::Json> ends;
    for (int i = 0; i < kApps; ++i)
        ends.push_back(wire::access::SessionsEnd{.account = *AccountId::parse(account(i))}.json());
    const Crowd leaving(secured.workers(), &secured.keys());
    fmt::print(
        "access: a ping while {} live sessions are ended:                              {}\n", kApps,
        text(waits_during(connected(secured.workers(), "w:mail", secret), [&] { garage.tell(ends); })));
}

}  // namespace

void access() {
    fmt::print(
        "access: {} apps ask as fast as the broker takes it, {} bytes at QoS 0; two rights are judged for "
        "each ask\n",
        kApps, kAskBytes);
    const test::Mosquitto open;
    const test::SecuredMosquitto secured;
    test::AccessWriter garage(secured, "garage");
    test::AccessWriter accounts(secured, "accounts");
    compare_pauses(open, secured, accounts, garage);  // and so the plugin knows all of them from now on
    Crowd unjudged(open.port(), nullptr);
    Crowd judged(secured.workers(), &secured.keys());
    std::vector<Cost> bare;
    std::vector<Cost> ours;
    for (int round = 0; round < kRounds; ++round) {
        bare.push_back(cost(open, unjudged));
        ours.push_back(cost(secured, judged));
        fmt::print(
            "access: the broker uses {:.2f} µs and its kernel {:.2f} for a message without the plugin, "
            "{:.2f} and {:.2f} with it\n",
            bare.back().user, bare.back().kernel, ours.back().user, ours.back().kernel);
    }
    const auto user = [](const Cost& cost) { return cost.user; };
    const auto whole = [](const Cost& cost) { return cost.whole(); };
    const auto without = median_of(bare, whole);
    fmt::print("access: the whole, kernel and all: {:.3f} of it without the plugin\n",
               median_of(ours, whole) / without);
    print_verdict("access", 1 + (median_of(ours, user) - median_of(bare, user)) / without, kGoal,
                  Better::lower);
}

}  // namespace traction::bench
