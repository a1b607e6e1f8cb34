/// The bus on a bare TCP socket, for the one worker that hears every car. Paho costs it as much as all its
/// own work does (allocations, locks and two threads for each message); this reads many messages with one
/// call and takes them apart in place. It speaks what workers need on their private listener, MQTT 5 at QoS 0
/// without TLS; everything else is `MqttBus`.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "shared/adapters/mqtt_bus/mqtt_bus.hpp"
#include "shared/mqtt/packets.hpp"

namespace traction::adapters {

class BytePipe;

/// Connects, and connects again, like `MqttBus`. Threads: `publish` may be called from any thread, in a
/// listener's call too; the listener is called from one thread of this bus.
class SocketBus : public ports::Bus {
   public:
    /// `listener` must outlive the bus.
    SocketBus(MqttBusConfig config, ports::BusListener& listener);
    /// Sends what is waiting, and leaves in order, within about a second.
    ~SocketBus() override;
    SocketBus(const SocketBus&) = delete;
    SocketBus& operator=(const SocketBus&) = delete;

    void publish(std::span<const ports::Publication> publications) override;
    MqttBusCounters counters() const;

   private:
    enum class Phase { connecting, subscribing, live, over };

    void keep_connected();
    void live_once();
    void introduce(BytePipe& pipe) const;
    void hear(const std::shared_ptr<BytePipe>& pipe);
    void on_packet(const std::shared_ptr<BytePipe>& pipe, const mqtt::Packet& packet);
    void on_publish(const mqtt::Packet& packet);
    void subscribe(BytePipe& pipe) const;
    void go_live(const std::shared_ptr<BytePipe>& pipe);
    void leave(BytePipe& pipe) const;
    bool is_stopping();
    void use(std::shared_ptr<BytePipe> pipe);

    const MqttBusConfig config_;
    ports::BusListener& listener_;
    Phase phase_ = Phase::connecting;  ///< of this bus's own thread
    std::atomic<std::uint64_t> connections_{0}, dropped_offline_{0}, dropped_invalid_{0}, dropped_full_{0},
        received_invalid_{0}, not_admitted_{0};

    std::mutex mutex_;
    std::condition_variable stopped_;
    bool stopping_ = false;
    std::shared_ptr<BytePipe> live_pipe_;  ///< nothing while offline
    std::thread keeper_;
};

}  // namespace traction::adapters
