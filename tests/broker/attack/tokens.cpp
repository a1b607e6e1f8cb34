#include <fmt/format.h>

#include "shared/adapters/clocks/system_clock.hpp"
#include "shared/wire/messages/access.hpp"
#include "shared/wire/topics.hpp"
#include "tests/broker/attack/attacks.hpp"
#include "tests/broker/attack/forgery.hpp"
#include "tests/broker/harness/access_writer.hpp"

namespace traction::attack {
namespace {

using namespace std::chrono_literals;

constexpr std::array kPeoplesDoors{Door::people, Door::web};

/// Alice on her phone, at some door, with some token.
struct Alice {
    Alice(Cast& cast, Door door, const Secret& token)
        : client(cast.knock({.letter = 'o', .who = {}, .client_id = {}, .door = door})) {
        const auto id = "o:alice:phone:" + cast.fresh_session();
        admitted = client.connect({.client_id = id, .username = "alice", .password = token.revealed()});
    }
    bool renew(const Secret& token) {
        // Whoever forges tokens does not care for UTF-8.
        const auto message = wire::access::Token{token.revealed()}.json().dump(
            -1, ' ', false, wire::Json::error_handler_t::replace);
        return !client.publish(wire::topic(wire::TopicKind::token), message).hung_up();
    }

    test::RawClient client;
    test::Reply admitted;
};

Secret lasting(const Cast& cast, Milliseconds time) {
    const auto now = adapters::SystemClock().now();
    return cast.broker().keys().token(
        {.role = "owner", .name = "alice", .device = "phone", .issued = now, .expires = now + time});
}

void to_come_in(Cast& cast, Tally& tally) {
    for (const auto door : kPeoplesDoors) {
        for (const auto& [what, token] : forgeries(cast.broker().keys()))
            tally.cell(!Alice(cast, door, token).admitted.is_yes(), what + " lets nobody in");
    }
}

/// A session ends with its token, whatever is shown to renew it; with a good one it lives on.
void to_stay(Cast& cast, Tally& tally) {
    const auto short_lived = lasting(cast, 4s);
    Alice renewed(cast, Door::people, short_lived);
    tally.cell(renewed.renew(cast.broker().keys().token("owner", "alice", "phone")), "a good token is taken");
    for (const auto door : kPeoplesDoors) {
        Alice ending(cast, door, lasting(cast, 2s));
        tally.cell(ending.admitted.is_yes(), "a token of two seconds lets in");
        for (const auto& [what, token] : forgeries(cast.broker().keys())) {
            if (token.revealed().size() < 2048) ending.renew(token);
        }
        tally.cell(ending.client.is_hung_up_on(), "a forged token renews nothing");
    }
    Alice last(cast, Door::people, short_lived);
    tally.cell(!last.admitted.is_yes() || last.client.is_hung_up_on(), "a token ends");
    tally.cell(renewed.client.is_alive(), "a renewed session lives on");
}

void of_an_ended_device(Cast& cast, Tally& tally) {
    test::AccessWriter accounts(cast.broker(), "accounts");
    const auto& keys = cast.broker().keys();
    const auto before = keys.token("owner", "alice", "phone");
    Alice on_tls(cast, Door::people, before);
    Alice on_web(cast, Door::web, before);
    auto tablet = cast.enter(kRoles[2]);
    const auto now = std::chrono::floor<std::chrono::seconds>(adapters::SystemClock().now());
    accounts.tell(wire::access::TokensVoid{.role = wire::access::Role::owner,
                                           .name = "alice",
                                           .device = DeviceId::parse("phone"),
                                           .issued_before = now + 1s}
                      .json());
    for (auto* ended : {&on_tls, &on_web})
        tally.cell(ended->admitted.is_yes() && ended->client.is_hung_up_on(),
                   "the sessions of an ended device end");
    for (const auto door : kPeoplesDoors)
        tally.cell(!Alice(cast, door, before).admitted.is_yes(), "a token of an ended device lets nobody in");
    tally.cell(tablet.client.is_alive(), "the other device's session goes on");
    const auto later = keys.token(
        {.role = "owner", .name = "alice", .device = "phone", .issued = now + 1s, .expires = now + 10min});
    tally.cell(Alice(cast, Door::people, later).admitted.is_yes(), "who signs in again comes in again");
}

}  // namespace

void show_tokens(Cast& cast, Tally& tally) {
    to_come_in(cast, tally);
    to_stay(cast, tally);
    of_an_ended_device(cast, tally);
}

}  // namespace traction::attack
