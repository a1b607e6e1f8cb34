#include "shared/runtime/handlers.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::runtime {

using wire::Party;
using wire::TopicKind;

std::vector<std::string> Handlers::subscriptions(std::string_view worker) const {
    auto filters = filters_;
    const auto asked_by = [&](Party role) {
        return std::any_of(asks_.begin(), asks_.end(),
                           [&](const auto& entry) { return entry.first.first == role; });
    };
    if (asked_by(Party::owner))
        filters.push_back(wire::filter(TopicKind::owner_ask, {"+", "+", worker, "+"}));
    if (asked_by(Party::guest)) filters.push_back(wire::filter(TopicKind::guest_ask, {"+", worker, "+"}));
    if (asked_by(Party::desk)) filters.push_back(wire::filter(TopicKind::desk_ask, {"+", worker, "+"}));
    if (asked_by(Party::operators))
        filters.push_back(wire::filter(TopicKind::operator_ask, {"+", worker, "+"}));
    const bool gives_orders = std::any_of(bodies_.begin(), bodies_.end(), [&](const auto& entry) {
        return entry.first.stream == wire::StreamKind::outcome && entry.first.worker == worker;
    });
    if (gives_orders) {
        filters.push_back(wire::filter(TopicKind::outcome, {"+", worker}));
        filters.push_back(wire::filter(TopicKind::order_ack, {"+", worker}));
        filters.push_back(wire::filter(TopicKind::vehicle_presence, {"+"}));
    }
    for (const auto& followed : followed_) filters.push_back(wire::event_stream(followed));
    if (!wire::followers_of(worker).empty())
        filters.push_back(wire::filter(TopicKind::event_ack, {worker, "+"}));
    const auto is_among = [&](const auto& workers) {
        return std::find(workers.begin(), workers.end(), worker) != workers.end();
    };
    if (worker == wire::kLetterReceiver) {
        for (const auto writer : wire::kLetterWriters) filters.push_back(wire::letter_stream(writer));
    }
    if (is_among(wire::kLetterWriters)) filters.push_back(wire::topic(TopicKind::letter_ack, {worker}));
    if (wire::ends_rights(worker)) filters.push_back(wire::topic(TopicKind::access_ack, {worker}));
    return filters;
}

const Handlers::AskHandler* Handlers::find_ask(Party role, const std::string& verb) const {
    const auto found = asks_.find({role, verb});
    return found == asks_.end() ? nullptr : &found->second;
}

const Handlers::TopicHandler* Handlers::find_topic(TopicKind kind) const {
    const auto found = topics_.find(kind);
    return found == topics_.end() ? nullptr : &found->second;
}

std::optional<Refusal> Handlers::handle(Turn& turn, const wire::StreamName& stream,
                                        const wire::Numbered& message) const {
    Origin origin{.vin = stream.vin, .worker = stream.worker, .sent_at = message.at};
    if (const auto raw = raw_.find(stream.kind); raw != raw_.end())
        return raw->second(turn, origin, message.body);
    if (stream.kind == wire::StreamKind::event) return handle_event(turn, std::move(origin), message.body);
    return handle_kind(turn, stream.kind, origin, message.body);
}

std::optional<Refusal> Handlers::handle_event(Turn& turn, Origin origin, std::string_view body) const {
    const auto event = wire::read_event(body);
    if (!event) return event.refusal();
    const auto handler = bodies_.find({wire::StreamKind::event, std::string(origin.worker), event->type});
    if (handler == bodies_.end()) return std::nullopt;
    origin.event = event->id;
    origin.happened_at = event->at;
    return handler->second(turn, origin, event->data);
}

std::optional<Refusal> Handlers::handle_kind(Turn& turn, wire::StreamKind stream, const Origin& origin,
                                             std::string_view body) const {
    const auto json = wire::parse_json(body);
    if (!json) return json.refusal();
    const bool has_kind = json->is_object() && json->contains("kind") && json->at("kind").is_string();
    if (!has_kind) return wire::not_understood(wire::Malformed("/kind", "is missing"));
    const auto handler =
        bodies_.find({stream, std::string(origin.worker), json->at("kind").get<std::string>()});
    if (handler == bodies_.end()) return wire::not_understood(wire::Malformed("/kind", "is not known here"));
    return handler->second(turn, origin, *json);
}

}  // namespace traction::runtime
