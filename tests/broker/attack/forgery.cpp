#include "tests/broker/attack/forgery.hpp"

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <jwt.h>

#include "shared/adapters/clocks/system_clock.hpp"

namespace traction::attack {
namespace {

using namespace std::chrono_literals;

ports::TokenClaims of_alice(Timestamp issued, Milliseconds lasting) {
    return {
        .role = "owner", .name = "alice", .device = "phone", .issued = issued, .expires = issued + lasting};
}

/// Header, claims and signature of a token.
std::array<std::string, 3> parts_of(const Secret& token) {
    const auto& text = token.revealed();
    const auto first = text.find('.');
    const auto second = text.find('.', first + 1);
    return {text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

Secret joined(const std::string& header, const std::string& claims, const std::string& signature) {
    return Secret(header + "." + claims + "." + signature);
}

std::string with_another_letter(std::string text, std::size_t at) {
    text.at(at) = text.at(at) == 'A' ? 'B' : 'A';
    return text;
}

/// The claims of alice under another algorithm.
Secret signed_by(jwt_alg_t algorithm, const std::string& key, Timestamp now) {
    jwt_t* made = nullptr;
    if (jwt_new(&made) != 0) throw std::runtime_error("no token can be made");
    const std::unique_ptr<jwt_t, decltype(&jwt_free)> token(made, &jwt_free);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    jwt_add_grant(made, "sub", "alice");
    jwt_add_grant(made, "role", "owner");
    jwt_add_grant(made, "device", "phone");
    jwt_add_grant_int(made, "iat", seconds);
    jwt_add_grant_int(made, "exp", seconds + 600);
    const auto* const bytes = reinterpret_cast<const unsigned char*>(key.data());
    jwt_set_alg(made, algorithm, key.empty() ? nullptr : bytes, static_cast<int>(key.size()));
    const std::unique_ptr<char, decltype(&std::free)> text(jwt_encode_str(made), &std::free);
    if (!text) throw std::runtime_error("a token cannot be signed");
    return Secret(text.get());
}

}  // namespace

std::vector<Forgery> forgeries(const test::Keys& keys) {
    const auto now = adapters::SystemClock().now();
    const auto good = keys.token("owner", "alice", "phone");
    const auto [header, claims, signature] = parts_of(good);
    const auto of_bob = parts_of(keys.token("owner", "bob", "phone"));
    const auto none = signed_by(JWT_ALG_NONE, {}, now);
    const test::Keys others;
    return {
        {"no token", Secret()},
        {"a word", Secret("alice")},
        {"two dots", Secret("..")},
        {"an endless text", Secret(std::string(60'000, 'a'))},
        {"bytes", Secret("\x01\xff\xfe.\x80.\xc0")},
        {"an expired token", keys.token(of_alice(now - 30min, 29min))},
        {"a token of tomorrow", keys.token(of_alice(now + 24h, 1h))},
        {"a token that lasts longer than an hour", keys.token(of_alice(now, 2h))},
        {"a token of another device", keys.token("owner", "alice", "tablet")},
        {"a token without a device", keys.token("owner", "alice")},
        {"a token of another account", keys.token("owner", "bob", "phone")},
        {"a token of another role", keys.token("desk", "alice", "phone")},
        {"a token of a role that is none", keys.token("root", "alice", "phone")},
        {"alice's claims under bob's signature", joined(header, claims, of_bob[2])},
        {"changed claims", joined(header, with_another_letter(claims, claims.size() / 2), signature)},
        {"a changed signature", joined(header, claims, with_another_letter(signature, 5))},
        {"no signature", joined(header, claims, "")},
        {"a token of another authority", others.token("owner", "alice", "phone")},
        {"the algorithm none", none},
        {"the algorithm none with a signature", joined(parts_of(none)[0], parts_of(none)[1], signature)},
        {"the public key as a shared secret",
         signed_by(JWT_ALG_HS256, test::text_of(keys.path() / "tokens.pem"), now)},
        {"the workers' secret", Secret(keys.worker_secret())},
    };
}

}  // namespace traction::attack
