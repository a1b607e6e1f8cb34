#include "tests/fuzz/targets.hpp"

#include "shared/domain/result.hpp"
#include "tests/broker-config/access/gate_fixture.hpp"

namespace traction::fuzz {
namespace {

using namespace traction::access;
using namespace traction::access::test;

/// Takes a line off the front.
std::string_view line(std::string_view& rest) {
    const auto end = rest.find('\n');
    const auto first = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return first;
}

bool has_level(std::string_view topic, std::string_view level) {
    while (true) {
        const auto slash = topic.find('/');
        if (topic.substr(0, slash) == level) return true;
        if (slash == std::string_view::npos) return false;
        topic.remove_prefix(slash + 1);
    }
}

/// What everybody but guests may use, whoever he is.
bool is_common(std::string_view topic) {
    return topic == "clock" || topic.starts_with("presence/") || topic == wire::topic(wire::TopicKind::token);
}

}  // namespace

void tokens(std::string_view bytes) {
    static const adapters::JwtReader reader(keys().public_key);
    static const auto good = GateFixture().token("owner", "anna", "phone");
    if (bytes != good) check(!reader.read(bytes), "bytes are no token of ours");
    if (bytes.empty()) return;
    auto spoiled = good;
    const auto at = static_cast<unsigned char>(bytes.front()) % good.size();
    spoiled.replace(at, bytes.size() - 1, bytes.substr(1));
    const auto claims = reader.read(spoiled);
    check(!claims || *claims == *reader.read(good), "a spoiled token says nothing else than the good one");
}

void topics(std::string_view bytes) {
    auto rest = bytes;
    const auto client_id = std::string(line(rest));
    const auto topic = std::string(line(rest));
    owner_of(client_id);
    const Topic parsed{.text = topic, .parsed = wire::parse_topic(topic)};
    for (const auto& person : kPeople) {
        const auto identity = owner_of(person.client_id).value();
        const bool writes = may_write(identity, parsed, false);
        const bool reads = may_read(identity, parsed);
        const bool subscribes = may_subscribe(identity, topic);
        if (identity.standing == Standing::witness || identity.standing == Standing::worker ||
            identity.standing == Standing::operators || is_common(topic))
            continue;
        check(!(writes || reads || subscribes) || has_level(topic, identity.name),
              "what cars, owners, guests and the help desk reach carries their name");
        check(!subscribes || !topic.starts_with('$'), "they hear nothing of the broker's own");
    }
}

void control(std::string_view bytes) {
    GateFixture f;
    f.tells_lists();
    check(f.admits_anna(1), "anna signs in");
    f.gate.renew(GateFixture::handle(1), bytes);
    f.gate.hear("accounts", bytes);
    for (wire::Number number = 3; number < 5; ++number)
        f.gate.hear("garage",
                    wire::write_numbered({.epoch = f.epoch, .number = number, .at = {}, .body = bytes}));
    f.gate.work();
    f.clock.at += std::chrono::hours{1};
    f.gate.work();
    check(!f.may_ask(1), "no bytes let a session last longer than its token");
}

}  // namespace traction::fuzz
