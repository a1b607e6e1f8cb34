/// The message bus in our words. All messages travel at QoS 0: what must arrive is numbered and acknowledged
/// end to end, after the receiver's commit (design 4).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace traction::ports {

/// What arrived.
struct Message {
    std::string topic;
    std::string payload;
    std::string correlation;  ///< MQTT 5 correlation data, empty when there was none
    bool retained = false;    ///< it was lying on the broker when we subscribed
    std::string
        response_topic;  ///< MQTT 5 response topic, empty when there was none; a hint only (design 4: asks)
};

/// What is to be sent.
struct Publication {
    std::string topic;
    std::string payload;
    std::string correlation;
    bool retain = false;         ///< an empty payload with `retain` clears the topic
    std::string response_topic;  ///< MQTT 5 response topic; empty: none is sent
};

/// Hears the bus. Called from the bus's own thread: take, and return at once; never publish, wait or decide
/// in it.
class BusListener {
   public:
    virtual ~BusListener() = default;
    virtual void on_message(Message&& message) = 0;
    /// Connected, and every subscription is in place. Called again after each reconnection.
    virtual void on_connected() = 0;
    virtual void on_disconnected() = 0;
};

/// One connection with its own identity. It reconnects and subscribes again by itself.
class Bus {
   public:
    virtual ~Bus() = default;
    /// Hands the publications to the network in this order. Never blocks and never throws; while disconnected
    /// they are dropped: what must arrive is in an outbox, what is retained is published again by its owner.
    virtual void publish(std::span<const Publication> publications) = 0;
};

}  // namespace traction::ports
