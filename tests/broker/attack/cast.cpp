#include "tests/broker/attack/cast.hpp"

#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/runtime/turn.hpp"

namespace traction::attack {
namespace {

/// The broker's longest: nobody pings while others try.
constexpr std::uint16_t kKeepAliveSeconds = 120;

std::string replaced(std::string text, std::string_view name, std::string_view value) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
    return text;
}

std::string filled_for(const std::string& session, std::string_view topic) {
    auto text = replaced(std::string(topic), "{A}", kVinA);
    return replaced(replaced(std::move(text), "{B}", kVinB), "{guest}", session);
}

}  // namespace

bool is_among(char letter, std::string_view letters) {
    return letters.find(letter) != std::string_view::npos;
}

std::string Visitor::filled(std::string_view topic) const {
    return filled_for(session, topic);
}

Cast::Cast(const test::SecuredMosquitto& broker) : broker_(broker) {
    for (const auto vin : {kVinA, kVinB}) broker_.keys().certify(std::string(vin));
}

std::unique_ptr<test::ByteStream> Cast::knock(const Role& role) const {
    switch (role.door) {
        case Door::people:
            return test::open_tls(broker_.people());
        case Door::web:
            return test::open_web_socket(broker_.web());
        case Door::workers:
            return test::open_tcp(broker_.workers());
        case Door::cars:
            break;
    }
    const auto own = broker_.keys().path() / "cars" / role.client_id.substr(2);
    return test::open_tls(broker_.cars(),
                          {.certificate = own.string() + ".pem", .key = own.string() + ".key"});
}

Secret Cast::password_of(const Role& role) const {
    const auto& keys = broker_.keys();
    switch (role.letter) {
        case 'g':
        case 'v':
        case 'V':
            return {};
        case 'o':
            return keys.token("owner", "alice", "phone");
        case 't':
            return keys.token("owner", "alice", "tablet");
        case 'b':
            return keys.token("owner", "bob", "phone");
        case 'd':
            return keys.token("desk", "dora");
        case 'p':
            return keys.token("operator", "oscar");
        case 'x':
            return keys.token("witness", "wilma");
        default:
            return Secret(keys.worker_secret());
    }
}

std::string Cast::fresh_session() {
    adapters::SystemRandomness randomness;
    return runtime::random_id_text(randomness);
}

Visitor Cast::enter(const Role& role, const ports::Publication* will) {
    Visitor visitor{&role, fresh_session(), {}, test::RawClient(knock(role)), {}};
    visitor.client_id = replaced(std::string(role.client_id), "{session}", visitor.session);
    ports::Publication last_words;
    if (will != nullptr) last_words = *will;
    last_words.topic = visitor.filled(last_words.topic);
    const auto password = password_of(role);
    visitor.admitted = visitor.client.connect({.client_id = visitor.client_id,
                                               .keep_alive_s = kKeepAliveSeconds,
                                               .will = will == nullptr ? nullptr : &last_words,
                                               .username = "anybody",
                                               .password = password.revealed()});
    return visitor;
}

test::Reply Cast::enter_as(const Role& role, const std::string& client_id) {
    test::RawClient client(knock(role));
    const auto password = password_of(role);
    return client.connect({.client_id = client_id, .username = "anybody", .password = password.revealed()});
}

}  // namespace traction::attack
