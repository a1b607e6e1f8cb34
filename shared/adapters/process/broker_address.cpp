#include "shared/adapters/process/broker_address.hpp"

#include <charconv>

namespace traction::adapters {

std::optional<BrokerAddress> parse_broker_address(std::string_view text) {
    BrokerAddress address;
    const auto colon = text.rfind(':');
    if (colon == 0) return std::nullopt;
    if (colon != std::string_view::npos) address.host = std::string(text.substr(0, colon));
    const auto digits = colon == std::string_view::npos ? text : text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (error != std::errc{} || end != digits.data() + digits.size() || address.port == 0)
        return std::nullopt;
    return address;
}

}  // namespace traction::adapters
