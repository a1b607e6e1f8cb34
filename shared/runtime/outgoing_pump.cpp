// What may go now, and when to look again: the half of OutgoingStreams that publishes.
#include <algorithm>

#include "shared/runtime/outgoing_streams.hpp"

namespace traction::runtime {

void OutgoingStreams::pump(Timestamp machine_now, Timestamp now, std::vector<ports::Publication>& out) {
    if (!connected_) return;
    wake_streams(machine_now);
    // Numbering lets the worker speak again, which may make more streams ready.
    while (!ready_.empty()) {
        const auto names = std::exchange(ready_, {});
        for (const auto& name : names) {
            if (const auto found = streams_.find(name); found != streams_.end())
                pump_stream(*found->second, {machine_now, now, out});
        }
    }
}

void OutgoingStreams::wake_streams(Timestamp machine_now) {
    while (!timers_.empty() && timers_.begin()->first <= machine_now) {
        const auto name = timers_.begin()->second;
        timers_.erase(timers_.begin());
        streams_.at(name)->timer.reset();
        ready_.insert(name);
    }
}

void OutgoingStreams::pump_stream(Stream& stream, const Outlet& outlet) {
    if (stream.held_until <= outlet.machine_now) stream.held_until = {};
    if (stream.held_until == Timestamp{} && present(stream)) {
        for (auto& receiver : stream.receivers) pump_receiver(stream, receiver, outlet);
    }
    refresh(stream);
}

void OutgoingStreams::pump_receiver(Stream& stream, Receiver& receiver, const Outlet& outlet) {
    if (const auto at = receiver.probe_at(); at && *at <= outlet.machine_now) {
        publish(stream, receiver.acknowledged(), {}, outlet);
        receiver.on_probed(outlet.machine_now);
    }
    if (const auto at = receiver.retry_at(); at && *at <= outlet.machine_now) receiver.retry();
    while (receiver.has_room(wire::window_of(stream.kind)) && send_next(stream, receiver, outlet)) {
    }
    if (receiver.waits_for_acknowledgement() && !receiver.retry_at()) {
        receiver.arm_retry(outlet.machine_now + jittered(receiver.back_off()));
    }
}

/// Sends the message after the receiver's last one; other followers that stand at the same place hear it as
/// well.
bool OutgoingStreams::send_next(Stream& stream, Receiver& receiver, const Outlet& outlet) {
    const auto number = receiver.sent() + 1;
    if (number > stream.last_number && !number_next(stream)) return false;
    const auto body = store_.body(stream.name, number);
    if (!body) {
        begin_epoch(stream);
        return false;
    }
    publish(stream, number, *body, outlet);
    const auto window = wire::window_of(stream.kind);
    for (auto& other : stream.receivers) {
        // Followers that are nearly in step share each message; one that is away is not counted on further
        // and further.
        if (other.sent() + 1 != number || !other.has_room({2 * window.messages, 2 * window.bytes})) continue;
        other.on_sent(body->size());
        if (!other.retry_at()) other.arm_retry(outlet.machine_now + jittered(other.back_off()));
    }
    return true;
}

void OutgoingStreams::publish(const Stream& stream, wire::Number number, std::string_view body,
                              const Outlet& outlet) {
    ports::Publication publication;
    publication.topic = stream.name;
    const std::string_view to = stream.kind == wire::StreamKind::order ? stream.vin : std::string_view();
    publication.payload = wire::write_numbered(
        {.epoch = stream.epoch, .number = number, .at = outlet.now, .body = body, .to = to});
    outlet.out.push_back(std::move(publication));
}

bool OutgoingStreams::number_next(Stream& stream) {
    if (!stream.waiting) return false;
    const auto next = store_.first_waiting(stream.name);
    if (!next) {
        stream.waiting = false;
        return false;
    }
    store_.give_number(next->id, ++stream.last_number);
    store_.save_stream({.stream = stream.name, .epoch = stream.epoch, .last_number = stream.last_number});
    if (!next->key.empty()) owner_.on_numbered(stream.name, next->key);
    return true;
}

/// Brings the books up to date: whether the stream is settled, and when it wants to be pumped again.
void OutgoingStreams::refresh(Stream& stream) {
    std::optional<Timestamp> wake;
    bool settled = true;
    const auto want = [&](Timestamp at) { wake = wake ? std::min(*wake, at) : at; };
    if (connected_ && present(stream)) {
        settled = !stream.waiting;
        for (const auto& receiver : stream.receivers) {
            if (receiver.acknowledged() < stream.last_number || receiver.probe_at()) settled = false;
            if (receiver.retry_at()) want(*receiver.retry_at());
            if (receiver.probe_at()) want(*receiver.probe_at());
        }
        // Whatever is due, it waits for that: who woke before would find nothing that may go, and wake again.
        if (stream.held_until != Timestamp{})
            wake = settled ? std::nullopt : std::optional(stream.held_until);
    }
    // What ends rights lives in machine time: no step of the sandbox clock waits for it.
    if (stream.kind == wire::StreamKind::access) settled = true;
    settled ? static_cast<void>(unsettled_.erase(stream.name))
            : static_cast<void>(unsettled_.insert(stream.name));
    if (wake == stream.timer) return;
    if (stream.timer) timers_.erase({*stream.timer, stream.name});
    if (wake) timers_.emplace(*wake, stream.name);
    stream.timer = wake;
}

std::optional<Timestamp> OutgoingStreams::next_retry() const {
    if (!connected_) return std::nullopt;
    if (!ready_.empty()) return kEarliest;
    if (timers_.empty()) return std::nullopt;
    return timers_.begin()->first;
}

bool OutgoingStreams::settled() const {
    return connected_ && ready_.empty() && unsettled_.empty();
}

/// A fifth of spread to both sides, so that many senders do not meet again.
Milliseconds OutgoingStreams::jittered(Milliseconds duration) {
    const auto per_mille = 800 + static_cast<std::int64_t>(randomness_.next() % 401);
    return Milliseconds{duration.count() * per_mille / 1000};
}

}  // namespace traction::runtime
