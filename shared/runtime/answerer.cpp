#include "shared/runtime/answerer.hpp"

#include "shared/wire/messages/operators.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::runtime {

using wire::Party;
using wire::TopicKind;

namespace {

struct Address {
    Asker asker;
    std::string verb;
    std::string answer_topic;
};

Address address_of(const wire::ParsedTopic& topic) {
    const auto& parts = topic.parts;
    const std::string first(parts[0]);
    switch (topic.kind) {
        case TopicKind::owner_ask:
            return {.asker = {.role = Party::owner, .name = first, .device = std::string(parts[1])},
                    .verb = std::string(parts[3]),
                    .answer_topic = wire::topic(TopicKind::owner_answer, {parts[0], parts[1]})};
        case TopicKind::guest_ask:
            return {.asker = {.role = Party::guest, .name = first},
                    .verb = std::string(parts[2]),
                    .answer_topic = wire::topic(TopicKind::guest_answer, {parts[0]})};
        case TopicKind::desk_ask:
            return {.asker = {.role = Party::desk, .name = first},
                    .verb = std::string(parts[2]),
                    .answer_topic = wire::topic(TopicKind::desk_answer, {parts[0]})};
        case TopicKind::operator_ask:
            return {.asker = {.role = Party::operators, .name = first},
                    .verb = std::string(parts[2]),
                    .answer_topic = wire::topic(TopicKind::operator_answer, {parts[0]})};
        default:
            check(false, "only asks are answered");
    }
    return {};
}

const AskId& unreadable_id() {
    static const AskId id = *AskId::parse("unreadable");
    return id;
}

/// What may be kept of a body, which may be anything.
wire::Json without(wire::Json body, std::span<const std::string_view> secret_fields) {
    if (!body.is_object()) return wire::Json::object();
    for (const auto field : secret_fields) body.erase(std::string(field));
    return body;
}

/// Operators see no persons: of them only what they change is noted. Rule H1.
bool is_audited(Party role, Handlers::Kind kind) {
    return role == Party::desk || (role == Party::operators && kind != Handlers::Kind::reads);
}

}  // namespace

Answerer::Answerer(ports::Database& database, const Handlers& handlers)
    : handlers_(handlers), remembered_(database), audit_(database) {}

void Answerer::on_ask(Turn& turn, const wire::ParsedTopic& topic, const ports::Message& message) {
    const auto address = address_of(topic);
    ports::Publication answer;
    answer.topic = address.answer_topic;
    answer.correlation = message.correlation;
    answer.payload = answer_to(turn, address.asker, address.verb, address.answer_topic, message);
    if (turn.answers_later()) return keep_waiting(message);
    if (!answer.payload.empty()) turn.publish(std::move(answer));
}

/// A repetition takes the place of what it repeats.
void Answerer::keep_waiting(const ports::Message& message) {
    std::erase_if(waiting_, [&](const ports::Message& other) {
        return other.topic == message.topic && other.payload == message.payload;
    });
    if (waiting_.size() < kMostWaitingAsks) waiting_.push_back(message);
}

std::string Answerer::answer_to(Turn& turn, const Asker& asker, const std::string& verb,
                                const std::string& answer_topic, const ports::Message& message) {
    const auto ask = wire::read_ask(message.payload);
    if (!ask) return wire::write_answer(unreadable_id(), ask.refusal());
    if (asker.role == Party::operators && verb == wire::operators::Backup::kVerb)
        return wish_for_backup(turn, asker, *ask, answer_topic, message);
    if (asker.role == Party::operators && verb == wire::operators::Audit::kVerb)
        return wire::write_answer(ask->id, read_audit(*ask));
    return answer_known(turn, asker, verb, answer_topic, *ask);
}

std::string Answerer::answer_known(Turn& turn, const Asker& asker, const std::string& verb,
                                   const std::string& answer_topic, const wire::Ask& ask) {
    const auto* handler = handlers_.find_ask(asker.role, verb);
    if (handler == nullptr) return wire::write_answer(ask.id, Refusal(wire::refused::verb_unknown));
    auto about = without(ask.body, handler->secret_fields);
    const auto text = verb + about.dump();
    const bool remembers = handler->kind == Handlers::Kind::changes;
    if (remembers) {
        if (const auto earlier = remembered_.find(answer_topic, ask.id, text)) return *earlier;
    }
    const auto outcome = handler->call(turn, asker, ask.body);
    if (turn.answers_later()) return {};
    auto answer = wire::write_answer(ask.id, outcome);
    if (remembers) remembered_.remember(answer_topic, ask.id, text, answer, turn.now());
    if (is_audited(asker.role, handler->kind)) note(turn, asker, verb, std::move(about), outcome);
    return answer;
}

/// Empty: the answer is given when the copy is written.
std::string Answerer::wish_for_backup(const Turn& turn, const Asker& asker, const wire::Ask& ask,
                                      const std::string& answer_topic, const ports::Message& message) {
    const auto wish =
        wire::read_message<wire::operators::Backup>(ask.body, wire::UnknownFields::refused, "/body");
    if (!wish) return wire::write_answer(ask.id, wish.refusal());
    note(turn, asker, std::string(wire::operators::Backup::kVerb), ask.body, wire::Json::object());
    backup_wishes_.push_back({ask.id, wish->directory, answer_topic, message.correlation});
    return {};
}

Result<wire::Json> Answerer::read_audit(const wire::Ask& ask) {
    const auto wish =
        wire::read_message<wire::operators::Audit>(ask.body, wire::UnknownFields::refused, "/body");
    if (!wish) return wish.refusal();
    return audit_.read(wish->after);
}

/// Whom an answer showed is noted by id, because what was asked for may have been an address. Rule H1.
void Answerer::note(const Turn& turn, const Asker& asker, const std::string& verb, wire::Json about,
                    const Result<wire::Json>& outcome) {
    if (outcome && outcome->contains("account")) about["account"] = outcome->at("account");
    auto text = about.dump();
    if (text.size() > wire::kLongestText) text = wire::Json{{"bytes", text.size()}}.dump();
    audit_.append({.at = turn.now(),
                   .role = asker.role == Party::desk ? "desk" : "operator",
                   .name = asker.name,
                   .verb = verb,
                   .about = std::move(text),
                   .outcome = outcome ? "done" : std::string(outcome.refusal().code.name)});
}

}  // namespace traction::runtime
