/// SocketBus on a real broker: what is promised of every bus, and what its own socket could get wrong.
#include "shared/adapters/mqtt_bus/socket_bus.hpp"

#include <memory>

#include <doctest/doctest.h>

#include "tests/broker/bus/recording_listener.hpp"
#include "tests/broker/harness/mosquitto.hpp"

using namespace traction;
using adapters::MqttBusConfig;
using adapters::SocketBus;
using test::Mosquitto;
using test::RecordingListener;
using test::wait_until;

namespace {

ports::Publication publication(std::string topic, std::string payload, bool retain = false) {
    ports::Publication made;
    made.topic = std::move(topic);
    made.payload = std::move(payload);
    made.retain = retain;
    return made;
}

/// A bus with what it heard.
struct Client {
    Client(const Mosquitto& broker, std::string client_id, std::vector<std::string> subscriptions,
           std::optional<ports::Publication> will = {}, bool will_on_close = false) {
        MqttBusConfig config;
        config.port = broker.port();
        config.client_id = std::move(client_id);
        config.subscriptions = std::move(subscriptions);
        config.will = std::move(will);
        config.will_on_close = will_on_close;
        bus = std::make_unique<SocketBus>(std::move(config), heard);
    }
    void publish(const ports::Publication& one) { bus->publish({&one, 1}); }

    RecordingListener heard;
    std::unique_ptr<SocketBus> bus;
};

}  // namespace

TEST_CASE("SocketBus: a publication arrives with its correlation data and response topic") {
    Mosquitto broker;
    Client client(broker, "round-trip", {"echo/+", "other"});
    REQUIRE(client.heard.is_connected());
    auto sent = publication("echo/one", std::string("{\"a\":\0 1}", 9));
    sent.correlation = std::string("id\0\xff 7", 6);
    sent.response_topic = "echo/answer";
    client.publish(sent);
    REQUIRE(client.heard.has(1));
    const auto received = client.heard.messages().front();
    CHECK(received.topic == sent.topic);
    CHECK(received.payload == sent.payload);
    CHECK(received.correlation == sent.correlation);
    CHECK(received.response_topic == sent.response_topic);
    CHECK_FALSE(received.retained);
}

TEST_CASE("SocketBus: after kill -9 of the broker it connects and subscribes again") {
    Mosquitto broker;
    Client client(broker, "phoenix", {"news"});
    REQUIRE(client.heard.is_connected());
    broker.kill();
    REQUIRE(wait_until([&] { return client.heard.disconnected() == 1; }));
    client.publish(publication("news", "lost"));
    broker.start();
    REQUIRE(client.heard.is_connected(2));
    client.publish(publication("news", "fresh"));
    REQUIRE(client.heard.has(1));
    CHECK(client.heard.messages().front().payload == "fresh");
    CHECK(client.bus->counters().dropped_offline == 1);
}

TEST_CASE(
    "SocketBus: what was published last is sent before it leaves, and the will only when it is wanted") {
    Mosquitto broker;
    Client watcher(broker, "watcher", {"last/#", "will/#"});
    REQUIRE(watcher.heard.is_connected());
    for (const bool will_on_close : {false, true}) {
        CAPTURE(will_on_close);
        const int before = static_cast<int>(watcher.heard.count());
        Client leaver(broker, "leaver", {"nothing"}, publication("will/leaver", "gone"), will_on_close);
        REQUIRE(leaver.heard.is_connected());
        const std::vector<ports::Publication> last(500, publication("last/words", std::string(1000, 'x')));
        leaver.bus->publish(last);
        leaver.bus.reset();
        const int expected = before + 500 + (will_on_close ? 1 : 0);
        CHECK(watcher.heard.has(static_cast<std::size_t>(expected)));
    }
}

TEST_CASE("SocketBus: 200 MB through a socket that cannot take them at once arrive whole and in order") {
    Mosquitto broker;
    Client client(broker, "flood", {"flood"});
    REQUIRE(client.heard.is_connected());
    constexpr int kBatches = 50;
    for (int batch = 0; batch < kBatches; ++batch) {
        const std::vector<ports::Publication> flood(40, publication("flood", std::string(100'000, 'x')));
        client.bus->publish(flood);
        REQUIRE(client.heard.has(static_cast<std::size_t>(40 * (batch + 1))));
    }
    CHECK(client.bus->counters().dropped_full == 0);
    CHECK(client.bus->counters().connections == 1);
}

TEST_CASE("SocketBus: what the broker would hang up on is dropped and counted") {
    Mosquitto broker;
    Client client(broker, "careless", {"fine"});
    REQUIRE(client.heard.is_connected());
    client.publish(publication("bad/+", "x"));
    client.publish(publication("", "x"));
    client.publish(publication("fine", "y"));
    REQUIRE(client.heard.has(1));
    CHECK(client.bus->counters().dropped_invalid == 2);
    CHECK(client.heard.disconnected() == 0);
}

TEST_CASE("SocketBus: it can be thrown away while no broker is there") {
    RecordingListener heard;
    MqttBusConfig config;
    config.port = test::free_port();
    config.client_id = "lonely";
    config.subscriptions = {"x"};
    const SocketBus bus(config, heard);
}
