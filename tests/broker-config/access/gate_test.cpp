#include "broker-config/access/gate.hpp"

#include <doctest/doctest.h>

#include "tests/broker-config/access/gate_fixture.hpp"

using namespace traction;
using namespace traction::access;
using namespace traction::access::test;
namespace message = wire::access;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> kicked(const Gate::Work& work) {
    std::vector<std::string> ids;
    for (const auto& kick : work.kicks) ids.push_back(kick.client_id);
    return ids;
}

message::TokensVoid all_of_anna(Timestamp before) {
    return {.role = message::Role::owner, .name = "anna", .device = std::nullopt, .issued_before = before};
}

}  // namespace

TEST_CASE("access: workers alone come in until both lists of ended rights are complete") {
    GateFixture f;
    CHECK(f.knocks(1, "o:anna:phone:s1", f.token("owner", "anna", "phone")).admission ==
          Admission::come_again);
    CHECK(f.knocks(2, "v:" + kVin, {}, kVin).admission == Admission::come_again);
    CHECK(f.knocks(3, "g:" + kClient).admission == Admission::come_again);
    CHECK(f.admits(4, "w:accounts", kSecret));
    f.tells("accounts", message::ListBegins{});
    f.tells("accounts", message::ListComplete{});
    f.tells("garage", message::ListBegins{});
    CHECK_FALSE(f.admits_anna(1));
    f.tells("garage", message::ListComplete{});
    CHECK(f.admits_anna(1));
    CHECK(f.admits(2, "v:" + kVin, {}, kVin));
    CHECK(f.admits(3, "g:" + kClient));
}

TEST_CASE("access: a worker shows the secret, a car its certificate") {
    GateFixture f;
    f.tells_lists();
    CHECK_FALSE(f.admits(1, "w:state"));
    CHECK_FALSE(f.admits(1, "w:state", ""));
    CHECK_FALSE(f.admits(1, "w:state", kSecret + " "));
    CHECK_FALSE(f.admits(1, "w:state", kSecret.substr(1)));
    CHECK_FALSE(f.admits(1, "w:state", f.token("operator", "state")));
    for (const auto* elsewhere : {"192.0.2.7", "10.127.0.1", "2001:db8::1", "::ffff:192.0.2.7", ""}) {
        CAPTURE(elsewhere);
        CHECK(f.knocks(1, "w:state", kSecret, {}, elsewhere).admission == Admission::refused);
    }
    for (const auto* here : {"127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"}) {
        CAPTURE(here);
        CHECK(f.knocks(1, "w:state", kSecret, {}, here).admission == Admission::admitted);
    }
    CHECK_FALSE(f.admits(2, "v:" + kVin));
    CHECK_FALSE(f.admits(2, "v:" + kVin, kSecret));
    CHECK_FALSE(f.admits(2, "v:" + kVin, {}, kOtherVin));
    CHECK(f.admits(2, "v:" + kVin, {}, kVin));
}

TEST_CASE("access: a person shows a token of his own, of this role and this device") {
    GateFixture f;
    f.tells_lists();
    CHECK(f.admits_anna(1));
    CHECK(f.admits(2, "d:dora:s1", f.token("desk", "dora")));
    CHECK(f.admits(3, "p:otto:s1", f.token("operator", "otto")));
    CHECK(f.admits(4, "x:wanda:s1", f.token("witness", "wanda")));
    CHECK_FALSE(f.admits(5, "o:anna:tablet:s1", f.token("owner", "anna", "phone")));
    CHECK_FALSE(f.admits(5, "o:ben:phone:s1", f.token("owner", "anna", "phone")));
    CHECK_FALSE(f.admits(5, "o:anna:phone:s1", f.token("owner", "anna")));
    CHECK_FALSE(f.admits(5, "d:dora:s1", f.token("owner", "dora", "phone")));
    CHECK_FALSE(f.admits(5, "d:dora:s1", f.token("desk", "dora", "phone")));
    CHECK_FALSE(f.admits(5, "p:dora:s1", f.token("desk", "dora")));
    CHECK_FALSE(f.admits(5, "x:wanda:s1", f.token("operator", "wanda")));
    CHECK_FALSE(f.admits(5, "o:anna:phone:s1"));
    CHECK_FALSE(f.admits(5, "o:anna:phone:s1", kSecret));
    CHECK_FALSE(f.admits(5, "o:state:phone:s1", f.token("worker", "state", "phone")));
}

