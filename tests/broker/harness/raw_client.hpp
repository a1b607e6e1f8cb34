/// An MQTT client that does what it is told, and says what the broker answered: for those who try what they
/// must not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/mqtt/packets.hpp"
#include "tests/broker/harness/byte_stream.hpp"

namespace traction::test {

/// A broker's answer: its reason code, or that it hung up.
class Reply {
   public:
    Reply() = default;
    explicit Reply(std::uint8_t reason) : reason_(reason) {}
    bool is_yes() const { return reason_ && *reason_ < mqtt::kFirstFailure; }
    bool hung_up() const { return !reason_; }

   private:
    std::optional<std::uint8_t> reason_;
};

/// Every call waits for the broker's answer, and so is a fence: what the broker had to say before is heard.
class RawClient {
   public:
    struct Heard {
        std::string topic;
        std::string payload;
    };

    /// Without a stream everything is answered with a broken connection.
    explicit RawClient(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

    Reply connect(const mqtt::Connect& connect);
    /// At QoS 1, so that the broker says what it did.
    Reply publish(const std::string& topic, const std::string& payload, bool retain = false);
    /// At QoS 0, with whatever properties.
    void publish(const ports::Publication& publication);
    /// Whole packets, as they are.
    void send(std::string_view packets);
    Reply subscribe(const std::string& filter);
    /// Pings. False when the connection has ended.
    bool is_alive();
    /// Waits until the broker hangs up.
    bool is_hung_up_on();
    /// Says farewell so that the last will is sent, and waits until the broker has hung up.
    void leave_with_will();

    const std::vector<Heard>& heard() const { return heard_; }
    void forget_what_was_heard() { heard_.clear(); }

   private:
    /// The next packet of this type; what is published meanwhile is heard. The body is kept in `answer_`.
    std::optional<mqtt::Packet> await(mqtt::PacketType type);
    bool read_more();
    Reply reply_of(mqtt::PacketType type);

    std::unique_ptr<ByteStream> stream_;
    std::string incoming_;
    std::string answer_;
    std::vector<Heard> heard_;
};

}  // namespace traction::test
