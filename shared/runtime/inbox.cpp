#include "shared/runtime/inbox.hpp"

#include <algorithm>
#include <iterator>

namespace traction::runtime {

void Inbox::on_message(ports::Message&& message) {
    const std::lock_guard lock(mutex_);
    if (waiting() >= kInboxMessages || bytes_ + message.payload.size() > kInboxBytes)
        return keep_latest_retained(std::move(message));
    // What was kept of this topic is older than what comes now.
    if (!latest_retained_.empty()) latest_retained_.erase(message.topic);
    bytes_ += message.payload.size();
    const bool was_empty = !something_there();
    arrived_messages_.push_back(std::move(message));
    if (was_empty) arrived_.notify_one();
}

void Inbox::keep_latest_retained(ports::Message&& message) {
    const auto topic = wire::parse_topic(message.topic);
    if (topic && wire::row_of(topic->kind).retained) {
        latest_retained_[message.topic] = std::move(message);
    } else {
        ++dropped_;
    }
}

void Inbox::on_connected() {
    const std::lock_guard lock(mutex_);
    connected_ = true;
    arrived_.notify_one();
}

void Inbox::on_disconnected() {
    const std::lock_guard lock(mutex_);
    connected_ = false;
    disconnected_ = true;
    arrived_.notify_one();
}

bool Inbox::something_there() const {
    return waiting() > 0 || !latest_retained_.empty() || connected_ || disconnected_ || stopped_;
}

Arrivals Inbox::take(Milliseconds patience, std::size_t most) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience, [&] { return something_there(); });
    Arrivals arrivals;
    arrivals.connected = std::exchange(connected_, false);
    arrivals.disconnected = std::exchange(disconnected_, false);
    if (next_ == leaving_messages_.size()) {
        leaving_messages_.clear();
        leaving_messages_.swap(arrived_messages_);
        next_ = 0;
    }
    const auto count = std::min(leaving_messages_.size() - next_, most);
    const auto first =
        std::make_move_iterator(leaving_messages_.begin() + static_cast<std::ptrdiff_t>(next_));
    arrivals.messages.assign(first, first + static_cast<std::ptrdiff_t>(count));
    next_ += count;
    for (const auto& message : arrivals.messages) bytes_ -= message.payload.size();
    arrivals.more_waiting = waiting() > 0;
    if (!arrivals.more_waiting) {
        for (auto& [topic, message] : latest_retained_) arrivals.messages.push_back(std::move(message));
        latest_retained_.clear();
    }
    return arrivals;
}

void Inbox::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    arrived_.notify_one();
}

bool Inbox::stopped() const {
    const std::lock_guard lock(mutex_);
    return stopped_;
}

std::uint64_t Inbox::dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
}

}  // namespace traction::runtime
