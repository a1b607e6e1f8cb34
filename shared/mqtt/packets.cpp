#include "shared/mqtt/packets.hpp"

#include <algorithm>

#include "shared/domain/result.hpp"

namespace traction::mqtt {
namespace {

constexpr std::size_t kLongestText = 65'535;
constexpr std::uint8_t kProtocolVersion = 5;
constexpr std::uint8_t kCleanStart = 0x02;
constexpr std::uint8_t kWithWill = 0x04;
constexpr std::uint8_t kWillRetained = 0x20;
constexpr std::uint8_t kWithPassword = 0x40;
constexpr std::uint8_t kWithUsername = 0x80;
constexpr std::uint8_t kRetain = 0x01;
constexpr std::uint8_t kQosBits = 0x06;
constexpr std::uint8_t kSubscribeFlags = 0x02;  // prescribed
// Of a subscription: QoS 0, and without "retain as published", so that the retain flag says what lay on the
// broker before.
constexpr std::uint8_t kSubscriptionOptions = 0x00;

/// The properties that a publication may carry, MQTT 5.0 section 3.3.2.3.
enum class Property : std::uint8_t {
    payload_format = 0x01,
    message_expiry = 0x02,
    content_type = 0x03,
    response_topic = 0x08,
    correlation_data = 0x09,
    subscription_id = 0x0B,
    topic_alias = 0x23,
    user_property = 0x26,
};

void append_byte(std::string& out, unsigned byte) {
    out.push_back(static_cast<char>(byte));
}

void append_two_bytes(std::string& out, unsigned number) {
    append_byte(out, number >> 8);
    append_byte(out, number & 0xFF);
}

void append_text(std::string& out, std::string_view text) {
    check(text.size() <= kLongestText, "a text fits into an MQTT packet");
    append_two_bytes(out, static_cast<unsigned>(text.size()));
    out.append(text);
}

constexpr std::size_t text_size(std::string_view text) {
    return 2 + text.size();
}

void append_length(std::string& out, std::size_t length) {
    check(length <= kLargestLength, "a packet is within MQTT's limit");
    do {
        const auto low = static_cast<unsigned>(length & 0x7F);
        length >>= 7;
        append_byte(out, length > 0 ? low | 0x80 : low);
    } while (length > 0);
}

constexpr std::size_t size_of_length(std::size_t length) {
    return length < 128 ? 1 : length < 16'384 ? 2 : length < 2'097'152 ? 3 : 4;
}

void append_head(std::string& out, PacketType type, unsigned flags, std::size_t length) {
    append_byte(out, static_cast<unsigned>(type) << 4 | flags);
    append_length(out, length);
}

unsigned connect_flags(const Connect& connect) {
    unsigned flags = kCleanStart;
    if (connect.will != nullptr) flags |= kWithWill | (connect.will->retain ? kWillRetained : 0U);
    if (!connect.username.empty()) flags |= kWithUsername;
    if (!connect.password.empty()) flags |= kWithPassword;
    return flags;
}

/// An optional text property; empty ones are left out.
void append_property(std::string& out, Property property, std::string_view text) {
    if (text.empty()) return;
    append_byte(out, static_cast<unsigned>(property));
    append_text(out, text);
}

std::size_t property_size(std::string_view text) {
    return text.empty() ? 0 : 1 + text_size(text);
}

/// Takes values off the front of a packet's body.
class Cursor {
   public:
    explicit Cursor(std::string_view bytes) : rest_(bytes) {}

    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }
    std::string_view take(std::size_t size) {
        if (rest_.size() < size) throw ProtocolError("a packet is cut short");
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    std::uint8_t byte() { return static_cast<std::uint8_t>(take(1).front()); }
    std::size_t two_bytes() {
        const std::size_t high = byte();
        return high << 8 | byte();
    }
    std::string_view text() { return take(two_bytes()); }
    std::uint32_t length() {
        std::uint32_t value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            const std::uint32_t next = byte();
            value |= (next & 0x7F) << shift;
            if ((next & 0x80) == 0) return value;
        }
        throw ProtocolError("a length has more than four bytes");
    }

   private:
    std::string_view rest_;
};

void read_property(Cursor& properties, Published& published) {
    switch (static_cast<Property>(properties.byte())) {
        case Property::payload_format:
            properties.take(1);
            return;
        case Property::message_expiry:
            properties.take(4);
            return;
        case Property::content_type:
            properties.text();
            return;
        case Property::response_topic:
            published.response_topic = properties.text();
            return;
        case Property::correlation_data:
            published.correlation = properties.text();
            return;
        case Property::subscription_id:
            properties.length();
            return;
        case Property::topic_alias:
            properties.take(2);
            return;
        case Property::user_property:
            properties.text();
            properties.text();
            return;
    }
    throw ProtocolError("a publication has an unknown property");
}

}  // namespace