TEST_CASE("access: witnesses come in only where the broker is told so") {
    SetClock clock;
    Gate gate({.tokens = adapters::JwtReader(keys().public_key), .worker_secret = Secret(kSecret)}, clock);
    GateFixture f;
    for (const auto* worker : {"accounts", "garage"}) {
        gate.hear(worker, R"({"epoch":1,"number":1,"body":{"kind":"list_begins"}})");
        gate.hear(worker, R"({"epoch":1,"number":2,"body":{"kind":"list_complete"}})");
    }
    const auto token = f.token("witness", "wanda");
    const auto verdict = gate.admit(GateFixture::handle(1), {"x:wanda:s1", token, std::nullopt, "127.0.0.1"});
    CHECK(verdict.admission == Admission::refused);
}

TEST_CASE("access: a token is good from its issue to its expiry, and never for more than an hour") {
    GateFixture f;
    f.tells_lists();
    const auto admitted = [&](Milliseconds issued, Milliseconds expires) {
        auto claims = f.claims("owner", "anna", "phone");
        claims.issued = f.clock.at + issued;
        claims.expires = f.clock.at + expires;
        return f.admits(1, "o:anna:phone:s1", f.issuer.issue(claims));
    };
    CHECK(admitted(-1h + 1ms, 1ms));
    CHECK_FALSE(admitted(-1h, 0ms));
    CHECK_FALSE(admitted(-2h, -1h));
    CHECK_FALSE(admitted(-1ms, 1h));
    CHECK(admitted(1min, 2min));
    CHECK_FALSE(admitted(1min + 1ms, 2min));
}

TEST_CASE("access: a session ends with its token, and is closed in the broker's next turn") {
    GateFixture f;
    f.tells_lists();
    REQUIRE(f.admits_anna(1));
    f.clock.at += 1h - 1ms;
    CHECK(f.gate.work().kicks.empty());
    CHECK(f.may_ask(1));
    f.clock.at += 1ms;
    CHECK(kicked(f.gate.work()) == std::vector<std::string>{"o:anna:phone:s1"});
    CHECK_FALSE(f.may_ask(1));
    CHECK_FALSE(f.gate.may_read(GateFixture::handle(1), "account/anna/notification"));
    CHECK_FALSE(f.gate.may_subscribe(GateFixture::handle(1), "account/anna/notification"));
    CHECK(f.gate.work().kicks.empty());
}

TEST_CASE(
    "access: a new token of the same person and device lets the session last; any other changes nothing") {
    GateFixture f;
    f.tells_lists();
    REQUIRE(f.admits_anna(1));
    const auto renews = [&](const std::string& token) {
        return !f.gate.renew(GateFixture::handle(1), message::Token{token}.json().dump()).has_value();
    };
    f.clock.at += 50min;
    CHECK_FALSE(renews(f.token("owner", "anna", "tablet")));
    CHECK_FALSE(renews(f.token("owner", "ben", "phone")));
    CHECK_FALSE(renews(f.token("operator", "anna")));
    CHECK_FALSE(renews("nonsense"));
    for (const auto* odd : {"", "{", "[]", "{}", R"({"token":7})", R"({"token":"a","more":1})"})
        CHECK(f.gate.renew(GateFixture::handle(1), odd).has_value());
    CHECK(f.gate.renew(GateFixture::handle(2),
                       message::Token{f.token("owner", "anna", "phone")}.json().dump()));
    CHECK(renews(f.token("owner", "anna", "phone")));
    f.clock.at += 1h - 1ms;
    CHECK(f.gate.work().kicks.empty());
    f.clock.at += 1ms;
    CHECK(kicked(f.gate.work()).size() == 1);
    CHECK_FALSE(renews(f.token("owner", "anna", "phone")));
}

