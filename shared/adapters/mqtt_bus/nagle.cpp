#include "shared/adapters/mqtt_bus/nagle.hpp"

#include <charconv>
#include <filesystem>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace traction::adapters {
namespace {

/// 0 for what is no connected TCP socket.
std::uint16_t peer_port_of(int socket) {
    sockaddr_storage peer{};
    socklen_t size = sizeof(peer);
    if (getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return 0;
    if (peer.ss_family == AF_INET) return ntohs(reinterpret_cast<sockaddr_in&>(peer).sin_port);
    if (peer.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6&>(peer).sin6_port);
    return 0;
}

}  // namespace

void send_without_delay_to(std::uint16_t port) {
    std::error_code failed;
    for (std::filesystem::directory_iterator entry("/proc/self/fd", failed), end; !failed && entry != end;
         entry.increment(failed)) {
        const auto name = entry->path().filename().string();
        int descriptor = -1;
        std::from_chars(name.data(), name.data() + name.size(), descriptor);
        const int on = 1;
        if (peer_port_of(descriptor) == port)
            setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    }
}

}  // namespace traction::adapters
