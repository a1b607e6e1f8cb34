#include "tests/simulation/access_plugin.hpp"

#include "shared/wire/streams.hpp"
#include "tests/support/plain_tokens.hpp"

namespace traction::simulation {

using wire::access::ListComplete;
using wire::access::SessionsEnd;
using wire::access::TokensVoid;

std::optional<ports::Publication> AccessPlugin::hear(const ports::Publication& publication,
                                                     const Ends& ends) {
    const auto stream = wire::parse_stream(publication.topic);
    if (!stream || stream->kind != wire::StreamKind::access) return std::nullopt;
    const auto message = wire::read_numbered(publication.payload);
    check(message.ok(), "what a worker sends to the plugin can be read");
    auto& position = positions_[publication.topic];
    const bool opens = message->epoch != position.epoch && message->number == 1;
    if (opens) position = {.epoch = message->epoch, .applied = 0};
    const bool next = message->epoch == position.epoch && message->number == position.applied + 1;
    if (next && !message->body.empty()) {
        ++position.applied;
        take(publication.topic, wire::Json::parse(message->body), ends);
    }
    ports::Publication acknowledgement;
    acknowledgement.topic = wire::ack_topic(publication.topic, "");
    acknowledgement.payload =
        wire::write_acknowledgement({.epoch = position.epoch, .applied = position.applied});
    return acknowledgement;
}

void AccessPlugin::take(const std::string& stream, const wire::Json& body, const Ends& ends) {
    const auto& kind = body.at("kind");
    if (kind == ListComplete::kKind) complete_.insert(stream);
    if (kind == SessionsEnd::kKind) ends.sessions(body.at("account"));
    if (kind != TokensVoid::kKind) return;
    const auto tokens = wire::read_message<TokensVoid>(body, wire::UnknownFields::allowed).value();
    auto& before = void_before_[{tokens.name, tokens.device.value_or(DeviceId{}).text()}];
    before = std::max(before, tokens.issued_before);
    ends.void_tokens(tokens.name);
}

Admission AccessPlugin::judge(const std::string& token, Timestamp now) const {
    if (token.empty()) return Admission::admitted;
    if (complete_.size() < wire::kAccessWriters.size()) return Admission::not_yet;
    const bool expired = test::claims_of(token).expires <= now;
    return expired || is_void(token) ? Admission::refused : Admission::admitted;
}

bool AccessPlugin::is_void(const std::string& token) const {
    const auto claims = test::claims_of(token);
    for (const auto& device : {claims.device, std::string()}) {
        const auto before = void_before_.find({claims.name, device});
        if (before != void_before_.end() && claims.issued < before->second) return true;
    }
    return false;
}

void AccessPlugin::forget() {
    positions_.clear();
    complete_.clear();
    void_before_.clear();
}

}  // namespace traction::simulation