void append_connect(std::string& out, const Connect& connect) {
    static constexpr std::string_view kName = "MQTT";
    const auto* will = connect.will;
    std::string body;
    append_text(body, kName);
    append_byte(body, kProtocolVersion);
    append_byte(body, connect_flags(connect));
    append_two_bytes(body, connect.keep_alive_s);
    append_length(body, 0);  // no properties: the session's expiry is 0
    append_text(body, connect.client_id);
    if (will != nullptr) {
        append_length(body, 0);
        append_text(body, will->topic);
        append_text(body, will->payload);
    }
    if (!connect.username.empty()) append_text(body, connect.username);
    if (!connect.password.empty()) append_text(body, connect.password);
    append_head(out, PacketType::connect, 0, body.size());
    out.append(body);
}

void append_subscribe(std::string& out, std::uint16_t packet_id, std::span<const std::string> filters) {
    std::string body;
    append_two_bytes(body, packet_id);
    append_length(body, 0);
    for (const auto& filter : filters) {
        append_text(body, filter);
        append_byte(body, kSubscriptionOptions);
    }
    append_head(out, PacketType::subscribe, kSubscribeFlags, body.size());
    out.append(body);
}

void append_publish(std::string& out, const ports::Publication& publication) {
    const auto properties =
        property_size(publication.response_topic) + property_size(publication.correlation);
    const auto length =
        text_size(publication.topic) + size_of_length(properties) + properties + publication.payload.size();
    append_head(out, PacketType::publish, publication.retain ? kRetain : 0, length);
    append_text(out, publication.topic);
    append_length(out, properties);
    append_property(out, Property::response_topic, publication.response_topic);
    append_property(out, Property::correlation_data, publication.correlation);
    out.append(publication.payload);
}

void append_publish_head(std::string& out, std::string_view topic, std::size_t payload_size, bool retain) {
    append_head(out, PacketType::publish, retain ? kRetain : 0, text_size(topic) + 1 + payload_size);
    append_text(out, topic);
    append_length(out, 0);
}

void append_ping(std::string& out) {
    append_head(out, PacketType::pingreq, 0, 0);
}

void append_disconnect(std::string& out, std::uint8_t reason) {
    append_head(out, PacketType::disconnect, 0, 1);
    append_byte(out, reason);
}

std::optional<Packet> take_packet(std::string_view& bytes, std::uint32_t longest) {
    std::uint32_t length = 0;
    std::size_t at = 1;
    for (unsigned more = 0x80; more != 0; ++at) {
        if (at > 4) throw ProtocolError("a packet's length has more than four bytes");
        if (at >= bytes.size()) return std::nullopt;
        const auto next = static_cast<std::uint8_t>(bytes[at]);
        length |= (next & 0x7FU) << (7 * (at - 1));
        more = next & 0x80U;
    }
    if (length > longest) throw ProtocolError("a packet is too long");
    if (bytes.size() - at < length) return std::nullopt;
    const auto first = static_cast<std::uint8_t>(bytes.front());
    const Packet packet{static_cast<PacketType>(first >> 4), static_cast<std::uint8_t>(first & 0x0F),
                        bytes.substr(at, length)};
    bytes.remove_prefix(at + length);
    return packet;
}

std::uint8_t reason_of(const Packet& packet) {
    Cursor cursor(packet.body);
    if (packet.type == PacketType::disconnect) return cursor.at_end() ? kNormalDisconnection : cursor.byte();
    if (packet.type == PacketType::connack) {
        cursor.take(1);  // session present: never, all starts are clean
        return cursor.byte();
    }
    cursor.take(2);
    cursor.take(cursor.length());
    std::uint8_t worst = 0;
    for (const char code : cursor.rest()) worst = std::max(worst, static_cast<std::uint8_t>(code));
    return worst;
}

Published read_publish(const Packet& packet) {
    if ((packet.flags & kQosBits) != 0) throw ProtocolError("a publication came at another QoS than 0");
    Published published;
    Cursor cursor(packet.body);
    published.topic = cursor.text();
    Cursor properties(cursor.take(cursor.length()));
    while (!properties.at_end()) read_property(properties, published);
    published.payload = cursor.rest();
    published.retained = (packet.flags & kRetain) != 0;
    return published;
}

}  // namespace traction::mqtt
