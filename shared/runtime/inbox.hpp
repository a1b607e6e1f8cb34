/// Where the network's thread leaves what arrives and the worker's thread takes it. Bounded: when it is full,
/// numbered messages and asks are dropped (they come again), and of each retained topic the latest is kept.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>

#include "shared/ports/clock.hpp"
#include "shared/runtime/worker_life.hpp"

namespace traction::runtime {

inline constexpr std::size_t kInboxMessages = 65'536;
inline constexpr std::size_t kInboxBytes = 64 * 1024 * 1024;

class Inbox final : public ports::BusListener {
   public:
    // The network's thread.
    void on_message(ports::Message&& message) override;
    void on_connected() override;
    void on_disconnected() override;

    // The worker's thread.
    /// Waits until something is there, `patience` has passed, or `stop` was called; then takes at most `most`
    /// messages.
    Arrivals take(Milliseconds patience, std::size_t most = kBatch);

    // Any thread.
    void stop();
    bool stopped() const;
    std::uint64_t dropped() const;

   private:
    bool something_there() const;
    void keep_latest_retained(ports::Message&& message);

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::size_t waiting() const { return arrived_messages_.size() + leaving_messages_.size() - next_; }

    std::vector<ports::Message> arrived_messages_;
    std::vector<ports::Message> leaving_messages_;           ///< came before those; taken from the front
    std::size_t next_ = 0;                                   ///< the first of the leaving that was not taken
    std::size_t bytes_ = 0;                                  ///< payloads waiting
    std::map<std::string, ports::Message> latest_retained_;  ///< what came while full
    bool connected_ = false;
    bool disconnected_ = false;
    bool stopped_ = false;
    std::uint64_t dropped_ = 0;
};

}  // namespace traction::runtime
