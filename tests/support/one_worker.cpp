#include "tests/support/one_worker.hpp"

#include <algorithm>

namespace traction::test {

using wire::TopicKind;

namespace {

std::string answer_topic_of(const wire::ParsedTopic& ask) {
    switch (ask.kind) {
        case TopicKind::owner_ask:
            return wire::topic(TopicKind::owner_answer, {ask.parts[0], ask.parts[1]});
        case TopicKind::guest_ask:
            return wire::topic(TopicKind::guest_answer, {ask.parts[0]});
        case TopicKind::desk_ask:
            return wire::topic(TopicKind::desk_answer, {ask.parts[0]});
        default:
            return wire::topic(TopicKind::operator_answer, {ask.parts[0]});
    }
}

}  // namespace

OneWorker::OneWorker(runtime::WorkerKind kind, Timestamp start) : kind_(std::move(kind)), now_(start) {
    runtime::migrate_all(database_, kind_);
    open();
}

void OneWorker::open() {
    life_ = std::make_unique<runtime::WorkerLife>(
        kind_, database_, randomness_,
        runtime::WorkerLife::Setting{
            .time = runtime::TimeMode::wall, .spread = Milliseconds{0}, .boot = "boot"});
    step({.connected = true});
}

void OneWorker::crash() {
    life_.reset();
    open();
}

void OneWorker::step(runtime::Arrivals arrivals) {
    while (true) {
        std::vector<ports::Message> replies;
        take_in(life_->step(now_, std::move(arrivals)), replies);
        if (replies.empty()) return;
        arrivals = {.messages = std::move(replies)};
    }
}

void OneWorker::take_in(const std::vector<ports::Publication>& publications,
                        std::vector<ports::Message>& replies) {
    for (const auto& publication : publications) {
        const auto name = wire::parse_stream(publication.topic);
        if (!name) {
            cleared_.erase(publication.topic);
            if (publication.payload.empty()) cleared_.insert(publication.topic);
            if (!publication.payload.empty() && !wire::parse_ack_topic(publication.topic)) {
                published_[publication.topic].push_back(wire::Json::parse(publication.payload));
            }
            if (publication.topic == wire::topic(TopicKind::presence, {kind_.name})) {
                replies.push_back({.topic = publication.topic, .payload = publication.payload});
            }
            continue;
        }
        const auto message = wire::read_numbered(publication.payload);
        check(message.ok(), "what is sent can be read");
        auto& seen = seen_numbers_[publication.topic + std::to_string(message->epoch)];
        if (message->number == seen + 1) {
            ++seen;
            sent_[publication.topic].push_back(wire::Json::parse(message->body));
        }
        if (!acknowledging_) continue;
        const auto payload =
            wire::write_acknowledgement({.epoch = message->epoch, .applied = message->number, .at = now_});
        if (name->kind != wire::StreamKind::event) {
            if (name->kind == wire::StreamKind::access && silent_.contains("broker")) continue;
            replies.push_back({.topic = wire::ack_topic(publication.topic, ""), .payload = payload});
            continue;
        }
        for (const auto follower : wire::followers_of(name->worker)) {
            if (silent_.contains(follower)) continue;
            replies.push_back({.topic = wire::ack_topic(publication.topic, follower), .payload = payload});
        }
    }
}

void OneWorker::advance(Milliseconds duration) {
    advance_to(now_ + duration);
}

void OneWorker::advance_to(Timestamp instant) {
    now_ = instant;
    step({});
}

void OneWorker::finish_work() {
    while (true) {
        const auto wake = life_->wake_at(now_);
        if (!wake || *wake > now_) return;
        step({});
    }
}

OneWorker::Answered OneWorker::asks(const std::string& topic, const wire::Json& body) {
    const wire::Ask ask{.id = *AskId::parse("ask-" + std::to_string(++ask_count_)), .body = body};
    return ask_with(topic, wire::write_ask(ask));
}

OneWorker::Answered OneWorker::repeats_last_ask() {
    return ask_with(last_ask_.first, last_ask_.second);
}

OneWorker::Answered OneWorker::ask_with(const std::string& topic, const std::string& payload) {
    last_ask_ = {topic, payload};
    const auto parsed = wire::parse_topic(topic);
    check(parsed.has_value(), "an ask has a topic of the table");
    const auto answer_topic = answer_topic_of(*parsed);
    published_[answer_topic].clear();
    hears_message(topic, payload);
    auto& answers = published_[answer_topic];
    const auto id = wire::Json::parse(payload).at("id");
    const auto found = std::find_if(answers.begin(), answers.end(),
                                    [&](const wire::Json& answer) { return answer.at("id") == id; });
    if (found == answers.end()) return {.waits = true};
    const auto answer = *found;
    answers.erase(found);
    const bool again = std::any_of(answers.begin(), answers.end(),
                                   [&](const wire::Json& other) { return other.at("id") == id; });
    check(!again, "an ask is answered once");
    if (answer.contains("done")) return {.done = true, .body = answer.at("done")};
    return {.done = false, .body = answer.at("refused"), .refused = answer.at("refused").at("code")};
}

void OneWorker::receives(const std::string& stream, const std::string& body) {
    wire::Numbered message{.epoch = 4711, .number = ++incoming_numbers_[stream], .at = now_, .body = body};
    const auto name = wire::parse_stream(stream);
    if (name->kind == wire::StreamKind::order) message.to = name->vin;
    hears_message(stream, wire::write_numbered(message));
}

void OneWorker::vehicle_is(const Vin& vin, bool online) {
    hears_message(wire::topic(TopicKind::vehicle_presence, {vin.text()}),
                  wire::Presence{.online = online}.json().dump(), true);
}

void OneWorker::hears_message(const std::string& topic, const std::string& payload, bool retained) {
    runtime::Arrivals arrivals;
    arrivals.messages.push_back({.topic = topic, .payload = payload, .retained = retained});
    step(std::move(arrivals));
}

std::vector<wire::Json> OneWorker::sent(const std::string& stream) {
    return std::exchange(sent_[stream], {});
}

std::vector<wire::Json> OneWorker::published(const std::string& topic) {
    return std::exchange(published_[topic], {});
}

std::vector<wire::Json> OneWorker::take_events(std::string_view type) {
    auto& events = sent_[wire::event_stream(kind_.name)];
    std::vector<wire::Json> found;
    std::vector<wire::Json> others;
    for (auto& event : events) {
        (event.at("type") == type ? found : others)
            .push_back(event.at("type") == type ? event.at("data") : event);
    }
    events = std::move(others);
    return found;
}

}  // namespace traction::test
