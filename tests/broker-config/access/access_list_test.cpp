#include "broker-config/access/access_list.hpp"

#include <doctest/doctest.h>

#include "tests/broker-config/access/gate_fixture.hpp"

using namespace traction;
using namespace traction::access;
using namespace traction::access::test;
namespace message = wire::access;
using namespace std::chrono_literals;

namespace {

ports::TokenClaims token_of(const std::string& name, Timestamp issued) {
    return {.role = "owner", .name = name, .device = "phone", .issued = issued, .expires = issued + 1h};
}

message::TokensVoid void_of(const std::string& name, Timestamp before) {
    return {.role = message::Role::owner, .name = name, .device = std::nullopt, .issued_before = before};
}

/// A list as its worker tells it.
struct Told {
    AccessList list;
    Timestamp now = kNow;

    bool hears(wire::Epoch epoch, wire::Number number, std::string_view body = "{}") {
        const auto next =
            list.next(wire::write_numbered({.epoch = epoch, .number = number, .at = {}, .body = body}));
        if (next) list.applied();
        return next.has_value();
    }
    std::string stands() { return list.acknowledgement(now).value_or("nothing to say"); }
};

}  // namespace

TEST_CASE("access: after a start the list says at once, and each second, that it has nothing") {
    Told told;
    CHECK(told.stands() == R"({"epoch":0,"applied":0,"again":true})");
    CHECK(told.stands() == "nothing to say");
    told.now += 999ms;
    CHECK(told.stands() == "nothing to say");
    told.now += 1ms;
    CHECK(told.stands() == R"({"epoch":0,"applied":0,"again":true})");
    told.list.begin();
    told.list.complete();
    told.now += 1h;
    CHECK(told.stands() == "nothing to say");
}

TEST_CASE("access: number n+1 only; a gap is answered with where the list stands, again") {
    Told told;
    told.list.begin();
    told.list.complete();
    CHECK_FALSE(told.hears(7, 2));
    CHECK(told.stands() == R"({"epoch":0,"applied":0,"again":true})");
    CHECK(told.hears(7, 1));
    CHECK(told.hears(7, 2));
    CHECK(told.stands() == R"({"epoch":7,"applied":2})");
    CHECK_FALSE(told.hears(7, 4));
    CHECK(told.stands() == R"({"epoch":7,"applied":2,"again":true})");
    CHECK_FALSE(told.hears(7, 1));
    CHECK(told.stands() == R"({"epoch":7,"applied":2})");
    CHECK_FALSE(told.hears(7, 3, ""));
    CHECK(told.stands() == R"({"epoch":7,"applied":2,"again":true})");
}

TEST_CASE("access: an unknown epoch opens at number 1 only, and closes the one before it for ever") {
    Told told;
    CHECK(told.hears(7, 1));
    CHECK_FALSE(told.hears(8, 2));
    CHECK(told.stands() == R"({"epoch":7,"applied":1,"again":true})");
    CHECK(told.hears(8, 1));
    CHECK_FALSE(told.hears(7, 1));
    CHECK_FALSE(told.hears(7, 2));
    CHECK(told.hears(8, 2));
    CHECK(told.stands() == R"({"epoch":8,"applied":2})");
}

TEST_CASE("access: what is no numbered message is not heard") {
    Told told;
    told.list.begin();
    told.list.complete();
    for (const auto* odd : {"", "{", "null", "[1]", R"({"epoch":0,"number":1,"body":{}})"}) {
        CHECK_FALSE(told.list.next(odd).has_value());
        CHECK(told.stands() == "nothing to say");
    }
}

TEST_CASE("access: while a list is told anew, what was told before holds") {
    AccessList list;
    list.begin();
    list.told().add(void_of("anna", kNow));
    list.told().add(message::CarRevoked{Vin::parse(kVin).value(), true});
    list.complete();
    list.begin();
    CHECK(list.is_complete());
    CHECK(list.is_void(token_of("anna", kNow - 1ms)));
    CHECK(list.is_revoked(kVin));
    list.begin();  // told anew once more, before it was complete
    list.told().add(void_of("ben", kNow));
    CHECK(list.is_void(token_of("anna", kNow - 1ms)));
    list.complete();
    CHECK_FALSE(list.is_void(token_of("anna", kNow - 1ms)));
    CHECK_FALSE(list.is_revoked(kVin));
    CHECK(list.is_void(token_of("ben", kNow - 1ms)));
}

TEST_CASE("access: an end is forgotten when no token can be older than it any more, a few at a time") {
    EndedRights rights;
    for (int i = 0; i < 120; ++i) rights.add(void_of("person-" + std::to_string(i), kNow));
    rights.add(void_of("anna", kNow + 1h));
    rights.forget(kNow + 1h, 50);
    CHECK(rights.size() == 121);
    rights.forget(kNow + 1h + 1ms, 50);
    CHECK(rights.size() == 71);
    rights.forget(kNow + 1h + 1ms, 100);
    CHECK(rights.size() == 1);
    CHECK(rights.is_void(token_of("anna", kNow)));
}

TEST_CASE("access: of two ends of one subject the later holds, in whichever order they come") {
    EndedRights rights;
    rights.add(void_of("anna", kNow + 1s));
    rights.add(void_of("anna", kNow));
    CHECK(rights.is_void(token_of("anna", kNow + 999ms)));
    CHECK_FALSE(rights.is_void(token_of("anna", kNow + 1s)));
    rights.add(void_of("anna", kNow + 2s));
    CHECK(rights.is_void(token_of("anna", kNow + 1s)));
    CHECK(rights.size() == 1);
    CHECK_FALSE(rights.is_void(token_of("ben", kNow)));
    auto staff = token_of("anna", kNow);
    staff.role = "desk";
    CHECK_FALSE(rights.is_void(staff));
}
