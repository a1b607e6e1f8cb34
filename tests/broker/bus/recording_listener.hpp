/// Writes down what a bus says.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "shared/ports/bus.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::test {

class RecordingListener : public ports::BusListener {
   public:
    void on_message(ports::Message&& message) override {
        const std::lock_guard lock(mutex_);
        messages_.push_back(std::move(message));
    }
    void on_connected() override {
        const std::lock_guard lock(mutex_);
        ++connected_;
    }
    void on_disconnected() override {
        const std::lock_guard lock(mutex_);
        ++disconnected_;
    }

    int connected() const {
        const std::lock_guard lock(mutex_);
        return connected_;
    }
    int disconnected() const {
        const std::lock_guard lock(mutex_);
        return disconnected_;
    }
    std::vector<ports::Message> messages() const {
        const std::lock_guard lock(mutex_);
        return messages_;
    }
    std::size_t count() const {
        const std::lock_guard lock(mutex_);
        return messages_.size();
    }
    bool is_connected(int times = 1) const {
        return wait_until([&] { return connected() >= times; });
    }
    bool has(std::size_t count) const {
        return wait_until([&] { return this->count() >= count; });
    }

   private:
    mutable std::mutex mutex_;
    std::vector<ports::Message> messages_;
    int connected_ = 0;
    int disconnected_ = 0;
};

}  // namespace traction::test
