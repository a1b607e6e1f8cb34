#include "tests/bench/bare_reader.hpp"

#include <stdexcept>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared/mqtt/byte_queue.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::bench {
namespace {

constexpr std::size_t kReadAtOnce = 256 * 1024;

void send_all(int socket, const std::string& bytes) {
    if (::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size())) {
        throw std::runtime_error("the broker does not take a bare reader's words");
    }
}

}  // namespace

BareReader::BareReader(std::uint16_t port, const std::string& filter, const mqtt::Connect& connect)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
        ::close(socket_);
        throw std::runtime_error("a bare reader finds no broker");
    }
    std::string hello;
    mqtt::append_connect(hello, connect);
    const std::string filters[]{filter};
    mqtt::append_subscribe(hello, 1, filters);
    send_all(socket_, hello);
    thread_ = std::thread([this] { read_until_closed(); });
    test::wait_until([this] { return subscribed_ || ended_; });
}

BareReader::~BareReader() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
}

void BareReader::read_until_closed() {
    mqtt::ByteQueue incoming;
    while (true) {
        const auto room = incoming.room(kReadAtOnce);
        const auto size = ::recv(socket_, room.data(), room.size(), 0);
        if (size <= 0) break;
        incoming.written(static_cast<std::size_t>(size));
        auto bytes = incoming.waiting();
        std::uint64_t count = 0;
        while (const auto packet = mqtt::take_packet(bytes)) {
            count += packet->type == mqtt::PacketType::publish;
            if (packet->type == mqtt::PacketType::suback) subscribed_ = true;
        }
        incoming.done(incoming.waiting().size() - bytes.size());
        count_ += count;
        bytes_ += static_cast<std::uint64_t>(size);
    }
    ended_ = true;
}

}  // namespace traction::bench
