/// Paho leaves Nagle's algorithm on and keeps its socket to itself. Two small publications in a row would
/// then wait for the broker's delayed acknowledgement: 40 ms on each hop of a command.
#pragma once

#include <cstdint>

namespace traction::adapters {

/// Every TCP socket of this process whose peer listens on `port` sends at once from now on. Harmless to those
/// that do already. Any thread.
void send_without_delay_to(std::uint16_t port);

}  // namespace traction::adapters
