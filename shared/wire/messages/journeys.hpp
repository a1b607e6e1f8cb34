/// What is asked of the worker `state` about journeys. Rules V3, D3.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::state {

/// Ask of the owner: the journeys of the car in his time, the newest first, at most `kMostJourneys`. Answer:
/// {"journeys": [Journey, …], "more"}; a `Journey` is {"journey", "started_at", "ended_at", "distance_m"?,
/// "energy_wh"?, "soc_from_percent"?, "soc_to_percent"?, "from"?, "to"?}, a place is {"latitude_deg",
/// "longitude_deg"}, where the car was entitled to tell it.
struct Journeys {
    static constexpr std::string_view kVerb = "journeys";
    Vin vin;
    std::optional<Timestamp> before;  ///< those that started earlier only
    static Journeys read(Reader& reader) {
        return {.vin = reader.vin("vin"), .before = reader.optional_instant("before")};
    }
    Json json() const {
        Json json{{"vin", vin.text()}};
        if (before) json["before"] = to_text(*before);
        return json;
    }
};
inline constexpr int kMostJourneys = 100;

/// Ask of the owner: one journey with a page of its track, the newest point first. Answer: `Journey` with
/// "track": [{"at", "latitude_deg", "longitude_deg", "speed_kmh"?}, …], at most `kMostTrackPoints`, and
/// "next" where there are more. Refuses with `journey_unknown`.
struct ShowJourney {
    static constexpr std::string_view kVerb = "journey";
    Vin vin;
    EventId journey;
    std::int64_t from = 0;  ///< "next" of the page before
    static ShowJourney read(Reader& reader) {
        return {.vin = reader.vin("vin"),
                .journey = reader.id<EventId>("journey"),
                .from = reader.integer_or("from", 0, 0, std::int64_t{1} << 52)};
    }
    Json json() const {
        Json json{{"vin", vin.text()}, {"journey", journey.text()}};
        if (from != 0) json["from"] = from;
        return json;
    }
};
inline constexpr std::size_t kMostTrackPoints = 1'000;

}  // namespace traction::wire::state