TEST_CASE("A6: void tokens end the sessions that showed them, and open no new one") {
    GateFixture f;
    f.tells_lists();
    const auto old = f.token("owner", "anna", "phone");
    REQUIRE(f.admits(1, "o:anna:phone:s1", old));
    REQUIRE(f.admits(2, "o:ben:phone:s2", f.token("owner", "ben", "phone")));
    f.clock.at += 10ms;
    CHECK_FALSE(f.tells("accounts", all_of_anna(f.clock.at)).has_value());
    CHECK_FALSE(f.may_ask(1));
    CHECK(kicked(f.gate.work()) == std::vector<std::string>{"o:anna:phone:s1"});
    CHECK_FALSE(f.admits(3, "o:anna:phone:s3", old));
    CHECK(f.gate.may_write(GateFixture::handle(2), "account/ben/device/phone/ask/garage/add", false));
    // Issued in the same second as the end, but after it.
    CHECK(f.admits_anna(4));
}

TEST_CASE("access: the end of one device leaves the others alone") {
    GateFixture f;
    f.tells_lists();
    const auto tablet = f.token("owner", "anna", "tablet");
    REQUIRE(f.admits_anna(1));
    REQUIRE(f.admits(2, "o:anna:tablet:s2", tablet));
    f.clock.at += 1s;
    auto ended = all_of_anna(f.clock.at);
    ended.device = DeviceId::parse("tablet");
    f.tells("accounts", ended);
    CHECK(kicked(f.gate.work()) == std::vector<std::string>{"o:anna:tablet:s2"});
    CHECK(f.may_ask(1));
    CHECK_FALSE(f.admits(3, "o:anna:tablet:s3", tablet));
    CHECK(f.admits_anna(4));
}

TEST_CASE("G8: sessions that end may come back, and are closed before it is acknowledged") {
    GateFixture f;
    f.tells_lists();
    const auto token = f.token("owner", "anna", "phone");
    REQUIRE(f.admits(1, "o:anna:phone:s1", token));
    f.tells("garage", message::SessionsEnd{*AccountId::parse("anna")});
    CHECK_FALSE(f.gate.may_read(GateFixture::handle(1), "account/anna/notification"));
    const auto work = f.gate.work();
    CHECK(kicked(work) == std::vector<std::string>{"o:anna:phone:s1"});
    REQUIRE(work.acknowledgements.size() == 1);
    CHECK(work.acknowledgements[0].topic == "access/ack/garage");
    CHECK(work.acknowledgements[0].payload == R"({"epoch":7,"applied":3})");
    f.gate.on_gone(GateFixture::handle(1));
    CHECK(f.admits(1, "o:anna:phone:s1", token));
    CHECK(f.may_ask(1));
}

TEST_CASE(
    "access: a revoked car goes at once, may say that it is gone, and comes back when it is good again") {
    GateFixture f;
    f.tells_lists();
    const auto presence = "vehicle/" + kVin + "/presence";
    const auto vin = Vin::parse(kVin).value();
    REQUIRE(f.admits(1, "v:" + kVin, {}, kVin));
    f.tells("garage", message::CarRevoked{vin, true});
    CHECK_FALSE(f.gate.may_write(GateFixture::handle(1), presence, true));
    const auto work = f.gate.work();
    REQUIRE(kicked(work) == std::vector<std::string>{"v:" + kVin});
    CHECK(work.kicks[0].with_will);
    f.gate.on_gone(GateFixture::handle(1));
    CHECK(f.gate.may_write(GateFixture::handle(1), presence, true));
    CHECK_FALSE(f.admits(2, "v:" + kVin, {}, kVin));
    f.tells("garage", message::CarRevoked{vin, false});
    CHECK(f.admits(2, "v:" + kVin, {}, kVin));
}

