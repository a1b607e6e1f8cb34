/// MqttBus on a real broker: each of the traps that its source names.
#include "shared/adapters/mqtt_bus/mqtt_bus.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <ctime>
#include <map>
#include <memory>
#include <thread>

#include <doctest/doctest.h>
#include <spdlog/spdlog.h>

#include "tests/broker/bus/recording_listener.hpp"
#include "tests/broker/harness/mosquitto.hpp"

using namespace traction;
using namespace std::chrono_literals;
using adapters::MqttBus;
using adapters::MqttBusConfig;
using ports::Publication;
using test::Mosquitto;
using test::RecordingListener;
using test::wait_until;

namespace {

MqttBusConfig config_for(const Mosquitto& broker, std::string client_id,
                         std::vector<std::string> subscriptions = {}) {
    MqttBusConfig config;
    config.port = broker.port();
    config.client_id = std::move(client_id);
    config.subscriptions = std::move(subscriptions);
    return config;
}

Publication publication(std::string topic, std::string payload, bool retain = false) {
    Publication made;
    made.topic = std::move(topic);
    made.payload = std::move(payload);
    made.retain = retain;
    return made;
}

void publish(MqttBus& bus, Publication one) {
    bus.publish({&one, 1});
}

/// Counts, and takes no lock.
struct CountingListener : ports::BusListener {
    void on_message(ports::Message&&) override { ++messages; }
    void on_connected() override { connected = true; }
    void on_disconnected() override {}
    std::atomic<int> messages{0};
    std::atomic<bool> connected{false};
};

/// Processor time of this thread.
std::chrono::nanoseconds burnt() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

/// A bus with what it heard.
struct Client {
    explicit Client(MqttBusConfig config) : bus(std::make_unique<MqttBus>(std::move(config), heard)) {}
    RecordingListener heard;
    std::unique_ptr<MqttBus> bus;
};

}  // namespace

TEST_CASE("a publication arrives with its correlation data and response topic") {
    Mosquitto broker;
    Client client(config_for(broker, "round-trip", {"echo/+", "other"}));
    REQUIRE(client.heard.is_connected());
    auto sent = publication("echo/one", std::string("{\"a\":\0 1}", 9));
    sent.correlation = std::string("id\0\xff 7", 6);
    sent.response_topic = "echo/answer";
    publish(*client.bus, sent);
    REQUIRE(client.heard.has(1));
    const auto received = client.heard.messages().front();
    CHECK(received.topic == sent.topic);
    CHECK(received.payload == sent.payload);
    CHECK(received.correlation == sent.correlation);
    CHECK(received.response_topic == sent.response_topic);
    CHECK_FALSE(received.retained);
}

TEST_CASE("a retained message is there on subscribing, and an empty one clears it") {
    Mosquitto broker;
    Client writer(config_for(broker, "writer"));
    REQUIRE(writer.heard.is_connected());
    publish(*writer.bus, publication("kept", "here", true));
    publish(*writer.bus, publication("cleared", "gone", true));
    publish(*writer.bus, publication("cleared", "", true));
    writer.bus.reset();

    Client reader(config_for(broker, "reader", {"kept", "cleared"}));
    REQUIRE(reader.heard.has(1));
    REQUIRE(reader.heard.is_connected());
    CHECK(reader.heard.count() == 1);
    CHECK(reader.heard.messages().front().payload == "here");
    CHECK(reader.heard.messages().front().retained);
}

TEST_CASE("after kill -9 of the broker it connects and subscribes again, and is born again") {
    Mosquitto broker;
    auto config = config_for(broker, "phoenix", {"news", "birth"});
    config.birth = publication("birth", "alive", true);
    Client client(config);
    REQUIRE(client.heard.is_connected());
    REQUIRE(client.heard.has(1));
    broker.kill();
    REQUIRE(wait_until([&] { return client.heard.disconnected() == 1; }));
    broker.start();
    REQUIRE(client.heard.is_connected(2));
    publish(*client.bus, publication("news", "again"));
    REQUIRE(client.heard.has(3));
    const auto messages = client.heard.messages();
    CHECK(messages[1].topic == "birth");
    CHECK(messages[2].payload == "again");
    CHECK(client.bus->counters().connections == 2);
}

TEST_CASE("the broker may come later than the bus") {
    Mosquitto broker;
    broker.kill();
    Client client(config_for(broker, "early", {"news"}));
    CHECK(client.heard.connected() == 0);
    broker.start();
    CHECK(client.heard.is_connected());
}

