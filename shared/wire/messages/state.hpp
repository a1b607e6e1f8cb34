/// What is said to and by the worker `state`: the twin of each car.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::state {

/// Ask of the owner: forward the car's live state to `account/{id}/vehicle/{vin}/state` while the lease
/// lasts. Answer:
/// {"lease_until_seconds": 300, "state": the whole twin}. Rule V1.
struct Watch {
    static constexpr std::string_view kVerb = "watch";
    Vin vin;
    static Watch read(Reader& reader) { return {.vin = reader.vin("vin")}; }
    Json json() const { return {{"vin", vin.text()}}; }
};
/// Ask of the owner: stop forwarding.
struct Unwatch {
    static constexpr std::string_view kVerb = "unwatch";
    Vin vin;
    static Unwatch read(Reader& reader) { return {.vin = reader.vin("vin")}; }
    Json json() const { return {{"vin", vin.text()}}; }
};
/// Ask of the owner: the twin as it is. Answer: {"vin", "state": {aspect: {signal: {"value",
/// "measured_at"}}}}.
struct Show {
    static constexpr std::string_view kVerb = "show";
    Vin vin;
    static Show read(Reader& reader) { return {.vin = reader.vin("vin")}; }
    Json json() const { return {{"vin", vin.text()}}; }
};

inline constexpr std::size_t kLongestPurpose = 200;  ///< bytes
/// A grant of sight ends at most this much after it was given. Rule H1.
inline constexpr std::chrono::hours kLongestSight{24};

/// Ask of the help desk: let me see where the car is until then, for this purpose. Its owner is told. The
/// agent's earlier grant for the car ends with it. Answer: `SightGranted`. Refuses with `text_not_valid`,
/// `vehicle_without_owner` (the rule wants somebody to be told) or `sight_end_not_valid`. Rule H1.
struct GrantSight {
    static constexpr std::string_view kVerb = "grant_sight";
    Vin vin;
    std::string purpose;  ///< a line for the owner to read
    Timestamp until{};
    static GrantSight read(Reader& reader) {
        GrantSight ask{.vin = reader.vin("vin"),
                       .purpose = reader.text("purpose", kLongestPurpose),
                       .until = reader.instant("until")};
        if (ask.purpose.empty()) reader.fail("purpose", "must say what for");
        return ask;
    }
    Json json() const { return {{"vin", vin.text()}, {"purpose", purpose}, {"until", to_text(until)}}; }
};
/// Ask of the help desk: where the car is, under a running grant of this very agent. Answer: the grant
/// (`SightGranted`) and "position", that aspect of the twin: good values only, each with the time it was
/// measured, none from before the owner's period; empty when there are none. Refuses with `grant_needed`.
/// Rules H1, G8.
struct ShowPosition {
    static constexpr std::string_view kVerb = "position";
    Vin vin;
    static ShowPosition read(Reader& reader) { return {.vin = reader.vin("vin")}; }
    Json json() const { return {{"vin", vin.text()}}; }
};
/// Event: an agent of the help desk may see where the car is. The purpose travels with it, because the owner
/// is to read it. Rule H1.
struct SightGranted {
    static constexpr std::string_view kType = "sight_granted";
    GrantId grant;
    Vin vin;
    AccountId account;  ///< the owner
    OwnershipPeriod period = 0;
    StaffName agent;
    std::string purpose;
    Timestamp until{};
    static SightGranted read(Reader& reader) {
        return {.grant = reader.id<GrantId>("grant"),
                .vin = reader.vin("vin"),
                .account = reader.id<AccountId>("account"),
                .period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000)),
                .agent = reader.id<StaffName>("agent"),
                .purpose = reader.text("purpose", kLongestPurpose),
                .until = reader.instant("until")};
    }
    Json json() const {
        return {{"grant", grant.text()},  {"vin", vin.text()},     {"account", account.text()},
                {"period", period},       {"agent", agent.text()}, {"purpose", purpose},
                {"until", to_text(until)}};
    }
};

/// Event: something a person may be told of happened to a car. Rule E4.
struct VehicleHappening {
    static constexpr std::string_view kType = "vehicle_happening";
    Vin vin;
    std::string kind;  ///< a word of `wire::kHappeningNames`
    Timestamp at{};
    std::optional<SessionId> session;
    std::string cause;
    static VehicleHappening read(Reader& reader) {
        return {.vin = reader.vin("vin"),
                .kind = reader.text("kind"),
                .at = reader.instant("at"),
                .session = reader.optional_id<SessionId>("session"),
                .cause = reader.text_or("cause", "")};
    }
    Json json() const {
        Json json{{"vin", vin.text()}, {"kind", kind}, {"at", to_text(at)}};
        if (session) json["session"] = session->text();
        if (!cause.empty()) json["cause"] = cause;
        return json;
    }
};

}  // namespace traction::wire::state
