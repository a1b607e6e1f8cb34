#include "shared/wire/streams.hpp"

#include <map>

#include "shared/domain/result.hpp"

namespace traction::wire {

std::optional<StreamName> stream_name(const ParsedTopic& topic) {
    switch (topic.kind) {
        case TopicKind::report:
            return StreamName{StreamKind::report, topic.parts[0], kReportReceiver};
        case TopicKind::order:
            return StreamName{StreamKind::order, topic.parts[0], topic.parts[1]};
        case TopicKind::outcome:
            return StreamName{StreamKind::outcome, topic.parts[0], topic.parts[1]};
        case TopicKind::event:
            return StreamName{StreamKind::event, {}, topic.parts[0]};
        case TopicKind::letter:
            return StreamName{StreamKind::letter, {}, topic.parts[0]};
        case TopicKind::access:
            return StreamName{StreamKind::access, {}, topic.parts[0]};
        default:
            return std::nullopt;
    }
}

std::optional<StreamName> parse_stream(std::string_view stream) {
    const auto parsed = parse_topic(stream);
    return parsed ? stream_name(*parsed) : std::nullopt;
}

std::string report_stream(const Vin& vin) {
    return topic(TopicKind::report, {vin.text()});
}
std::string order_stream(const Vin& vin, std::string_view worker) {
    return topic(TopicKind::order, {vin.text(), worker});
}
std::string outcome_stream(const Vin& vin, std::string_view worker) {
    return topic(TopicKind::outcome, {vin.text(), worker});
}
std::string event_stream(std::string_view worker) {
    return topic(TopicKind::event, {worker});
}
std::string letter_stream(std::string_view worker) {
    return topic(TopicKind::letter, {worker});
}
std::string access_stream(std::string_view worker) {
    return topic(TopicKind::access, {worker});
}

std::string vehicle_prefix(std::string_view vin) {
    return "vehicle/" + std::string(vin) + "/";
}

std::string ack_topic(std::string_view stream, std::string_view receiver) {
    // Nothing but commands to the broker may stand below $CONTROL.
    if (const auto name = parse_stream(stream); name && name->kind == StreamKind::access)
        return topic(TopicKind::access_ack, {name->worker});
    std::string built(stream);
    built += "/ack";
    if (!receiver.empty()) built.append("/").append(receiver);
    return built;
}

std::optional<AckTarget> parse_ack_topic(std::string_view text) {
    const auto parsed = parse_topic(text);
    if (!parsed) return std::nullopt;
    switch (parsed->kind) {
        case TopicKind::report_ack:
            return AckTarget{topic(TopicKind::report, {parsed->parts[0]}), {}};
        case TopicKind::order_ack:
            return AckTarget{topic(TopicKind::order, {parsed->parts[0], parsed->parts[1]}), {}};
        case TopicKind::outcome_ack:
            return AckTarget{topic(TopicKind::outcome, {parsed->parts[0], parsed->parts[1]}), {}};
        case TopicKind::event_ack:
            return AckTarget{event_stream(parsed->parts[0]), std::string(parsed->parts[1])};
        case TopicKind::letter_ack:
            return AckTarget{letter_stream(parsed->parts[0]), {}};
        case TopicKind::access_ack:
            return AckTarget{access_stream(parsed->parts[0]), {}};
        default:
            return std::nullopt;
    }
}

std::span<const std::string_view> followers_of(std::string_view worker) {
    static const auto followers = [] {
        std::map<std::string_view, std::vector<std::string_view>> by_worker;
        for (const auto& following : kFollowings) by_worker[following.worker].push_back(following.follower);
        return by_worker;
    }();
    const auto found = followers.find(worker);
    if (found == followers.end()) return {};
    return found->second;
}

std::vector<std::string> streams_to(std::string_view receiver) {
    std::vector<std::string> streams;
    if (const auto vin = Vin::parse(receiver)) {
        for (const auto worker : kOrderingWorkers) streams.push_back(order_stream(*vin, worker));
    }
    for (const auto& following : kFollowings) {
        if (following.follower == receiver) streams.push_back(event_stream(following.worker));
    }
    if (receiver == kLetterReceiver) {
        for (const auto worker : kLetterWriters) streams.push_back(letter_stream(worker));
    }
    return streams;
}

}  // namespace traction::wire
