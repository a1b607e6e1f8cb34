/// What is asked of the worker `state` about charging sessions and what they cost. Rules E7, S5.
#pragma once

#include "shared/domain/off_peak.hpp"
#include "shared/wire/messages/programmes.hpp"

namespace traction::wire::state {

/// What an account pays for electricity, in minor units for a MWh: a kWh costs fractions of a cent.
struct Tariff {
    Currency currency = Currency::euro();
    std::int64_t peak_minor_per_mwh = 0;
    std::int64_t off_peak_minor_per_mwh = 0;
    OffPeak off_peak;  ///< when the lower price holds
    static Tariff read(Reader& reader);
    Json json() const;
    friend bool operator==(const Tariff&, const Tariff&) = default;
};
inline constexpr std::int64_t kMostMinorPerMwh = 100'000'000;

/// Ask of the owner. What was charged before keeps its cost. Answer: the `Tariff`.
struct SetTariff {
    static constexpr std::string_view kVerb = "set_tariff";
    Tariff tariff;
    static SetTariff read(Reader& reader) { return {.tariff = Tariff::read(reader)}; }
    Json json() const { return tariff.json(); }
};
/// Ask of the owner. Answer: the `Tariff`. Refuses with `tariff_unknown`.
struct ShowTariff {
    static constexpr std::string_view kVerb = "tariff";
    static ShowTariff read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

/// Ask of the owner: the charging sessions of the car in his time, the newest first, at most
/// `kMostSessions`. Answer: {"sessions": [Session, …], "more"}; a `Session` is {"session", "started_at",
/// "ended_at", "cause", "energy_wh", "off_peak_wh", "soc_from_percent"?, "soc_to_percent"?, "rapid",
/// "cost_minor"?, "currency"?}.
struct Sessions {
    static constexpr std::string_view kVerb = "sessions";
    Vin vin;
    std::optional<Timestamp> before;  ///< those that started earlier only
    static Sessions read(Reader& reader) {
        return {.vin = reader.vin("vin"), .before = reader.optional_instant("before")};
    }
    Json json() const {
        Json json{{"vin", vin.text()}};
        if (before) json["before"] = to_text(*before);
        return json;
    }
};
inline constexpr int kMostSessions = 50;

/// Ask of the owner: one session with its curve. Answer: `Session` with "curve": [{"at", "soc_percent",
/// "power_w"}, …], at most `kMostCurvePoints`. Refuses with `session_unknown`.
struct ShowSession {
    static constexpr std::string_view kVerb = "session";
    Vin vin;
    SessionId session;
    static ShowSession read(Reader& reader) {
        return {.vin = reader.vin("vin"), .session = reader.id<SessionId>("session")};
    }
    Json json() const { return {{"vin", vin.text()}, {"session", session.text()}}; }
};
inline constexpr std::size_t kMostCurvePoints = 240;

}  // namespace traction::wire::state
