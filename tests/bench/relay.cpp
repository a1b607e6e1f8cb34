#include "tests/bench/relay.hpp"

namespace traction::bench {
namespace {

constexpr Milliseconds kPatience{1000};

adapters::MqttBusConfig configuration(const test::Mosquitto& broker, const std::string& name,
                                      const std::vector<Hop>& hops) {
    adapters::MqttBusConfig config;
    config.host = broker.host();
    config.port = broker.port();
    config.client_id = name;
    for (const auto& hop : hops) config.subscriptions.push_back(hop.hears);
    return config;
}

}  // namespace

Relay::Relay(const test::Mosquitto& broker, const std::string& name, std::vector<Hop> hops,
             const std::string& file)
    : hops_(std::move(hops)), database_(file), bus_(configuration(broker, name, hops_), inbox_) {
    database_.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, payload TEXT NOT NULL) STRICT");
    keep_ = database_.prepare("INSERT INTO kept (payload) VALUES (?1)");
    test::wait_until([this] { return bus_.counters().connections > 0; });
    thread_ = std::thread([this] { pass_on_until_stopped(); });
}

Relay::~Relay() {
    inbox_.stop();
    thread_.join();
}

void Relay::pass_on_until_stopped() {
    while (!inbox_.stopped()) {
        for (const auto& message : inbox_.take(kPatience).messages) pass_on(message);
    }
}

void Relay::pass_on(const ports::Message& message) {
    database_.begin();
    ports::run(*keep_, message.payload);
    database_.commit();
    for (const auto& hop : hops_) {
        if (hop.hears != message.topic) continue;
        ports::Publication publication;
        publication.topic = hop.says;
        publication.payload = message.payload;
        bus_.publish({&publication, 1});
    }
}

}  // namespace traction::bench
