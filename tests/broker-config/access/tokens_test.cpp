#include <doctest/doctest.h>
#include <jwt.h>

#include "shared/domain/result.hpp"
#include "tests/broker-config/access/gate_fixture.hpp"

using namespace traction;
using namespace traction::access::test;

namespace {

const ports::TokenClaims kClaims{.role = "owner",
                                 .name = "anna",
                                 .device = "phone",
                                 .issued = kNow,
                                 .expires = kNow + std::chrono::hours{1}};

/// A token by any algorithm, with any claims.
std::string forged(jwt_alg_t algorithm, const std::string& key, const std::string& claims) {
    jwt_t* jwt = nullptr;
    REQUIRE(jwt_new(&jwt) == 0);
    REQUIRE(jwt_add_grants_json(jwt, claims.c_str()) == 0);
    const auto* bytes = key.empty() ? nullptr : reinterpret_cast<const unsigned char*>(key.data());
    REQUIRE(jwt_set_alg(jwt, algorithm, bytes, static_cast<int>(key.size())) == 0);
    char* text = jwt_encode_str(jwt);
    REQUIRE(text != nullptr);
    std::string token = text;
    std::free(text);
    jwt_free(jwt);
    return token;
}

const std::string kGoodClaims =
    R"({"role":"owner","sub":"anna","device":"phone","iat":1800000000.123,"exp":1800003600.123})";

}  // namespace

TEST_CASE("tokens: what is issued is read, to the millisecond") {
    adapters::JwtIssuer issuer(keys().private_key);
    const adapters::JwtReader reader(keys().public_key);
    CHECK(reader.read(issuer.issue(kClaims)) == kClaims);
    auto staff = kClaims;
    staff.role = "desk";
    staff.device.clear();
    CHECK(reader.read(issuer.issue(staff)) == staff);
    auto odd = kClaims;
    odd.name = "quote\"slash\\";
    CHECK(reader.read(issuer.issue(odd)) == odd);
    for (int ms = 0; ms < 1000; ms += 7) {
        auto claims = kClaims;
        claims.issued = kNow + Milliseconds{ms};
        CHECK(reader.read(issuer.issue(claims)) == claims);
    }
}

TEST_CASE("tokens: none without our signature by ES256") {
    const adapters::JwtReader reader(keys().public_key);
    CHECK(reader.read(forged(JWT_ALG_ES256, keys().private_key, kGoodClaims)) == kClaims);
    CHECK_FALSE(reader.read(forged(JWT_ALG_NONE, "", kGoodClaims)).has_value());
    // The algorithm that a token names itself: our public key as the secret of an HMAC.
    CHECK_FALSE(reader.read(forged(JWT_ALG_HS256, keys().public_key, kGoodClaims)).has_value());
    CHECK_FALSE(reader.read(forged(JWT_ALG_HS512, keys().public_key, kGoodClaims)).has_value());
    const auto other = traction::test::make_token_keys();
    CHECK_FALSE(reader.read(forged(JWT_ALG_ES256, other.private_key, kGoodClaims)).has_value());
}

TEST_CASE("tokens: a token changed at any place is none") {
    adapters::JwtIssuer issuer(keys().private_key);
    const adapters::JwtReader reader(keys().public_key);
    const auto good = issuer.issue(kClaims);
    const auto signature = good.rfind('.') + 1;
    for (std::size_t i = 0; i + 1 < good.size(); ++i) {
        if (i == signature - 1) continue;
        auto changed = good;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CAPTURE(i);
        CHECK_FALSE(reader.read(changed).has_value());
    }
    CHECK_FALSE(reader.read(good.substr(0, signature)).has_value());
    CHECK_FALSE(reader.read(good.substr(0, signature - 1)).has_value());
    CHECK_FALSE(reader.read(good + "A").has_value());
    CHECK_FALSE(reader.read(good + std::string(1, '\0')).has_value());
    CHECK_FALSE(reader.read(std::string(adapters::kLongestTokenText + 1, 'A')).has_value());
    for (const auto* odd : {"", ".", "..", "...", "a.b.c", "e30.e30.", "e30.e30.AA"})
        CHECK_FALSE(reader.read(odd).has_value());
}

TEST_CASE("tokens: each claim is needed, and of its type") {
    const adapters::JwtReader reader(keys().public_key);
    for (const auto* claims :
         {R"({})", R"({"sub":"anna","iat":1,"exp":2})", R"({"role":"owner","iat":1,"exp":2})",
          R"({"role":"owner","sub":"anna","exp":2})", R"({"role":"owner","sub":"anna","iat":1})",
          R"({"role":7,"sub":"anna","iat":1,"exp":2})", R"({"role":"owner","sub":["anna"],"iat":1,"exp":2})",
          R"({"role":"owner","sub":"anna","iat":"1","exp":2})",
          R"({"role":"owner","sub":"anna","iat":1,"exp":null})",
          R"({"role":"owner","sub":"anna","device":1,"iat":1,"exp":2})",
          R"({"role":"owner","sub":"anna","iat":-1,"exp":2})",
          R"({"role":"owner","sub":"anna","iat":1,"exp":1e300})"}) {
        CAPTURE(claims);
        CHECK_FALSE(reader.read(forged(JWT_ALG_ES256, keys().private_key, claims)).has_value());
    }
}

TEST_CASE("tokens: an issuer without a private key, and a reader without a public one, do not come to be") {
    CHECK_THROWS_AS(adapters::JwtIssuer(keys().public_key), Fault);
    CHECK_THROWS_AS(adapters::JwtIssuer("nonsense"), Fault);
    CHECK_THROWS_AS(adapters::JwtReader("nonsense"), Fault);
}
