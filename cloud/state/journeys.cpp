#include "cloud/state/journeys.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::state {

using runtime::Turn;
using wire::Json;
using wire::Party;
using wire::Signal;
using wire::state::ShowJourney;

namespace refused = wire::refused;

namespace {

Json json_of(const Place& place) {
    return {{"latitude_deg", place.latitude_deg}, {"longitude_deg", place.longitude_deg}};
}

}  // namespace

Json json_of(const Journey& journey) {
    Json json{{"journey", journey.id.text()},
              {"started_at", to_text(journey.started_at)},
              {"ended_at", to_text(journey.ended_at)}};
    if (journey.distance_m) json["distance_m"] = *journey.distance_m;
    if (journey.energy_wh) json["energy_wh"] = *journey.energy_wh;
    if (journey.soc_from_percent) json["soc_from_percent"] = *journey.soc_from_percent;
    if (journey.soc_to_percent) json["soc_to_percent"] = *journey.soc_to_percent;
    if (journey.from) json["from"] = json_of(*journey.from);
    if (journey.to) json["to"] = json_of(*journey.to);
    return json;
}

void Journeys::declare(runtime::Handlers& handlers) {
    handlers.read<wire::state::Journeys>(
        Party::owner, [this](Turn&, const Asker& asker, const auto& ask) { return list(asker, ask); });
    handlers.read<ShowJourney>(
        Party::owner, [this](Turn&, const Asker& asker, const ShowJourney& ask) { return show(asker, ask); });
}

void Journeys::on_drive_ended(const Car& car, const Period& period, Timestamp at) {
    if (period.number == 0) return;
    const auto begun = store_.begun_before(car.id, period.number, at);
    if (!begun || store_.find(car.id, period.number, begun->id)) return;
    auto journey = going_on(car, period.number, begun->at)
                       .value_or(Journey{.id = begun->id, .period = period.number, .started_at = begun->at});
    if (journey.ended_at >= at) return;  // told again
    journey.ended_at = at;
    journey.last_sample = period.newest_sample;
    measure(journey);
    store_.save(car.id, journey);
}

std::optional<Journey> Journeys::going_on(const Car& car, OwnershipPeriod period, Timestamp began) {
    const auto before = store_.newest(car.id, period, began, 1);
    if (before.empty() || began - before.front().ended_at > kShortStop) return std::nullopt;
    return before.front();
}

void Journeys::measure(Journey& journey) {
    JourneyMeasure measure;
    cars_.samples().walk_back(journey.last_sample, [&](const SampleStore::Row& row) {
        if (row.sample.measured_at < journey.started_at) return false;
        if (row.sample.measured_at <= journey.ended_at) measure.take(row.sample);
        return true;
    });
    measure.fill(journey);
}

Journeys::Answer Journeys::list(const Asker& asker, const wire::state::Journeys& ask) {
    const auto owner = book_.owner_of(ask.vin);
    if (!owner || owner->account != asker.account()) return Refusal(refused::vehicle_not_in_garage);
    constexpr auto kMost = static_cast<std::size_t>(wire::state::kMostJourneys);
    const auto found = store_.newest(cars_.named(ask.vin).id, owner->period, ask.before.value_or(kLatest),
                                     wire::state::kMostJourneys + 1);
    auto journeys = Json::array();
    for (const auto& journey : found) {
        if (journeys.size() < kMost) journeys.push_back(state::json_of(journey));
    }
    return Json{{"journeys", std::move(journeys)}, {"more", found.size() > kMost}};
}

Journeys::Answer Journeys::show(const Asker& asker, const ShowJourney& ask) {
    const auto owner = book_.owner_of(ask.vin);
    if (!owner || owner->account != asker.account()) return Refusal(refused::vehicle_not_in_garage);
    const auto& car = cars_.named(ask.vin);
    const auto journey = store_.find(car.id, owner->period, ask.journey);
    if (!journey) return Refusal(refused::journey_unknown);
    auto json = state::json_of(*journey);
    add_track(json, car, *journey, ask.from);
    return json;
}

/// Where to go on comes from outside: a sample that is not of this journey leads nowhere. A later one would
/// lead back to it, past all that was driven since.
void Journeys::add_track(Json& shown, const Car& car, const Journey& journey, SampleId from) {
    auto& track = shown["track"] = Json::array();
    if (from > journey.last_sample) return;
    cars_.samples().walk_back(from != 0 ? from : journey.last_sample, [&](const SampleStore::Row& row) {
        const auto& sample = row.sample;
        if (row.vehicle != car.id || row.period != journey.period || sample.measured_at < journey.started_at)
            return false;
        const auto place = sample.measured_at <= journey.ended_at ? place_of(sample) : std::nullopt;
        if (!place) return true;
        if (track.size() == wire::state::kMostTrackPoints) {
            shown["next"] = row.id;
            return false;
        }
        auto point = json_of(*place);
        point["at"] = to_text(sample.measured_at);
        if (sample.has(Signal::speed_kmh)) point["speed_kmh"] = sample.value(Signal::speed_kmh);
        track.push_back(std::move(point));
        return true;
    });
}

}  // namespace traction::state