TEST_CASE("what is published while offline is dropped and counted, and never arrives late") {
    Mosquitto broker;
    Client client(config_for(broker, "offline", {"news"}));
    REQUIRE(client.heard.is_connected());
    broker.kill();
    REQUIRE(wait_until([&] { return client.heard.disconnected() == 1; }));
    for (int i = 0; i < 1000; ++i) publish(*client.bus, publication("news", "late"));
    CHECK(client.bus->counters().dropped_offline == 1000);
    broker.start();
    REQUIRE(client.heard.is_connected(2));
    publish(*client.bus, publication("news", "in time"));
    REQUIRE(client.heard.has(1));
    CHECK(client.heard.count() == 1);
    CHECK(client.heard.messages().front().payload == "in time");
}

TEST_CASE("the broker may die under a stream of publications") {
    Mosquitto broker;
    Client client(config_for(broker, "stream", {"news"}));
    for (int life = 1; life <= 3; ++life) {
        REQUIRE(client.heard.is_connected(life));
        const auto before = client.heard.count();
        const bool flowed = wait_until([&] {
            for (int i = 0; i < 100; ++i) publish(*client.bus, publication("news", std::to_string(life)));
            return client.heard.count() > before + 1000;
        });
        CHECK(flowed);
        broker.kill();
        publish(*client.bus, publication("news", std::to_string(life)));
        REQUIRE(wait_until([&] { return client.heard.disconnected() == life; }));
        const auto of_this_life = client.heard.messages();
        for (auto i = before; i < of_this_life.size(); ++i)
            REQUIRE(of_this_life[i].payload == std::to_string(life));
        broker.start();
    }
    CHECK(client.heard.is_connected(4));
}

TEST_CASE("the will is sent when a connection is taken over or dies, not on an orderly close unless asked") {
    Mosquitto broker;
    Client watcher(config_for(broker, "watcher", {"will/+"}));
    REQUIRE(watcher.heard.is_connected());
    const auto with_will = [&](const std::string& name) {
        auto config = config_for(broker, name);
        config.will = publication("will/" + name, "dead", true);
        return config;
    };
    {
        Client orderly(with_will("orderly"));
        REQUIRE(orderly.heard.is_connected());
    }
    {
        auto config = with_will("leaving");
        config.will_on_close = true;
        Client leaving(config);
        REQUIRE(leaving.heard.is_connected());
    }
    REQUIRE(watcher.heard.has(1));
    CHECK(watcher.heard.messages()[0].topic == "will/leaving");
    {
        Client first(with_will("taken"));
        REQUIRE(first.heard.is_connected());
        auto silent = config_for(broker, "taken");
        Client second(silent);
        REQUIRE(second.heard.is_connected());
        REQUIRE(watcher.heard.has(2));
    }
    const auto wills = watcher.heard.messages();
    CHECK(wills[1].topic == "will/taken");
    CHECK(wills[1].payload == "dead");
    Client late(config_for(broker, "late", {"will/taken"}));
    REQUIRE(late.heard.has(1));
    CHECK(late.heard.messages().front().retained);
}

TEST_CASE("100 000 messages of a burst arrive in order") {
    constexpr std::size_t kBurst = 100000;
    Mosquitto broker;
    Client reader(config_for(broker, "reader", {"burst"}));
    Client writer(config_for(broker, "writer"));
    REQUIRE(reader.heard.is_connected());
    REQUIRE(writer.heard.is_connected());
    std::vector<Publication> batch;
    for (std::size_t i = 0; i < kBurst; ++i) batch.push_back(publication("burst", std::to_string(i)));
    writer.bus->publish(batch);
    REQUIRE(wait_until([&] { return reader.heard.count() == kBurst; }, 60s));
    const auto messages = reader.heard.messages();
    for (std::size_t i = 0; i < kBurst; ++i) REQUIRE(messages[i].payload == std::to_string(i));
    CHECK(writer.bus->counters().dropped_full == 0);
}

TEST_CASE("an orderly close sends what waits first, to a broker that does not listen for a while") {
    constexpr std::size_t kWaiting = 4000;  // of 4 kB: more than sockets hold
    constexpr auto kDeafness = 300ms;       // well below what a close waits for
    Mosquitto broker;
    Client reader(config_for(broker, "reader", {"last"}));
    REQUIRE(reader.heard.is_connected());
    std::thread waker;
    {
        Client writer(config_for(broker, "writer"));
        REQUIRE(writer.heard.is_connected());
        broker.pause();
        writer.bus->publish(std::vector<Publication>(kWaiting, publication("last", std::string(4096, 'x'))));
        waker = std::thread([&] {
            std::this_thread::sleep_for(kDeafness);
            broker.resume();
        });
    }
    waker.join();
    CAPTURE(reader.heard.count());
    CHECK(reader.heard.has(kWaiting));
}

