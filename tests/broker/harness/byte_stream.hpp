/// Connections of an attacker who writes his own bytes: TCP, TLS and WebSockets, each blocking.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace traction::test {

/// How long an attacker waits for the broker's word.
inline constexpr std::chrono::seconds kPatience{10};

class ByteStream {
   public:
    virtual ~ByteStream() = default;
    /// What is written to a connection that has ended is lost.
    virtual void write(std::string_view bytes) = 0;
    /// What has come, or comes within `patience`; empty when nothing did. Nothing at all when the other end
    /// has hung up.
    virtual std::optional<std::string> read(std::chrono::milliseconds patience) = 0;
};

/// A certificate with its key; empty paths: none is shown.
struct Certificate {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

// Each connects to 127.0.0.1. Nothing when the connection, its TLS handshake or its upgrade is refused.
std::unique_ptr<ByteStream> open_tcp(std::uint16_t port);
std::unique_ptr<ByteStream> open_tls(std::uint16_t port, const Certificate& own = {});
std::unique_ptr<ByteStream> open_web_socket(std::uint16_t port);

}  // namespace traction::test