TEST_CASE("access: a last will has the rights of its session, and no more than that") {
    GateFixture f;
    f.tells_lists();
    REQUIRE(f.admits(1, "v:" + kVin, {}, kVin));
    REQUIRE(f.admits_anna(2));
    f.gate.on_gone(GateFixture::handle(1));
    CHECK(f.gate.may_write(GateFixture::handle(1), "vehicle/" + kVin + "/presence", true));
    CHECK_FALSE(f.gate.may_write(GateFixture::handle(1), "vehicle/" + kOtherVin + "/presence", true));
    CHECK_FALSE(f.gate.may_read(GateFixture::handle(1), "clock"));
    CHECK_FALSE(f.gate.may_subscribe(GateFixture::handle(1), "clock"));
    f.tells("accounts", all_of_anna(f.clock.at + 1ms));
    f.gate.on_gone(GateFixture::handle(2));
    CHECK_FALSE(f.may_ask(2));
    CHECK_FALSE(f.gate.may_write(GateFixture::handle(1), "vehicle/" + kVin + "/presence", true));
}

TEST_CASE(
    "access: a connection that was never admitted, or is refused with the handle of another, has no rights") {
    GateFixture f;
    f.tells_lists();
    CHECK_FALSE(f.may_ask(1));
    REQUIRE(f.admits_anna(1));
    CHECK(f.may_ask(1));
    CHECK_FALSE(f.admits(1, "o:ben:phone:s1", f.token("owner", "anna", "phone")));
    CHECK_FALSE(f.may_ask(1));
    CHECK(f.gate.sessions() == 0);
}

TEST_CASE("access: guests are held to a rate, each for himself") {
    GateFixture f;
    f.tells_lists();
    REQUIRE(f.admits(1, "g:" + kClient));
    REQUIRE(f.admits(2, "g:" + kOtherClient));
    const auto asks = [&](int client, const std::string& name) {
        return f.gate.may_write(GateFixture::handle(client), "guest/" + name + "/ask/accounts/sign_in",
                                false);
    };
    for (int i = 0; i < kGuestRate.burst; ++i) CHECK(asks(1, kClient));
    CHECK_FALSE(asks(1, kClient));
    CHECK_FALSE(f.gate.may_subscribe(GateFixture::handle(1), "guest/" + kClient + "/answer"));
    CHECK(asks(2, kOtherClient));
    f.clock.at += kGuestRate.every;
    CHECK(asks(1, kClient));
    CHECK_FALSE(asks(1, kClient));
    CHECK(f.gate.may_read(GateFixture::handle(1), "guest/" + kClient + "/answer"));
}

TEST_CASE("access: what a worker says that cannot be understood counts as applied, and is told") {
    GateFixture f;
    f.tells_lists();
    const auto says = [&](wire::Number number, std::string_view body) {
        return f.gate.hear("accounts",
                           wire::write_numbered({.epoch = 7, .number = number, .at = {}, .body = body}));
    };
    CHECK(says(3, R"({"kind":"unheard_of"})") == "its kind is not known here");
    CHECK(says(4, R"({"kind":7})").has_value());
    CHECK(says(5, R"({"kind":"tokens_void"})").value().find("/role") != std::string::npos);
    CHECK(says(6, R"({"kind":"tokens_void","role":"king","name":"anna","issued_before":"x"})").has_value());
    CHECK(says(7, R"({"kind":)").has_value() == true);
    CHECK_FALSE(f.gate.hear("accounts", "").has_value());
    CHECK(f.gate.hear("state", "{}").has_value());
    const auto work = f.gate.work();
    REQUIRE(work.acknowledgements.size() == 1);
    CHECK(work.acknowledgements[0].payload == R"({"epoch":7,"applied":7})");
}
