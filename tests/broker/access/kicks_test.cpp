/// Rights that end, on a real broker: live sessions at each door are closed, and stay out.
#include <doctest/doctest.h>

#include "shared/adapters/clocks/system_clock.hpp"
#include "tests/broker/harness/access_writer.hpp"

using namespace traction;
using namespace traction::test;
using namespace std::chrono_literals;

namespace rights = wire::access;

namespace {

struct Doors {
    SecuredMosquitto broker;
    std::optional<AccessWriter> accounts;
    std::optional<AccessWriter> garage;

    Doors() { tell_lists(); }
    void tell_lists() {
        accounts.emplace(broker, "accounts");
        garage.emplace(broker, "garage");
    }
};

struct Session {
    RawClient client;
    Reply reply;

    Session(std::unique_ptr<ByteStream> stream, const std::string& client_id, const Secret& password)
        : client(std::move(stream)),
          reply(client.connect(
              {.client_id = client_id, .username = "anybody", .password = password.revealed()})) {}
};

rights::TokensVoid voided(const std::string& account) {
    return {.role = rights::Role::owner,
            .name = account,
            .device = {},
            .issued_before = std::chrono::floor<std::chrono::seconds>(adapters::SystemClock().now()) + 1s};
}

}  // namespace

TEST_CASE("A6: an account's other sign-ins end at once over TLS and WebSockets, and after a restart too") {
    Doors doors;
    auto& broker = doors.broker;
    const auto token = broker.keys().token("owner", "alice", "phone");
    const auto of_bob = broker.keys().token("owner", "bob", "phone");
    Session on_tls(open_tls(broker.people()), "o:alice:phone:1", token);
    Session on_web(open_web_socket(broker.web()), "o:alice:phone:2", token);
    Session bob(open_tls(broker.people()), "o:bob:phone:1", of_bob);
    REQUIRE(on_tls.reply.is_yes());
    REQUIRE(on_web.reply.is_yes());
    REQUIRE(bob.reply.is_yes());

    const auto ended = voided("alice");
    doors.accounts->tell(ended.json());
    CHECK(on_tls.client.is_hung_up_on());
    CHECK(on_web.client.is_hung_up_on());
    CHECK(bob.client.is_alive());
    CHECK_FALSE(Session(open_tls(broker.people()), "o:alice:phone:3", token).reply.is_yes());
    CHECK_FALSE(Session(open_web_socket(broker.web()), "o:alice:phone:4", token).reply.is_yes());

    broker.kill();
    broker.start();
    // Whose rights have ended is not known yet.
    CHECK(Session(open_tls(broker.people()), "o:bob:phone:2", of_bob).reply.hung_up());
    doors.tell_lists();
    CHECK(Session(open_tls(broker.people()), "o:bob:phone:3", of_bob).reply.is_yes());
    doors.accounts->tell(ended.json());
    CHECK_FALSE(Session(open_tls(broker.people()), "o:alice:phone:5", token).reply.is_yes());
    CHECK_FALSE(Session(open_web_socket(broker.web()), "o:alice:phone:6", token).reply.is_yes());
}

TEST_CASE("G8: the sessions of an account end, and may come back") {
    Doors doors;
    auto& broker = doors.broker;
    const auto token = broker.keys().token("owner", "alice", "phone");
    Session before(open_web_socket(broker.web()), "o:alice:phone:1", token);
    REQUIRE(before.reply.is_yes());
    doors.garage->tell(rights::SessionsEnd{.account = *AccountId::parse("alice")}.json());
    CHECK(before.client.is_hung_up_on());
    CHECK(Session(open_web_socket(broker.web()), "o:alice:phone:1", token).reply.is_yes());
}
