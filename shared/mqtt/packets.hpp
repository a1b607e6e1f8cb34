/// The packets of MQTT 5 as bytes, as far as a client at QoS 0 needs them (OASIS MQTT 5.0). Pure: no socket,
/// no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "shared/ports/bus.hpp"

namespace traction::mqtt {

/// The high half of a packet's first byte.
enum class PacketType : std::uint8_t {
    connect = 1,
    connack = 2,
    publish = 3,
    subscribe = 8,
    suback = 9,
    pingreq = 12,
    pingresp = 13,
    disconnect = 14,
};

/// The largest number that a packet's length can be: four bytes of seven bits.
inline constexpr std::uint32_t kLargestLength = 268'435'455;
inline constexpr std::uint8_t kNormalDisconnection = 0x00;
/// The broker sends the last will although the client leaves in order.
inline constexpr std::uint8_t kDisconnectWithWill = 0x04;
/// Reason codes from here on are failures.
inline constexpr std::uint8_t kFirstFailure = 0x80;

/// What arrived is not MQTT 5. The connection is of no more use.
class ProtocolError : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
};

/// A clean start and a session that ends with the connection.
struct Connect {
    std::string_view client_id;
    std::uint16_t keep_alive_s = 60;
    const ports::Publication* will = nullptr;
    std::string_view username = {};  ///< empty: none
    std::string_view password = {};  ///< empty: none
};

// Each appends one whole packet. A text of more than 65 535 bytes is a bug.
void append_connect(std::string& out, const Connect& connect);
/// QoS 0; the retain flag of what arrives says that it lay on the broker before.
void append_subscribe(std::string& out, std::uint16_t packet_id, std::span<const std::string> filters);
void append_publish(std::string& out, const ports::Publication& publication);
/// The beginning of a publication without properties; exactly `payload_size` bytes are to follow.
void append_publish_head(std::string& out, std::string_view topic, std::size_t payload_size, bool retain);
void append_ping(std::string& out);
void append_disconnect(std::string& out, std::uint8_t reason);

/// A packet in place; the body points into the bytes it was taken from.
struct Packet {
    PacketType type;
    std::uint8_t flags;
    std::string_view body;
};
/// Takes the first packet off the front of `bytes`, or leaves them as they are while it is not complete.
/// Throws ProtocolError when the length is malformed or above `longest`.
std::optional<Packet> take_packet(std::string_view& bytes, std::uint32_t longest = kLargestLength);

/// The reason code of a CONNACK or DISCONNECT, and the worst one of a SUBACK; below `kFirstFailure` is
/// success. Throws ProtocolError when the packet is cut short.
std::uint8_t reason_of(const Packet& packet);

/// A publication in place.
struct Published {
    std::string_view topic;
    std::string_view payload;
    std::string_view correlation;
    std::string_view response_topic;
    bool retained = false;
};
/// Throws ProtocolError when the packet is cut short, of another QoS than 0, or has an unknown property.
Published read_publish(const Packet& packet);

}  // namespace traction::mqtt
