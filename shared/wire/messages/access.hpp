/// What is said to the broker's access plugin: rights that have ended, and new tokens. Design 6.
#pragma once

#include "shared/wire/json.hpp"
#include "shared/wire/topics.hpp"

namespace traction::wire::access {

/// As whom a token signs its bearer in.
enum class Role {
    owner,
    desk,
    operators,
    witness  ///< reads everything and writes nothing; admitted only where the broker is told to
};
inline constexpr std::array<std::string_view, 4> kRoleNames{"owner", "desk", "operator", "witness"};

/// As whom somebody who stands at this end of a topic is signed in. Of `owner`, `desk` and `operators` only.
constexpr Role role_of(Party party) {
    if (party == Party::desk) return Role::desk;
    return party == Party::operators ? Role::operators : Role::owner;
}

/// The plugin forgets what this worker told before: the whole list follows.
struct ListBegins {
    static constexpr std::string_view kKind = "list_begins";
    static ListBegins read(Reader&) { return {}; }
    Json json() const { return {{"kind", kKind}}; }
};

/// The list is told. Until each worker's is, the broker admits workers only.
struct ListComplete {
    static constexpr std::string_view kKind = "list_complete";
    static ListComplete read(Reader&) { return {}; }
    Json json() const { return {{"kind", kKind}}; }
};

/// Tokens issued before an instant (machine time) are void, and the sessions that show them end. Without a
/// device, those of all devices.
struct TokensVoid {
    static constexpr std::string_view kKind = "tokens_void";
    Role role = Role::owner;
    std::string name;  ///< account, agent or operator: an id
    std::optional<DeviceId> device;
    Timestamp issued_before{};
    static TokensVoid read(Reader& reader) {
        return {.role = reader.word<Role>("role", kRoleNames),
                .name = reader.id<AccountId>("name").text(),
                .device = reader.optional_id<DeviceId>("device"),
                .issued_before = reader.instant("issued_before")};
    }
    Json json() const {
        Json json{{"kind", kKind},
                  {"role", word_text(role, kRoleNames)},
                  {"name", name},
                  {"issued_before", to_text(issued_before)}};
        if (device) json["device"] = device->text();
        return json;
    }
};

/// The account's live sessions end, with all that lies in the broker for them; they may come back. So that
/// nothing of a car that was sold is still on its way. Rule G8.
struct SessionsEnd {
    static constexpr std::string_view kKind = "sessions_end";
    AccountId account;
    static SessionsEnd read(Reader& reader) { return {.account = reader.id<AccountId>("account")}; }
    Json json() const { return {{"kind", kKind}, {"account", account.text()}}; }
};

/// A car's certificate is good no more, or good again.
struct CarRevoked {
    static constexpr std::string_view kKind = "car_revoked";
    Vin vin;
    bool revoked = true;
    static CarRevoked read(Reader& reader) {
        return {.vin = reader.vin("vin"), .revoked = reader.truth("revoked")};
    }
    Json json() const { return {{"kind", kKind}, {"vin", vin.text()}, {"revoked", revoked}}; }
};

/// Published on `$CONTROL/traction/token`: the live connection lasts until this token expires. It must be of
/// the same subject and device.
struct Token {
    std::string token;  ///< JWT, ES256
    static Token read(Reader& reader) { return {.token = reader.text("token", 2048)}; }
    Json json() const { return {{"token", token}}; }
};

}  // namespace traction::wire::access
