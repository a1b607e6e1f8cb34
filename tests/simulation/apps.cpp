#include "tests/simulation/apps.hpp"

#include <algorithm>

namespace traction::simulation {

using wire::TopicKind;

namespace {

constexpr Milliseconds kFirstRepetitionAfter{5'000};
constexpr Milliseconds kLongestPause{300'000};

}  // namespace

void Apps::install(const std::string& client, std::vector<std::string> subscriptions, std::string token,
                   Timestamp now) {
    broker_.disconnect(client, /*farewell=*/true, now);
    programs_[client] = {.subscriptions = std::move(subscriptions), .token = std::move(token)};
    connect(client, now);
}

void Apps::uninstall(const std::string& client, Timestamp now) {
    broker_.disconnect(client, /*farewell=*/true, now);
    programs_.erase(client);
    std::erase_if(asks_, [&](const auto& ask) { return ask.second.client == client; });
}

bool Apps::connect(const std::string& client, Timestamp now) {
    const auto program = programs_.find(client);
    if (program == programs_.end() || broker_.connected(client)) return true;
    const auto admission = broker_.judge(program->second.token, now);
    if (admission == Admission::refused && refused_) refused_(client);
    if (admission != Admission::admitted) return admission == Admission::refused;
    broker_.connect(
        client, program->second.subscriptions, std::nullopt,
        [this](ports::Message&& message) { on_message(message); }, now, program->second.token);
    return true;
}

bool Apps::connect_all(Timestamp now) {
    bool ready = true;
    for (const auto& [client, program] : programs_) ready &= connect(client, now);
    return ready;
}

void Apps::ask(const std::string& client, std::string topic, const wire::Json& body, Answered answered) {
    if (!programs_.contains(client)) return;
    const auto id = "ask-" + std::to_string(++ask_count_);
    asks_[id] = {.client = client,
                 .topic = std::move(topic),
                 .payload = wire::write_ask({.id = *AskId::parse(id), .body = body}),
                 .next_sending = kEarliest,
                 .pause = kFirstRepetitionAfter,
                 .on_answer = std::move(answered)};
}

std::optional<Timestamp> Apps::next_sending() const {
    std::optional<Timestamp> next;
    for (const auto& [id, open] : asks_) next = next ? std::min(*next, open.next_sending) : open.next_sending;
    return next;
}

void Apps::send_due(Timestamp now) {
    for (auto& [id, open] : asks_) {
        if (open.next_sending > now) continue;
        open.next_sending = now + open.pause;
        open.pause = std::min(2 * open.pause, kLongestPause);
        connect(open.client, now);
        ports::Publication publication;
        publication.topic = open.topic;
        publication.payload = open.payload;
        publication.correlation = id;
        broker_.publish(open.client, publication, now);
    }
}

void Apps::on_message(const ports::Message& message) {
    const auto topic = wire::parse_topic(message.topic);
    if (!topic) return;
    const auto kind = topic->kind;
    if (kind == TopicKind::owner_answer || kind == TopicKind::guest_answer || kind == TopicKind::desk_answer)
        return on_answer(message);
    if (hear_) hear_(*topic, message);
}

void Apps::on_answer(const ports::Message& message) {
    const auto answer = wire::read_answer(message.payload);
    if (!answer) return unreadable_.push_back(message.payload);
    const auto open = asks_.find(answer->id.text());
    if (open == asks_.end()) return;
    const auto answered = std::move(open->second.on_answer);
    asks_.erase(open);
    if (answered) answered(*answer);
}

}  // namespace traction::simulation
