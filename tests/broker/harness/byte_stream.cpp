#include "tests/broker/harness/byte_stream.hpp"

#include <array>
#include <csignal>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace traction::test {
namespace {

constexpr std::size_t kReadAtOnce = 16 * 1024;

bool is_readable(int socket, std::chrono::milliseconds patience) {
    pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
    return poll(&waiting, 1, static_cast<int>(patience.count())) == 1;
}

class Socket {
   public:
    explicit Socket(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        connected_ = ::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    }
    ~Socket() { ::close(descriptor_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    int descriptor() const { return descriptor_; }
    bool is_connected() const { return connected_; }

   private:
    int descriptor_;
    bool connected_ = false;
};

class TcpStream : public ByteStream {
   public:
    explicit TcpStream(std::uint16_t port) : socket_(port) {}
    bool is_open() const { return socket_.is_connected(); }

    void write(std::string_view bytes) override {
        while (!bytes.empty()) {
            const auto count = ::send(socket_.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    std::optional<std::string> read(std::chrono::milliseconds patience) override {
        if (!is_readable(socket_.descriptor(), patience)) return std::string();
        std::string bytes(kReadAtOnce, '\0');
        const auto count = ::recv(socket_.descriptor(), bytes.data(), bytes.size(), 0);
        if (count <= 0) return std::nullopt;
        bytes.resize(static_cast<std::size_t>(count));
        return bytes;
    }

   private:
    Socket socket_;
};

/// Believes whoever answers: it is the broker that is tested.
class TlsStream : public ByteStream {
   public:
    TlsStream(std::uint16_t port, const Certificate& own)
        : socket_(port), context_(SSL_CTX_new(TLS_client_method())) {
        std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes as if nobody ever hung up
        if (!own.certificate.empty()) {
            SSL_CTX_use_certificate_chain_file(context_.get(), own.certificate.c_str());
            SSL_CTX_use_PrivateKey_file(context_.get(), own.key.c_str(), SSL_FILETYPE_PEM);
        }
        SSL_CTX_clear_mode(context_.get(), SSL_MODE_AUTO_RETRY);  // to be told when nothing of ours has come
        session_.reset(SSL_new(context_.get()));
        SSL_set_fd(session_.get(), socket_.descriptor());
        open_ = socket_.is_connected() && SSL_connect(session_.get()) == 1;
    }
    bool is_open() const { return open_; }

    void write(std::string_view bytes) override {
        if (!bytes.empty()) SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()));
    }
    std::optional<std::string> read(std::chrono::milliseconds patience) override {
        std::string bytes(kReadAtOnce, '\0');
        while (SSL_pending(session_.get()) > 0 || is_readable(socket_.descriptor(), patience)) {
            const auto count = SSL_read(session_.get(), bytes.data(), static_cast<int>(bytes.size()));
            if (count > 0) return bytes.substr(0, static_cast<std::size_t>(count));
            // TLS may have had something to say to itself.
            if (SSL_get_error(session_.get(), count) != SSL_ERROR_WANT_READ) return std::nullopt;
        }
        return std::string();
    }

   private:
    struct Free {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
        void operator()(SSL* session) const { SSL_free(session); }
    };
    Socket socket_;
    std::unique_ptr<SSL_CTX, Free> context_;
    std::unique_ptr<SSL, Free> session_;
    bool open_ = false;
};

/// RFC 6455, as far as MQTT needs it: binary frames, masked with zeros.
class WebSocketStream : public ByteStream {
   public:
    explicit WebSocketStream(std::uint16_t port) : tcp_(port) {
        if (tcp_.is_open()) upgrade();
    }
    bool is_open() const { return open_; }

    void write(std::string_view bytes) override {
        constexpr std::size_t kShort = 126;
        std::string frame("\x82");
        if (bytes.size() < kShort) {
            frame.push_back(static_cast<char>(0x80U | bytes.size()));
        } else {
            frame.push_back(static_cast<char>(0x80U | kShort));
            frame.push_back(static_cast<char>(bytes.size() >> 8));
            frame.push_back(static_cast<char>(bytes.size() & 0xFF));
        }
        frame.append(4, '\0').append(bytes);
        tcp_.write(frame);
    }
    std::optional<std::string> read(std::chrono::milliseconds patience) override {
        while (true) {
            const auto bytes = tcp_.read(patience);
            if (!bytes || bytes->empty()) return bytes;
            waiting_ += *bytes;
            const auto payload = take_frames();
            if (!payload || !payload->empty()) return payload;
        }
    }

   private:
    void upgrade() {
        tcp_.write(
            "GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: mqtt\r\n\r\n");
        auto end = std::string::npos;
        while ((end = waiting_.find("\r\n\r\n")) == std::string::npos) {
            const auto bytes = tcp_.read(kPatience);
            if (!bytes || bytes->empty()) return;
            waiting_ += *bytes;
        }
        open_ = waiting_.find(" 101 ") < end;
        waiting_.erase(0, end + 4);
    }
    std::optional<std::string> take_frames() {
        std::string payload;
        while (waiting_.size() >= 2) {
            const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(waiting_.at(at)); };
            std::size_t head = 2;
            std::size_t size = byte(1);
            if (size == 126 && waiting_.size() >= 4) {
                head = 4;
                size = static_cast<std::size_t>(byte(2)) << 8 | byte(3);
            }
            if (waiting_.size() < head + size) break;
            const bool closes = (byte(0) & 0x0F) == 0x08;
            if (closes) return std::nullopt;
            payload.append(waiting_, head, size);
            waiting_.erase(0, head + size);
        }
        return payload;
    }

    TcpStream tcp_;
    std::string waiting_;
    bool open_ = false;
};

template <class Stream, class... Arguments>
std::unique_ptr<ByteStream> opened(Arguments&&... arguments) {
    auto stream = std::make_unique<Stream>(std::forward<Arguments>(arguments)...);
    if (!stream->is_open()) return nullptr;
    return stream;
}

}  // namespace

std::unique_ptr<ByteStream> open_tcp(std::uint16_t port) {
    return opened<TcpStream>(port);
}

std::unique_ptr<ByteStream> open_tls(std::uint16_t port, const Certificate& own) {
    return opened<TlsStream>(port, own);
}

std::unique_ptr<ByteStream> open_web_socket(std::uint16_t port) {
    return opened<WebSocketStream>(port);
}

}  // namespace traction::test
