/// The reference of `ingest`: an MQTT subscriber on a bare socket that only counts.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

#include "shared/mqtt/packets.hpp"

namespace traction::bench {

class BareReader {
   public:
    /// Subscribed when the constructor returns. Throws std::runtime_error when the broker is not there.
    BareReader(std::uint16_t port, const std::string& filter,
               const mqtt::Connect& connect = {.client_id = "bare-reader", .keep_alive_s = 0});
    ~BareReader();
    BareReader(const BareReader&) = delete;
    BareReader& operator=(const BareReader&) = delete;

    std::uint64_t count() const { return count_; }
    std::uint64_t bytes() const { return bytes_; }

   private:
    void read_until_closed();

    int socket_ = -1;
    std::atomic<bool> subscribed_{false};
    std::atomic<bool> ended_{false};
    std::atomic<std::uint64_t> count_{0};
    std::atomic<std::uint64_t> bytes_{0};
    std::thread thread_;
};

}  // namespace traction::bench
