/// One TCP connection as bytes: written from any thread, read from one.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "shared/mqtt/byte_queue.hpp"

namespace traction::adapters {

/// What is written is sent at once as far as the socket takes it; the rest goes with the next `wait`. Made
/// for one connection and thrown away with it.
class BytePipe {
   public:
    /// Connects within `patience`; otherwise it is broken from the beginning.
    BytePipe(const std::string& host, std::uint16_t port, std::chrono::milliseconds patience);
    ~BytePipe();
    BytePipe(const BytePipe&) = delete;
    BytePipe& operator=(const BytePipe&) = delete;

    /// False when so many bytes wait already that these would be too many; nothing of them is sent then. Any
    /// thread.
    bool write(std::string_view bytes);
    /// Waits until something can be read, `patience` is over, a tick is due, or somebody calls `wake`; sends
    /// what waits in between.
    void wait(std::chrono::milliseconds patience);
    /// True once after each 10 seconds.
    bool ticked();
    void wake();
    /// Reads what is there. False when there was nothing.
    bool read();
    /// What was read and is not done with.
    mqtt::ByteQueue& incoming() { return incoming_; }
    /// Everything that was written is in the socket.
    bool is_flushed();
    bool is_broken() const { return broken_; }

   private:
    void connect(const std::string& host, std::uint16_t port, std::chrono::milliseconds patience);
    void flush_locked();

    int socket_ = -1;
    int wake_ = -1;
    int timer_ = -1;
    bool broken_ = true;  ///< as the reading thread saw it
    mqtt::ByteQueue incoming_;
    std::mutex mutex_;
    std::string outgoing_;
    std::size_t sent_ = 0;  ///< of `outgoing_`
};

}  // namespace traction::adapters