TEST_CASE("topics and payloads that the broker would hang up on are dropped and counted") {
    Mosquitto broker;
    Client client(config_for(broker, "odd", {"#"}));
    REQUIRE(client.heard.is_connected());
    std::string levels = "a";
    for (int i = 0; i < 250; ++i) levels += "/a";
    const std::array<std::string, 8> topics{"",
                                            "with/+",
                                            "with/#",
                                            "a b",
                                            "caf\xc3\xa9",
                                            std::string("a\0b", 3),
                                            levels,
                                            std::string(adapters::kMaxTopicBytes + 1, 'a')};
    for (const auto& topic : topics) publish(*client.bus, publication(topic, "x"));
    publish(*client.bus, publication("large", std::string(adapters::kMaxPayloadBytes + 1, 'x')));
    auto odd_answer = publication("odd", "x");
    odd_answer.response_topic = "no/#";
    publish(*client.bus, odd_answer);
    CHECK(client.bus->counters().dropped_invalid == topics.size() + 2);

    publish(*client.bus, publication("middle", std::string(100000, 'x')));
    publish(*client.bus, publication("empty", ""));
    publish(*client.bus, publication("largest", std::string(adapters::kMaxPayloadBytes - 100, 'x')));
    REQUIRE(client.heard.has(3));
    CHECK(client.heard.messages()[2].payload.size() == adapters::kMaxPayloadBytes - 100);
    CHECK(client.heard.disconnected() == 0);
}

TEST_CASE("several buses of one process live side by side") {
    Mosquitto one;
    Mosquitto other;
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(
            std::make_unique<Client>(config_for(i % 2 ? one : other, "c" + std::to_string(i), {"all"})));
    }
    for (const auto& client : clients) REQUIRE(client->heard.is_connected());
    one.kill();
    for (int i = 1; i < 6; i += 2) REQUIRE(wait_until([&] { return clients[i]->heard.disconnected() == 1; }));
    publish(*clients[0]->bus, publication("all", "still here"));
    for (int i = 0; i < 6; i += 2) CHECK(clients[i]->heard.has(1));
    one.start();
    for (int i = 1; i < 6; i += 2) CHECK(clients[i]->heard.is_connected(2));
}

TEST_CASE("a bus can be destroyed while the broker is down, while it connects, and while messages arrive") {
    Mosquitto broker;
    { Client at_once(config_for(broker, "at-once", {"flood"})); }
    Client writer(config_for(broker, "writer"));
    REQUIRE(writer.heard.is_connected());
    const std::vector<Publication> flood(5000, publication("flood", std::string(200, 'x')));
    for (int round = 0; round < 3; ++round) {
        Client reader(config_for(broker, "reader", {"flood"}));
        REQUIRE(reader.heard.is_connected());
        writer.bus->publish(flood);
        REQUIRE(reader.heard.has(1));
    }
    Client orphan(config_for(broker, "orphan"));
    REQUIRE(orphan.heard.is_connected());
    broker.kill();
    orphan.bus.reset();
    CHECK(wait_until([&] { return writer.heard.disconnected() == 1; }));
}

TEST_CASE("no publication is left lying for want of the next one") {
    // Each echo is answered at once, just when Paho's sender goes to sleep. Without the watch, one in some
    // ten thousands takes a second, which this thread burns; on a busy machine it burns no more than others.
    constexpr int kEchoes = 40000;
    constexpr auto kLeftLying = 500ms;
    Mosquitto broker;
    CountingListener heard;
    MqttBus bus(config_for(broker, "echo", {"echo"}), heard);
    REQUIRE(wait_until([&] { return heard.connected.load(); }));
    auto longest_burnt = 0ns;
    for (int i = 1; i <= kEchoes; ++i) {
        const auto begin = burnt();
        publish(bus, publication("echo", "x"));
        while (heard.messages < i && burnt() - begin < 5s) continue;
        longest_burnt = std::max(longest_burnt, burnt() - begin);
    }
    CHECK(heard.messages == kEchoes);
    CHECK(longest_burnt < kLeftLying);
}

TEST_CASE("several threads may publish on one bus") {
    Mosquitto broker;
    Client client(config_for(broker, "shared", {"from/+"}));
    REQUIRE(client.heard.is_connected());
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i)
                publish(*client.bus, publication("from/" + std::to_string(t), std::to_string(i)));
        });
    }
    for (auto& thread : threads) thread.join();
    REQUIRE(client.heard.has(2000));
    std::map<std::string, int> next;
    for (const auto& message : client.heard.messages())
        REQUIRE(message.payload == std::to_string(next[message.topic]++));
}
