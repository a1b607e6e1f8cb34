#include "cloud/garage/pairing_rules.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace traction::garage {
namespace {

constexpr Timestamp kNow{Milliseconds{1'800'000'000'000}};

Pairing open_pairing() {
    return {.id = *wire::garage::PairingId::parse("p-1"), .code = "K7QF2MXB", .until = kNow + kCodeLasts};
}

}  // namespace

TEST_CASE("G5: a code has 8 letters and digits that cannot be mistaken for each other") {
    CHECK(code_from("k7qf2mxbabcdefghijklmnopqr") == "K7QF2MXB");
    CHECK(code_from("k7qf2mxbabcdefghijklmnopqr").size() == kCodeLength);
}

TEST_CASE("G5: what is typed may be in lower case, with blanks and hyphens; anything else is wrong") {
    for (const auto* typed : {"K7QF2MXB", "k7qf2mxb", "K7QF-2MXB", " k7 qf 2m xb\t"}) {
        CAPTURE(typed);
        auto pairing = open_pairing();
        CHECK(try_code(pairing, typed, kNow) == Try::right);
        CHECK(pairing.tries_left == kMostTries);
    }
    for (const auto* typed : {"", "K7QF2MX", "K7QF2MXBB", "K7QF2MXC", "K7QF_2MXB"}) {
        CAPTURE(typed);
        auto pairing = open_pairing();
        CHECK(try_code(pairing, typed, kNow) == Try::wrong);
        CHECK(pairing.tries_left == kMostTries - 1);
    }
}

TEST_CASE("G5: after the last wrong try the code is gone, and a pause begins") {
    auto pairing = open_pairing();
    for (int left = kMostTries; left > 1; --left) try_code(pairing, "wrong", kNow + 9min);
    CHECK(pairing.code == "K7QF2MXB");
    try_code(pairing, "wrong", kNow + 9min);
    CHECK(pairing.code.empty());
    CHECK(pairing.until == kNow + 9min + kPause);
}

TEST_CASE("G2: so many in an hour, and the refusal says when the next hour begins") {
    std::optional<Allowance> allowance;
    for (int count = 0; count < 3; ++count) allowance = use(allowance, 3, kNow + count * 1min).value();
    const auto refused = use(allowance, 3, kNow + 59min);
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().code.name == "too_many_attempts");
    CHECK(refused.refusal().facts.at("again_at") == to_text(kNow + 1h));
    CHECK(use(allowance, 3, kNow + 1h)->used == 1);
}

}  // namespace traction::garage
