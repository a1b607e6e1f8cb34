// What a worker's life does with each message: which part of it a topic is for.
#include <spdlog/spdlog.h>

#include "shared/runtime/worker_life.hpp"
#include "shared/wire/messages/presence.hpp"

namespace traction::runtime {

using wire::TopicKind;

namespace {

template <class Body>
Result<Body> read_body(std::string_view payload) {
    const auto json = wire::parse_json(payload);
    if (!json) return json.refusal();
    return wire::read_message<Body>(*json, wire::UnknownFields::allowed);
}

}  // namespace

void WorkerLife::dispatch(const ports::Message& message) {
    const auto topic = wire::parse_topic(message.topic);
    if (!topic) return;
    switch (topic->kind) {
        case TopicKind::report:
        case TopicKind::order:
        case TopicKind::outcome:
        case TopicKind::event:
        case TopicKind::letter:
            return receive(*wire::stream_name(*topic), message);
        case TopicKind::report_ack:
        case TopicKind::order_ack:
        case TopicKind::outcome_ack:
        case TopicKind::event_ack:
        case TopicKind::letter_ack:
        case TopicKind::access_ack:
            return acknowledged(message);
        case TopicKind::owner_ask:
        case TopicKind::guest_ask:
        case TopicKind::desk_ask:
        case TopicKind::operator_ask: {
            auto turn = turn_at(now());
            return answerer_.on_ask(turn, *topic, message);
        }
        case TopicKind::clock:
            if (setting_.time == TimeMode::sandbox) on_tick(message);
            return;
        case TopicKind::vehicle_presence:
            return on_vehicle_presence(*topic, message);
        case TopicKind::view:
            if (message.retained) view_.on_canary();
            return;
        case TopicKind::presence:
            if (topic->parts[0] == kind_.name) on_own_presence(message);
            return hand_to_table(*topic, message);
        default:
            return hand_to_table(*topic, message);
    }
}

void WorkerLife::receive(const wire::StreamName& stream, const ports::Message& message) {
    const auto numbered = wire::read_numbered(message.payload);
    if (!numbered) {
        spdlog::warn("{}: {} carries no numbered message: {}", kind_.name, message.topic,
                     numbered.refusal().code.name);
        return;
    }
    // Its stream may be unknown here, so that its numbers say nothing against it.
    if (stream.kind == wire::StreamKind::order && numbered->to != stream.vin) {
        spdlog::warn("{}: an order to {} is not for this car", kind_.name, numbered->to);
        return;
    }
    if (incoming_.judge(message.topic, *numbered, machine_now_) != IncomingStreams::Verdict::apply) return;
    auto turn = turn_at(now());
    const auto refusal = handlers_.handle(turn, stream, *numbered);
    if (refusal) {
        incoming_.applied_unreadable(message.topic, *numbered, *refusal, now());
    } else {
        incoming_.applied(message.topic);
    }
}

void WorkerLife::acknowledged(const ports::Message& message) {
    const auto target = wire::parse_ack_topic(message.topic);
    const auto heard = wire::read_acknowledgement(message.payload);
    if (!target || !heard) return;
    if (heard->at) hand_time(*heard->at);
    outgoing_.on_acknowledgement(target->stream, target->receiver, *heard, machine_now_);
    answer_what_waits();
}

/// Each with a turn of its own, like any ask.
void WorkerLife::answer_what_waits() {
    for (const auto& ask : answerer_.take_waiting()) {
        auto turn = turn_at(now());
        answerer_.on_ask(turn, *wire::parse_topic(ask.topic), ask);
    }
}

void WorkerLife::hand_time(Timestamp cloud_time) {
    auto turn = turn_at(now());
    worker_->on_cloud_time(turn, cloud_time);
}

void WorkerLife::on_tick(const ports::Message& message) {
    const auto tick = read_body<wire::clock::Tick>(message.payload);
    if (!tick) return;
    service_time_.hear(*tick, machine_now_);
    run_due();
}

void WorkerLife::on_vehicle_presence(const wire::ParsedTopic& topic, const ports::Message& message) {
    const auto presence = read_body<wire::Presence>(message.payload);
    if (!presence) return;
    outgoing_.set_present(topic.parts[0], presence->online);
    hand_to_table(topic, message);
}

void WorkerLife::on_own_presence(const ports::Message& message) {
    if (message.retained) return;
    const auto presence = read_body<wire::Presence>(message.payload);
    if (presence && presence->boot == setting_.boot) view_.on_own_presence();
}

void WorkerLife::hand_to_table(const wire::ParsedTopic& topic, const ports::Message& message) {
    const auto* handler = handlers_.find_topic(topic.kind);
    if (handler == nullptr) return;
    auto turn = turn_at(now());
    (*handler)(turn, topic, message);
}

}  // namespace traction::runtime
