/// One connection's life over Paho's C interface, from CONNECT to its end. Included by `mqtt_bus.cpp` and
/// `connection*.cpp` only.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <MQTTAsync.h>

#include "shared/adapters/mqtt_bus/mqtt_bus.hpp"

namespace traction::adapters {

/// Nothing is ever published there.
inline constexpr auto kNobodysFilter = "-";
/// As Paho takes lists of filters; they point into `texts`.
std::vector<char*> pointers_to(const std::vector<std::string>& texts);

/// A connection is used once: what Paho still holds for a lost one (queued publications, late callbacks) goes
/// with it, and nothing of it arrives late on the next.
class MqttBus::Connection {
   public:
    explicit Connection(MqttBus& bus);
    /// After it no callback of this connection runs.
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void open();
    bool is_live() const { return phase_ == Phase::live; }
    bool becomes_live_within(std::chrono::milliseconds time);
    /// Returns when it has ended or the bus is stopping. Meanwhile it sees to it that no publication is left
    /// lying.
    void watch();
    /// Another client came with our ID: two of us would throw each other out without end.
    bool was_taken_over() const { return taken_over_; }
    /// Waits for what was published as long as the broker takes some of it, then says farewell. Bounded.
    void close();

    /// Paho's return code. That a marked one has left is progress, which whoever watches or closes looks for.
    int send(const ports::Publication& publication, bool marked);

   private:
    enum class Phase { opening, live, draining, drained, leaving, over };

    void subscribe();
    void go_live();
    void drain();
    void leave();
    bool is_over() const { return bus_.stopping_ || phase_ == Phase::over; }
    bool is_all_written() const { return written_ == handed_; }
    void nudge();
    void wake_watcher();
    void receive(std::string_view topic, const MQTTAsync_message& message);
    /// True when the connection had not ended before.
    bool enter(Phase phase);
    void end(const std::string& why);
    void be_turned_away(const std::string& why);
    MQTTAsync_responseOptions answered_by(MQTTAsync_onSuccess5* success, MQTTAsync_onFailure5* failure);

    static int arrived(void* context, char* topic, int topic_length, MQTTAsync_message* message);
    static void lost(void* context, char* cause);
    static void disconnected(void* context, MQTTProperties* properties, MQTTReasonCodes reason);
    static void opened(void* context, MQTTAsync_successData5* data);
    static void not_opened(void* context, MQTTAsync_failureData5* data);
    static void subscribed(void* context, MQTTAsync_successData5* data);
    static void not_subscribed(void* context, MQTTAsync_failureData5* data);
    static void written(void* context, MQTTAsync_successData5* data);
    static void nudged(void* context, MQTTAsync_successData5* data);
    static void not_nudged(void* context, MQTTAsync_failureData5* data);
    static void drained(void* context, MQTTAsync_successData5* data);
    static void not_drained(void* context, MQTTAsync_failureData5* data);
    static void left(void* context, MQTTAsync_successData5* data);
    static void not_left(void* context, MQTTAsync_failureData5* data);

    MqttBus& bus_;
    MQTTAsync client_ = nullptr;
    Secret password_;                           ///< Paho reads it until it has sent CONNECT
    std::atomic<Phase> phase_{Phase::opening};  ///< written under the bus's phase_mutex_
    std::atomic<bool> taken_over_{false};

    std::atomic<std::uint64_t> handed_{0};   ///< marked publications given to Paho
    std::atomic<std::uint64_t> written_{0};  ///< those of them that are in the socket
    std::atomic<bool> watcher_idles_{false};
    std::atomic<bool> nudging_{false};
};

}  // namespace traction::adapters
