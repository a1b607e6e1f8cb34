/// The bus on a real broker, over Eclipse Paho's C library (MQTTAsync, MQTT 5). Paho's C++ wrapper is passed
/// over: it copies and locks once more for each message. How Paho's traps are met is told in `mqtt_bus.cpp`.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "shared/adapters/mqtt_bus/credentials.hpp"
#include "shared/ports/bus.hpp"

namespace traction::adapters {

/// What is larger is dropped, counted and logged, in both directions. The broker's `message_size_limit` is
/// the same.
inline constexpr std::size_t kMaxPayloadBytes = 1024 * 1024;
/// The broker hangs up on more than 200 levels, and everybody's protocol ends at 65 535 bytes; ours are far
/// shorter.
inline constexpr std::size_t kMaxTopicBytes = 1024;
inline constexpr std::size_t kMaxTopicLevels = 128;
inline constexpr std::size_t kMaxCorrelationBytes = 65535;
/// Publications that wait in Paho for the socket. What comes on top is dropped and counted: numbered messages
/// come again.
inline constexpr int kMaxWaitingPublications = 131072;
/// Room for the topic and the properties beside the largest payload.
inline constexpr std::uint32_t kMaxPacketBytes = kMaxPayloadBytes + 128 * 1024;
inline constexpr std::uint16_t kKeepAliveSeconds = 20;
// Between two attempts to connect: doubled from the shortest to the longest.
inline constexpr std::chrono::milliseconds kShortestPause{100};
inline constexpr std::chrono::milliseconds kLongestPause{10'000};

/// True for the topic of a publication: visible ASCII (design 9), not empty, no wildcard, within the limits
/// above. The broker hangs up on a client that sends a wildcard, a NUL, or too many levels.
bool is_publishable(std::string_view topic);

/// A publication within all of these limits.
bool is_sendable(const ports::Publication& publication);

struct MqttBusConfig {
    std::string host = "127.0.0.1";
    std::uint16_t port = 1883;
    std::string client_id;                   ///< one connection per ID: the broker ends the older one
    std::vector<std::string> subscriptions;  ///< topic filters, all QoS 0; made anew on each connection
    std::optional<ports::Publication> will;  ///< sent by the broker when this process or its connection dies
    std::optional<ports::Publication>
        birth;                   ///< sent on each connection, after the subscriptions, before `on_connected`
    bool will_on_close = false;  ///< an orderly close sends the will too
    Credentials credentials;     ///< none: whoever answers is the broker, and lets everybody in
};

/// What was not passed on, since the bus was made.
struct MqttBusCounters {
    std::uint64_t connections = 0;       ///< times that all subscriptions were in place
    std::uint64_t dropped_offline = 0;   ///< published while there was no connection
    std::uint64_t dropped_invalid = 0;   ///< topic or payload that the broker would hang up on
    std::uint64_t dropped_full = 0;      ///< more than kMaxWaitingPublications were waiting
    std::uint64_t received_invalid = 0;  ///< arrived beyond the limits
    std::uint64_t not_admitted = 0;      ///< times that the broker answered, and let us not in
};

/// Connects in the background, at once and again after each loss (100 ms to 10 s, doubling, with jitter); the
/// broker need not be there yet. Everything travels at QoS 0, with a clean start and a session that ends with
/// the connection.
///
/// Threads: `publish` may be called from any thread, but in a listener's call. The listener is called from
/// Paho's threads, one call at a time; Paho has one pair of threads and one lock for all buses of a process,
/// so one slow listener holds up all of them. Retained messages may arrive just before `on_connected`. After
/// the destructor nothing is called any more.
class MqttBus : public ports::Bus {
   public:
    /// Begins to connect. A configuration of which no client can be made is a bug. `listener` must outlive
    /// the bus.
    MqttBus(MqttBusConfig config, ports::BusListener& listener);
    /// Sends what is waiting, and leaves in order, within about 2 seconds. Not to be called from the
    /// listener.
    ~MqttBus() override;
    MqttBus(const MqttBus&) = delete;
    MqttBus& operator=(const MqttBus&) = delete;

    void publish(std::span<const ports::Publication> publications) override;
    MqttBusCounters counters() const;

   private:
    class Connection;
    struct Counting {
        std::atomic<std::uint64_t> connections{0}, dropped_offline{0}, dropped_invalid{0}, dropped_full{0};
        std::atomic<std::uint64_t> received_invalid{0}, not_admitted{0};
    };

    void keep_connected();
    void publish_one(Connection& connection, const ports::Publication& publication, bool marked);
    bool stops_within(std::chrono::milliseconds pause);

    const MqttBusConfig config_;
    ports::BusListener& listener_;
    Counting counting_;

    std::mutex
        publish_mutex_;  ///< guards `current_`; never taken in a Paho callback, which holds Paho's own lock
    Connection* current_ = nullptr;

    std::mutex
        phase_mutex_;  ///< guards the connection's phase and `stopping_`; never held while calling Paho
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread keeper_;
};

}  // namespace traction::adapters
