#include "shared/runtime/outgoing_streams.hpp"

#include <algorithm>

namespace traction::runtime {
OutgoingStreams::OutgoingStreams(ports::Database& database, ports::Randomness& randomness, Owner& owner)
    : store_(database), randomness_(randomness), owner_(owner) {
    for (const auto& row : store_.streams()) {
        auto& stream = load(row);
        epochs_marked_ = epochs_marked_ || stream.epoch == 0;
        refresh(stream);
    }
}

void OutgoingStreams::begin_marked_epochs() {
    if (!std::exchange(epochs_marked_, false)) return;
    for (auto& [name, stream] : streams_) {
        if (stream->epoch == 0) begin_epoch(*stream);
    }
}

void OutgoingStreams::begin_if_new(const std::string& stream) {
    if (streams_.contains(stream)) return;
    load({.stream = stream, .epoch = 0, .last_number = 0});
    epochs_marked_ = true;
}

OutgoingStreams::~OutgoingStreams() = default;

OutgoingStreams::Stream& OutgoingStreams::load(const OutboxStore::StreamRow& row) {
    const auto name = wire::parse_stream(row.stream);
    check(name.has_value(), "the name of an outgoing stream is a topic of a numbered stream");
    auto stream = std::make_unique<Stream>();
    stream->name = row.stream;
    stream->kind = name->kind;
    stream->vin = std::string(name->vin);
    stream->epoch = row.epoch;
    stream->last_number = row.last_number;
    const auto add_receiver = [&](std::string_view receiver) {
        const std::string text(receiver);
        stream->receivers.emplace_back(text, store_.position(row.stream, text).value_or(0));
    };
    if (name->kind == wire::StreamKind::event) {
        for (const auto follower : wire::followers_of(name->worker)) add_receiver(follower);
    } else {
        add_receiver("");
    }
    stream->waiting = !stream->receivers.empty();
    ready_.insert(row.stream);
    auto& slot = streams_[row.stream];
    slot = std::move(stream);
    return *slot;
}

OutgoingStreams::Stream& OutgoingStreams::open(const std::string& name) {
    const auto found = streams_.find(name);
    if (found != streams_.end()) return *found->second;
    const OutboxStore::StreamRow row{
        .stream = name, .epoch = randomness_.next() % wire::kLargestEpoch + 1, .last_number = 0};
    store_.save_stream(row);
    return load(row);
}

void OutgoingStreams::add(const std::string& stream_name, std::string_view body, const std::string& key,
                          Timestamp at) {
    auto& stream = open(stream_name);
    if (stream.receivers.empty()) return;
    store_.add(stream.name, key, body, at);
    stream.waiting = true;
    ready_.insert(stream.name);
    refresh(stream);
}

bool OutgoingStreams::withdraw(const std::string& stream, const std::string& key) {
    ready_.insert(stream);
    return store_.withdraw(stream, key);
}

/// A message that is gone was acknowledged by all: that is when it goes.
bool OutgoingStreams::has_arrived(const std::string& stream_name, std::string_view receiver_name,
                                  const std::string& key) {
    const auto number = store_.number_of(stream_name, key);
    if (!number) return true;
    const auto* receiver = streams_.at(stream_name)->receiver_named(receiver_name);
    return *number > 0 && (receiver == nullptr || receiver->acknowledged() >= *number);
}

void OutgoingStreams::on_acknowledgement(const std::string& stream_name, const std::string& receiver_name,
                                         const wire::Acknowledgement& heard, Timestamp machine_now) {
    const auto found = streams_.find(stream_name);
    if (found == streams_.end()) return;
    auto& stream = *found->second;
    auto* receiver = stream.receiver_named(receiver_name);
    if (receiver == nullptr || receiver->is_late(heard.at)) return;
    // A car that speaks is there, even where its presence was lost on the way.
    if (stream.kind == wire::StreamKind::order && connected_ && !present(stream))
        set_present(stream.vin, true);
    stream.held_until = {};
    const bool behind = heard.epoch != stream.epoch || heard.applied < receiver->acknowledged();
    if (heard.epoch == stream.epoch && heard.applied > stream.last_number) {
        begin_epoch(stream);
    } else if (heard.epoch == stream.epoch && heard.applied > receiver->acknowledged()) {
        on_progress(stream, *receiver, heard.applied);
        if (heard.again) receiver->on_gap();
    } else if (!behind || receiver->acknowledged() == 0) {
        receiver->on_standstill();
        if (heard.again) receiver->on_gap();
    } else if (receiver->on_suspicion(machine_now)) {
        recover(stream, *receiver, heard);
    }
    ready_.insert(stream.name);
    refresh(stream);
    owner_.on_acknowledged(stream.name);
}

void OutgoingStreams::on_progress(Stream& stream, Receiver& receiver, wire::Number applied) {
    receiver.on_progress(applied);
    store_.save_position(stream.name, receiver.name(), applied);
    if (stream.kind != wire::StreamKind::event) store_.remove_up_to(stream.name, applied);
}

/// A receiver that stands behind what it acknowledged, and says so again after a probe, has lost its memory.
/// It is sent again what it lacks; where that is gone, a new epoch begins.
void OutgoingStreams::recover(Stream& stream, Receiver& receiver, const wire::Acknowledgement& heard) {
    const wire::Number stands_at = heard.epoch == stream.epoch ? heard.applied : 0;
    const auto lowest = store_.lowest_number(stream.name);
    if (!lowest || *lowest > stands_at + 1) return begin_epoch(stream);
    receiver.set_back(stands_at);
    store_.save_position(stream.name, receiver.name(), stands_at);
}

void OutgoingStreams::begin_epoch(Stream& stream) {
    stream.epoch = randomness_.next() % wire::kLargestEpoch + 1;
    stream.last_number = 0;
    stream.waiting = !stream.receivers.empty();
    store_.save_stream({.stream = stream.name, .epoch = stream.epoch, .last_number = 0});
    for (auto& receiver : stream.receivers) {
        receiver.set_back(0);
        store_.save_position(stream.name, receiver.name(), 0);
    }
    ++new_epochs_;
    requeue(stream);
    ready_.insert(stream.name);
}

/// What is in the outbox goes again under new numbers. In streams to one receiver, what it should hold now
/// goes before it; events only tell what has been, and may be many, so they are not touched one by one.
void OutgoingStreams::requeue(Stream& stream) {
    if (stream.kind == wire::StreamKind::event) {
        store_.take_numbers_back(stream.name);
        return owner_.on_new_epoch(stream.name);
    }
    const auto rows = store_.rows(stream.name);
    store_.remove_stream_rows(stream.name);
    owner_.on_new_epoch(stream.name);
    for (const auto& row : rows) {
        const bool superseded = !row.key.empty() && store_.is_waiting(stream.name, row.key);
        if (!superseded) store_.add(stream.name, row.key, row.body, row.written_at);
    }
}

bool OutgoingStreams::present(const Stream& stream) const {
    return stream.kind != wire::StreamKind::order || !presence_expected_ ||
           present_vins_.contains(stream.vin);
}

void OutgoingStreams::set_present(std::string_view vin, bool is_present) {
    const bool was_present = present_vins_.contains(vin);
    if (was_present && !is_present) present_vins_.erase(present_vins_.find(vin));
    if (is_present) present_vins_.emplace(vin);
    // An order stream's topic begins with the car's, so all of one car's streams stand together.
    const auto prefix = wire::vehicle_prefix(vin);
    for (auto at = streams_.lower_bound(prefix); at != streams_.end() && at->first.starts_with(prefix);
         ++at) {
        auto& stream = *at->second;
        for (auto& receiver : stream.receivers) receiver.start_over();
        ready_.insert(stream.name);
        refresh(stream);
    }
}

void OutgoingStreams::on_connected(Timestamp machine_now, Milliseconds spread) {
    connected_ = true;
    for (auto& [name, stream] : streams_) {
        for (auto& receiver : stream->receivers) {
            receiver.start_over();
            // It is the broker itself, which forgets all when it begins anew, and cannot tell us that we are
            // back.
            if (stream->kind == wire::StreamKind::access && receiver.acknowledged() > 0)
                receiver.on_suspicion(machine_now);
        }
        const auto wait =
            spread.count() > 0
                ? static_cast<std::int64_t>(randomness_.next() % static_cast<std::uint64_t>(spread.count()))
                : 0;
        stream->held_until = machine_now + Milliseconds{wait};
        ready_.insert(name);
    }
}

void OutgoingStreams::on_disconnected() {
    connected_ = false;
    present_vins_.clear();
    for (auto& [name, stream] : streams_) refresh(*stream);
}

void OutgoingStreams::prune(Timestamp now) {
    for (const auto& [name, stream] : streams_) {
        if (stream->kind != wire::StreamKind::event) continue;
        wire::Number acknowledged = stream->last_number;
        for (const auto& receiver : stream->receivers)
            acknowledged = std::min(acknowledged, receiver.acknowledged());
        store_.remove_written_before(name, now - kEventsKept, acknowledged);
    }
}

void mark_restored(ports::Database& database) {
    database.execute("UPDATE outgoing_stream SET epoch = 0");
}

}  // namespace traction::runtime
