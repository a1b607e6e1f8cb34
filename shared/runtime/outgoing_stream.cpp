#include "shared/runtime/outgoing_stream.hpp"

#include <algorithm>

namespace traction::runtime {

bool OutgoingReceiver::has_room(wire::Window window) const {
    return sizes_under_way_.size() < static_cast<std::size_t>(window.messages) &&
           bytes_under_way_ < static_cast<std::size_t>(window.bytes);
}

void OutgoingReceiver::on_sent(std::size_t bytes) {
    ++sent_;
    sizes_under_way_.push_back(bytes);
    bytes_under_way_ += bytes;
}

void OutgoingReceiver::on_progress(wire::Number applied) {
    for (auto steps = applied - acknowledged_; steps > 0 && !sizes_under_way_.empty(); --steps) {
        bytes_under_way_ -= sizes_under_way_.front();
        sizes_under_way_.pop_front();
    }
    acknowledged_ = applied;
    sent_ = std::max(sent_, applied);
    suspicion_.reset();
    back_off_ = kFirstRetry;
    retry_at_.reset();
}

void OutgoingReceiver::on_gap() {
    if (!waits_for_acknowledgement() || acknowledged_ < going_again_to_) return;
    going_again_to_ = sent_;
    go_back();
    back_off_ = kFirstRetry;
}

void OutgoingReceiver::set_back(wire::Number acknowledged) {
    acknowledged_ = acknowledged;
    start_over();
}

bool OutgoingReceiver::is_late(std::optional<Timestamp> said_at) {
    if (!said_at) return false;
    if (heard_ && *said_at < *heard_) return true;
    heard_ = said_at;
    return false;
}

void OutgoingReceiver::start_over() {
    go_back();
    heard_.reset();
    going_again_to_ = 0;
    suspicion_.reset();
    back_off_ = kFirstRetry;
}

void OutgoingReceiver::retry() {
    go_back();
    going_again_to_ = 0;
    back_off_ = std::min(back_off_ * 2, kLongestRetry);
}

void OutgoingReceiver::go_back() {
    sent_ = acknowledged_;
    sizes_under_way_.clear();
    bytes_under_way_ = 0;
    retry_at_.reset();
}

bool OutgoingReceiver::on_suspicion(Timestamp now) {
    if (suspicion_ && now - suspicion_->since >= kProbeEvery) return true;
    if (!suspicion_) suspicion_ = Suspicion{.since = now, .probe_at = now};
    return false;
}

std::optional<Timestamp> OutgoingReceiver::probe_at() const {
    if (!suspicion_) return std::nullopt;
    return suspicion_->probe_at;
}

void OutgoingReceiver::on_probed(Timestamp now) {
    suspicion_->probe_at = now + kProbeEvery;
    if (++suspicion_->probes == kMostProbes) suspicion_.reset();
}

OutgoingReceiver* OutgoingStream::receiver_named(std::string_view wanted) {
    const auto found = std::find_if(receivers.begin(), receivers.end(),
                                    [&](const auto& each) { return each.name() == wanted; });
    return found == receivers.end() ? nullptr : &*found;
}

}  // namespace traction::runtime
