#include "tests/broker/harness/raw_client.hpp"

namespace traction::test {
namespace {

constexpr std::uint16_t kPacketId = 7;
constexpr auto kPuback = static_cast<mqtt::PacketType>(4);

void append_text(std::string& out, std::string_view text) {
    out.push_back(static_cast<char>(text.size() >> 8));
    out.push_back(static_cast<char>(text.size() & 0xFF));
    out.append(text);
}

/// A publication at QoS 1, which our own clients never send.
std::string asking_publish(const std::string& topic, const std::string& payload, bool retain) {
    std::string body;
    append_text(body, topic);
    body.append({'\0', static_cast<char>(kPacketId), '\0'});
    body.append(payload);
    std::string packet(1, static_cast<char>(retain ? 0x33 : 0x32));
    for (auto rest = body.size();; rest >>= 7) {
        packet.push_back(static_cast<char>(rest > 127 ? (rest & 127) | 128 : rest));
        if (rest <= 127) break;
    }
    return packet + body;
}

}  // namespace

Reply RawClient::connect(const mqtt::Connect& connect) {
    std::string packet;
    mqtt::append_connect(packet, connect);
    send(packet);
    return reply_of(mqtt::PacketType::connack);
}

Reply RawClient::publish(const std::string& topic, const std::string& payload, bool retain) {
    send(asking_publish(topic, payload, retain));
    const auto puback = await(kPuback);
    if (!puback) return Reply();
    return Reply(puback->body.size() > 2 ? static_cast<std::uint8_t>(puback->body[2]) : 0);
}

void RawClient::publish(const ports::Publication& publication) {
    std::string packet;
    mqtt::append_publish(packet, publication);
    send(packet);
}

void RawClient::send(std::string_view packets) {
    if (stream_) stream_->write(packets);
}

Reply RawClient::subscribe(const std::string& filter) {
    std::string packet;
    mqtt::append_subscribe(packet, kPacketId, {&filter, 1});
    send(packet);
    return reply_of(mqtt::PacketType::suback);
}

bool RawClient::is_alive() {
    std::string packet;
    mqtt::append_ping(packet);
    send(packet);
    return await(mqtt::PacketType::pingresp).has_value();
}

bool RawClient::is_hung_up_on() {
    while (stream_) {
        const auto bytes = stream_->read(kPatience);
        if (!bytes) return true;
        if (bytes->empty()) return false;
    }
    return true;
}

void RawClient::leave_with_will() {
    std::string packet;
    mqtt::append_disconnect(packet, mqtt::kDisconnectWithWill);
    send(packet);
    is_hung_up_on();
}

Reply RawClient::reply_of(mqtt::PacketType type) {
    const auto packet = await(type);
    return packet ? Reply(mqtt::reason_of(*packet)) : Reply();
}

std::optional<mqtt::Packet> RawClient::await(mqtt::PacketType type) {
    while (stream_) {
        std::string_view rest = incoming_;
        auto packet = mqtt::take_packet(rest);
        if (!packet) {
            if (!read_more()) break;
            continue;
        }
        if (packet->type == mqtt::PacketType::publish) {
            const auto published = mqtt::read_publish(*packet);
            heard_.push_back({std::string(published.topic), std::string(published.payload)});
        }
        answer_ = packet->body;
        packet->body = answer_;
        incoming_.erase(0, incoming_.size() - rest.size());
        if (packet->type == type) return packet;
        if (packet->type == mqtt::PacketType::disconnect) break;
    }
    stream_.reset();
    return std::nullopt;
}

bool RawClient::read_more() {
    const auto bytes = stream_->read(kPatience);
    if (!bytes || bytes->empty()) return false;
    incoming_ += *bytes;
    return true;
}

}  // namespace traction::test
