/// Where the broker listens, as it is typed on a command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace traction::adapters {

struct BrokerAddress {
    std::string host = "127.0.0.1";
    std::uint16_t port = 1883;
};

/// "HOST:PORT", or a port alone. Nothing when it is neither.
std::optional<BrokerAddress> parse_broker_address(std::string_view text);

}  // namespace traction::adapters
