#include "vehicle-agent/fleet/car_connection.hpp"

#include <cerrno>
#include <system_error>

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared/domain/result.hpp"
#include "shared/wire/messages/presence.hpp"
#include "shared/wire/streams.hpp"

namespace traction::fleet {
namespace {

constexpr std::size_t kReadAtOnce = 4096;
constexpr std::uint16_t kKeepAliveSeconds = 120;
/// A window of reports. Without a bound an open loop fills megabytes for each car, and measures the filling.
constexpr int kSendBuffer = 16 * 1024;

ports::Publication presence(const Vin& vin, bool online) {
    ports::Publication publication;
    publication.topic = wire::topic(wire::TopicKind::vehicle_presence, {vin.text()});
    publication.payload = wire::Presence{.online = online, .version = "fleet", .boot = "fleet"}.json().dump();
    publication.retain = true;
    return publication;
}

bool is_for_later(int error) {
    return error == EAGAIN || error == EINTR || error == EINPROGRESS || error == ENOTCONN;
}

}  // namespace

CarConnection::CarConnection(const Vin& vin, const sockaddr_in& broker, bool listens)
    : client_id_("v:" + vin.text()),
      acknowledgements_(wire::ack_topic(wire::report_stream(vin), {})),
      present_(presence(vin, true)),
      absent_(presence(vin, false)),
      broker_(broker),
      listens_(listens) {}

CarConnection::~CarConnection() {
    if (is_open()) ::close(socket_);
}

void CarConnection::open() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) throw Fault("no socket for one more car: " + std::generic_category().message(errno));
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    setsockopt(socket_, SOL_SOCKET, SO_SNDBUF, &kSendBuffer, sizeof(kSendBuffer));
    incoming_ = {};
    outgoing_.clear();
    mqtt::append_connect(outgoing_,
                         {.client_id = client_id_, .keep_alive_s = kKeepAliveSeconds, .will = &absent_});
    const auto* address = reinterpret_cast<const sockaddr*>(&broker_);
    if (::connect(socket_, address, sizeof(broker_)) != 0 && !is_for_later(errno)) lose();
}

void CarConnection::close() {
    if (!is_open()) return;
    if (ready_) {
        mqtt::append_publish(outgoing_, absent_);
        mqtt::append_disconnect(outgoing_, mqtt::kNormalDisconnection);
        flush();
    }
    lose();
}

void CarConnection::flush() {
    std::size_t written = 0;
    while (is_open() && written < outgoing_.size()) {
        const auto count =
            ::send(socket_, outgoing_.data() + written, outgoing_.size() - written, MSG_NOSIGNAL);
        if (count < 0 && is_for_later(errno)) break;
        if (count < 0) return lose();
        written += static_cast<std::size_t>(count);
    }
    outgoing_.erase(0, written);
}

bool CarConnection::read_some() {
    if (!is_open()) return false;
    const auto room = incoming_.room(kReadAtOnce);
    const auto count = ::recv(socket_, room.data(), room.size(), 0);
    if (count > 0) incoming_.written(static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && !is_for_later(errno))) lose();
    return count > 0;
}

std::optional<mqtt::Packet> CarConnection::take(std::string_view& bytes) {
    if (!is_open()) return std::nullopt;
    const auto packet = mqtt::take_packet(bytes);
    if (!packet) return std::nullopt;
    switch (packet->type) {
        case mqtt::PacketType::connack:
            introduce();
            break;
        case mqtt::PacketType::suback:
            ready_ = true;
            break;
        case mqtt::PacketType::disconnect:
            lose();
            break;
        default:
            break;
    }
    return packet;
}

void CarConnection::introduce() {
    mqtt::append_publish(outgoing_, present_);
    const std::string filters[]{acknowledgements_};
    if (listens_) mqtt::append_subscribe(outgoing_, 1, filters);
    if (!listens_) ready_ = true;
    flush();
}

void CarConnection::lose() {
    ::close(socket_);
    socket_ = -1;
    ready_ = false;
}

}  // namespace traction::fleet
