#include "shared/adapters/tokens/jwt_tokens.hpp"

#include <cmath>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <jwt.h>
#include <nlohmann/json.hpp>

#include "shared/domain/result.hpp"

namespace traction::adapters {
namespace {

using Json = nlohmann::json;

struct FreeJwt {
    void operator()(jwt_t* jwt) const { jwt_free(jwt); }
};
using Jwt = std::unique_ptr<jwt_t, FreeJwt>;

struct FreeText {
    void operator()(char* text) const { std::free(text); }
};
using Text = std::unique_ptr<char, FreeText>;

const unsigned char* bytes(const std::string& key) {
    return reinterpret_cast<const unsigned char*>(key.data());
}

/// NumericDate (RFC 7519, 2): seconds, here with milliseconds, so that a token that was issued right after a
/// change of password is later than the change.
std::string numeric_date(Timestamp instant) {
    const auto ms = instant.time_since_epoch().count();
    return fmt::format("{}.{:03}", ms / 1000, ms % 1000);
}

std::optional<Timestamp> instant_of(const Json& claims, const char* claim) {
    const auto found = claims.find(claim);
    if (found == claims.end() || !found->is_number()) return std::nullopt;
    const auto ms = found->get<double>() * 1000.0;
    const auto latest = static_cast<double>(kLatest.time_since_epoch().count());
    if (!std::isfinite(ms) || ms < 0.0 || ms > latest) return std::nullopt;
    return Timestamp{Milliseconds{std::llround(ms)}};
}

std::optional<std::string> text_of(const Json& claims, const char* claim) {
    const auto found = claims.find(claim);
    if (found == claims.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

std::optional<ports::TokenClaims> claims_of(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    const auto role = text_of(json, "role");
    const auto name = text_of(json, "sub");
    const auto issued = instant_of(json, "iat");
    const auto expires = instant_of(json, "exp");
    if (!role || !name || !issued || !expires) return std::nullopt;
    const auto device = json.contains("device") ? text_of(json, "device") : std::string();
    if (!device) return std::nullopt;
    return ports::TokenClaims{
        .role = *role, .name = *name, .device = *device, .issued = *issued, .expires = *expires};
}

/// Nothing when it is not signed with the key, by whichever algorithm.
Jwt decode(const std::string& token, const std::string& key) {
    jwt_t* decoded = nullptr;
    const int error = jwt_decode(&decoded, token.c_str(), bytes(key), static_cast<int>(key.size()));
    Jwt jwt(decoded);
    if (error != 0) return nullptr;
    return jwt;
}

}  // namespace

JwtIssuer::JwtIssuer(std::string key) : key_(std::move(key)) {
    issue({.role = "owner", .name = "nobody", .device = {}, .issued = {}, .expires = {}});
}

std::string JwtIssuer::issue(const ports::TokenClaims& claims) {
    jwt_t* created = nullptr;
    if (jwt_new(&created) != 0) throw Fault("there is no memory for a token");
    const Jwt jwt(created);
    auto json = fmt::format(R"({{"iat":{},"exp":{},"role":{},"sub":{})", numeric_date(claims.issued),
                            numeric_date(claims.expires), Json(claims.role).dump(), Json(claims.name).dump());
    if (!claims.device.empty()) json += R"(,"device":)" + Json(claims.device).dump();
    json += '}';
    const int bad = jwt_add_grants_json(jwt.get(), json.c_str()) |
                    jwt_set_alg(jwt.get(), JWT_ALG_ES256, bytes(key_), static_cast<int>(key_.size()));
    const Text text(bad == 0 ? jwt_encode_str(jwt.get()) : nullptr);
    if (!text) throw Fault("a token cannot be signed: the key must be an EC private key on P-256 (PEM)");
    return text.get();
}

JwtReader::JwtReader(std::string key) : key_(std::move(key)) {
    if (key_.find("PUBLIC KEY") == std::string::npos) throw Fault("tokens are read with a public key (PEM)");
}

std::optional<ports::TokenClaims> JwtReader::read(std::string_view token) const {
    // libjwt reads up to a NUL; a token holds none.
    if (token.size() > kLongestTokenText || token.find('\0') != std::string_view::npos) return std::nullopt;
    const auto jwt = decode(std::string(token), key_);
    // libjwt goes by the algorithm that the token itself names: "none", or HMAC with our public key.
    if (!jwt || jwt_get_alg(jwt.get()) != JWT_ALG_ES256) return std::nullopt;
    const Text claims(jwt_get_grants_json(jwt.get(), nullptr));
    if (!claims) return std::nullopt;
    return claims_of(Json::parse(claims.get(), nullptr, /*allow_exceptions=*/false));
}

}  // namespace traction::adapters
