#include "shared/adapters/mqtt_bus/byte_pipe.hpp"

#include <cerrno>
#include <iterator>
#include <memory>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace traction::adapters {
namespace {

constexpr std::size_t kReadAtOnce = 256 * 1024;
constexpr time_t kTickSeconds = 10;
constexpr std::size_t kMostWaiting = 64 * 1024 * 1024;

bool is_for_later(int error) {
    return error == EAGAIN || error == EINTR || error == EINPROGRESS;
}

bool becomes_writable(int socket, std::chrono::milliseconds patience) {
    pollfd waiting{.fd = socket, .events = POLLOUT, .revents = 0};
    if (poll(&waiting, 1, static_cast<int>(patience.count())) != 1) return false;
    int error = 0;
    socklen_t size = sizeof(error);
    return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

}  // namespace

BytePipe::BytePipe(const std::string& host, std::uint16_t port, std::chrono::milliseconds patience)
    : wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      timer_(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
    const itimerspec every{.it_interval = {.tv_sec = kTickSeconds, .tv_nsec = 0},
                           .it_value = {.tv_sec = kTickSeconds, .tv_nsec = 0}};
    timerfd_settime(timer_, 0, &every, nullptr);
    connect(host, port, patience);
}

BytePipe::~BytePipe() {
    if (socket_ >= 0) ::close(socket_);
    ::close(wake_);
    ::close(timer_);
}

void BytePipe::connect(const std::string& host, std::uint16_t port, std::chrono::milliseconds patience) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0) return;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, &freeaddrinfo);
    for (const auto* address = found; address != nullptr && broken_; address = address->ai_next) {
        if (socket_ >= 0) ::close(socket_);
        socket_ = ::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int on = 1;
        setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        const bool begun =
            ::connect(socket_, address->ai_addr, address->ai_addrlen) == 0 || is_for_later(errno);
        broken_ = !begun || !becomes_writable(socket_, patience);
    }
}

bool BytePipe::write(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    if (outgoing_.size() - sent_ + bytes.size() > kMostWaiting) return false;
    outgoing_.append(bytes);
    flush_locked();
    if (!outgoing_.empty()) wake();
    return true;
}

void BytePipe::flush_locked() {
    while (sent_ < outgoing_.size()) {
        const auto count = ::send(socket_, outgoing_.data() + sent_, outgoing_.size() - sent_, MSG_NOSIGNAL);
        // A broken socket is the reading thread's to find; until then nothing is kept for it.
        if (count < 0 && !is_for_later(errno)) break;
        if (count < 0) return;
        sent_ += static_cast<std::size_t>(count);
    }
    outgoing_.clear();
    sent_ = 0;
}

bool BytePipe::is_flushed() {
    const std::lock_guard lock(mutex_);
    return outgoing_.empty();
}

void BytePipe::wake() {
    eventfd_write(wake_, 1);
}

void BytePipe::wait(std::chrono::milliseconds patience) {
    const short interest = is_flushed() ? POLLIN : POLLIN | POLLOUT;
    pollfd waiting[]{{.fd = socket_, .events = interest, .revents = 0},
                     {.fd = wake_, .events = POLLIN, .revents = 0},
                     {.fd = timer_, .events = POLLIN, .revents = 0}};
    poll(waiting, std::size(waiting), static_cast<int>(patience.count()));
    eventfd_t ignored = 0;
    eventfd_read(wake_, &ignored);
    if ((waiting[0].revents & POLLOUT) == 0) return;
    const std::lock_guard lock(mutex_);
    flush_locked();
}

bool BytePipe::ticked() {
    std::uint64_t ticks = 0;
    return ::read(timer_, &ticks, sizeof(ticks)) > 0;
}

bool BytePipe::read() {
    const auto room = incoming_.room(kReadAtOnce);
    const auto count = ::recv(socket_, room.data(), room.size(), 0);
    if (count > 0) incoming_.written(static_cast<std::size_t>(count));
    broken_ = broken_ || count == 0 || (count < 0 && !is_for_later(errno));
    return count > 0;
}

}  // namespace traction::adapters
