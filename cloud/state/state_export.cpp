#include "cloud/state/state_export.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cloud/state/charging_sessions.hpp"
#include "cloud/state/journeys.hpp"
#include "shared/wire/messages/exports.hpp"

namespace traction::state {

using ownership::PeriodToTell;
using wire::Json;
using wire::exports::Export;

namespace {

/// The parts of a period's export, in the order in which they are told; the third part of a place.
constexpr std::string_view kPresent = "present";
constexpr std::string_view kSample = "sample";
constexpr std::string_view kHappening = "happening";
constexpr std::string_view kSession = "charging_session";
constexpr std::string_view kJourney = "journey";
constexpr std::array kParts{kPresent, kSample, kHappening, kSession, kJourney};
constexpr int kAtOnce = 100;

/// True when the asker has all of this part, because he has some of a later one.
bool is_past(const PeriodToTell& of, std::string_view part) {
    const auto place = [](std::string_view name) { return std::find(kParts.begin(), kParts.end(), name); };
    return of.after && place(of.after->part(2)) > place(part) && place(of.after->part(2)) != kParts.end();
}

std::string_view reached(const PeriodToTell& of) {
    return of.after ? of.after->part(2) : std::string_view{};
}

Json row_of(const PeriodToTell& of, std::string_view what, Json content) {
    content["what"] = what;
    content["vin"] = of.vin.text();
    content["period"] = of.period;
    return content;
}

}  // namespace

void StateExport::declare(runtime::Handlers& handlers) {
    handlers.read<Export>(wire::Party::owner,
                          [this](runtime::Turn&, const runtime::Asker& asker, const Export& ask) {
                              return answer(asker.account(), ask);
                          });
}

Result<Json> StateExport::answer(const AccountId& account, const Export& ask) {
    const auto left = ownership::periods_to_tell(book_, account, ask);
    if (!left) return left.refusal();
    Page page;
    for (const auto& of : *left) {
        auto& car = cars_.named(of.vin);
        if (!tell_present(page, of, car, account) || !tell_samples(page, of, car) ||
            !tell_happenings(page, of, car) || !tell_sessions(page, of, car) || !tell_journeys(page, of, car))
            break;
    }
    return std::move(page).answer();
}

bool StateExport::tell_present(Page& page, const PeriodToTell& of, const Car& car, const AccountId& account) {
    const auto owner = book_.owner_of(of.vin);
    if (of.after || !owner || owner->period != of.period || car.twin_period != of.period) return true;
    Json content{{"state", Json::parse(wire::write_twin(car.twin))}};
    if (const auto tariff = sessions_.tariff_of(account)) content["tariff"] = tariff->json();
    return page.add(row_of(of, kPresent, std::move(content)), of.place(std::string(kPresent)));
}

/// Newest first, as the log leads back. What the place names is looked at like any other sample: one that is
/// not of this period leads nowhere.
bool StateExport::tell_samples(Page& page, const PeriodToTell& of, Car& car) {
    if (is_past(of, kSample)) return true;
    const auto told = reached(of) == kSample ? of.after->number(3).value_or(0) : 0;
    bool room = true;
    cars_.samples().walk_back(told != 0 ? told : car.period(of.period).newest_sample, [&](const auto& row) {
        if (row.vehicle != car.id || row.period != of.period) return false;
        if (row.id == told) return true;
        room = page.add(row_of(of, kSample, Json::parse(wire::write_sample(row.sample))),
                        of.place(std::string(kSample) + "." + std::to_string(row.id)));
        return room;
    });
    return room;
}

bool StateExport::tell_happenings(Page& page, const PeriodToTell& of, const Car& car) {
    if (is_past(of, kHappening)) return true;
    ExportStore::After after;
    if (reached(of) == kHappening)
        after = {.at = Timestamp{Milliseconds{of.after->number(3).value_or(0)}},
                 .id = std::string(of.after->part(4))};
    return happenings_.for_each(car.id, of.period, after, [&](const wire::Happening& happening) {
        return page.add(
            row_of(of, kHappening, Json::parse(wire::write_happening(happening))),
            of.place(std::string(kHappening) + "." + std::to_string(happening.at.time_since_epoch().count()) +
                     "." + happening.id.text()));
    });
}

namespace {

/// Tells rows that have a start and an id, the oldest first, from behind the place on. `some_after` gives the
/// next ones, `id_of` and `json_of` what they are. False when the page is full.
bool tell_from(wire::exports::Page& page, const PeriodToTell& of, std::string_view part, auto some_after,
               auto id_of) {
    if (is_past(of, part)) return true;
    auto started_at = kEarliest;
    std::string id;
    if (reached(of) == part) {
        started_at = Timestamp{Milliseconds{of.after->number(3).value_or(0)}};
        id = std::string(of.after->part(4));
    }
    for (auto some = some_after(started_at, id); !some.empty(); some = some_after(started_at, id)) {
        for (const auto& row : some) {
            started_at = row.started_at;
            id = id_of(row);
            const auto place = fmt::format("{}.{}.{}", part, started_at.time_since_epoch().count(), id);
            if (!page.add(row_of(of, part, json_of(row)), of.place(place))) return false;
        }
    }
    return true;
}

}  // namespace

bool StateExport::tell_sessions(Page& page, const PeriodToTell& of, const Car& car) {
    return tell_from(
        page, of, kSession,
        [&](Timestamp at, const std::string& id) {
            return sessions_.after(car.id, of.period, at, id, kAtOnce);
        },
        [](const ChargingSession& session) { return session.session.text(); });
}

bool StateExport::tell_journeys(Page& page, const PeriodToTell& of, const Car& car) {
    return tell_from(
        page, of, kJourney,
        [&](Timestamp at, const std::string& id) {
            return journeys_.after(car.id, of.period, at, id, kAtOnce);
        },
        [](const Journey& journey) { return journey.id.text(); });
}

}  // namespace traction::state
