#include "shared/runtime/turn.hpp"

namespace traction::runtime {

std::string random_id_text(ports::Randomness& randomness) {
    static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz234567";
    std::string text(26, 'a');
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i % 12 == 0) bits = randomness.next();
        text[i] = kLetters[bits % kLetters.size()];
        bits /= kLetters.size();
    }
    return text;
}

Turn::Turn(std::string_view worker, Timestamp now, Timestamp machine_now, OutgoingStreams& outgoing,
           ports::Randomness& randomness, std::vector<ports::Publication>& after_commit)
    : worker_(worker),
      now_(now),
      machine_now_(machine_now),
      outgoing_(outgoing),
      randomness_(randomness),
      after_commit_(after_commit) {}

void Turn::send(const std::string& stream, const wire::Json& body, const std::string& key) {
    send_text(stream, body.dump(), key);
}

void Turn::send_text(const std::string& stream, std::string_view body, const std::string& key) {
    outgoing_.add(stream, body, key, now_);
}

bool Turn::withdraw(const std::string& stream, const std::string& key) {
    return outgoing_.withdraw(stream, key);
}

bool Turn::has_arrived(const std::string& stream, std::string_view receiver, const std::string& key) {
    return outgoing_.has_arrived(stream, receiver, key);
}

void Turn::emit(std::string_view type, wire::Json data, const std::string& key) {
    const wire::Event event{
        .id = fresh_id<EventId>(), .type = std::string(type), .at = now_, .data = std::move(data)};
    send_text(wire::event_stream(worker_), wire::write_event(worker_, event), key);
}

void Turn::publish(const std::string& topic, const wire::Json& payload) {
    ports::Publication publication;
    publication.topic = topic;
    publication.payload = payload.dump();
    publish(std::move(publication));
}

void Turn::retain(const std::string& topic, const wire::Json& payload) {
    ports::Publication publication;
    publication.topic = topic;
    publication.payload = payload.dump();
    publication.retain = true;
    publish(std::move(publication));
}

void Turn::clear_retained(const std::string& topic) {
    ports::Publication publication;
    publication.topic = topic;
    publication.retain = true;
    publish(std::move(publication));
}

void Turn::publish(ports::Publication publication) {
    after_commit_.push_back(std::move(publication));
}

}  // namespace traction::runtime
