#include "cloud/state/charging_sessions.hpp"

#include <algorithm>

#include "shared/wire/refusals.hpp"

namespace traction::state {

using runtime::Turn;
using wire::Json;
using wire::Party;
using wire::state::Sessions;
using wire::state::SetTariff;
using wire::state::ShowSession;
using wire::state::ShowTariff;

namespace refused = wire::refused;

Json json_of(const ChargingSession& session) {
    Json json{{"session", session.session.text()},
              {"started_at", to_text(session.started_at)},
              {"ended_at", to_text(session.ended_at)},
              {"cause", session.cause},
              {"energy_wh", session.energy_wh},
              {"off_peak_wh", session.off_peak_wh},
              {"rapid", session.rapid}};
    if (session.soc_from_percent) json["soc_from_percent"] = *session.soc_from_percent;
    if (session.soc_to_percent) json["soc_to_percent"] = *session.soc_to_percent;
    if (session.cost) {
        json["cost_minor"] = session.cost->minor_units;
        json["currency"] = session.cost->currency.code();
    }
    return json;
}

namespace {

Json json_of(const std::vector<CurvePoint>& curve) {
    auto points = Json::array();
    for (const auto& point : curve) {
        Json json{{"at", to_text(point.at)}};
        if (point.soc_percent) json["soc_percent"] = *point.soc_percent;
        if (point.power_w) json["power_w"] = *point.power_w;
        points.push_back(std::move(json));
    }
    return points;
}

}  // namespace

void ChargingSessions::declare(runtime::Handlers& handlers) {
    handlers.change<SetTariff>(Party::owner,
                               [this](Turn&, const Asker& asker, const SetTariff& ask) -> Answer {
                                   store_.save_tariff(asker.account(), ask.tariff);
                                   return ask.tariff.json();
                               });
    handlers.read<ShowTariff>(
        Party::owner, [this](Turn&, const Asker& asker, const ShowTariff&) { return show_tariff(asker); });
    handlers.read<Sessions>(
        Party::owner, [this](Turn&, const Asker& asker, const Sessions& ask) { return list(asker, ask); });
    handlers.read<ShowSession>(
        Party::owner, [this](Turn&, const Asker& asker, const ShowSession& ask) { return show(asker, ask); });
}

void ChargingSessions::on_unplugged(const Car& car, const Period& period, const wire::Happening& happening) {
    if (!happening.session || period.number == 0) return;
    const auto started = store_.plugged_at(car.id, period.number, *happening.session);
    if (!started || *started > happening.at) return;
    ChargingSession session{.session = *happening.session,
                            .period = period.number,
                            .started_at = *started,
                            .ended_at = happening.at,
                            .cause = happening.cause.value_or("")};
    const auto account = book_.account_of(car.vin, period.number);
    measure(session, points_of(period, *started, happening.at),
            account ? store_.tariff_of(*account) : std::nullopt);
    store_.add(car.id, session);
}

std::vector<CurvePoint> ChargingSessions::points_of(const Period& period, Timestamp from, Timestamp until) {
    std::vector<CurvePoint> points;
    cars_.samples().walk_back(period.newest_sample, [&](const SampleStore::Row& row) {
        if (row.sample.measured_at < from) return false;
        const auto point = row.sample.measured_at <= until ? point_of(row.sample) : std::nullopt;
        if (point) points.push_back(*point);
        return true;
    });
    std::stable_sort(points.begin(), points.end(),
                     [](const CurvePoint& one, const CurvePoint& other) { return one.at < other.at; });
    return points;
}

ChargingSessions::Answer ChargingSessions::show_tariff(const Asker& asker) {
    const auto tariff = store_.tariff_of(asker.account());
    if (!tariff) return Refusal(refused::tariff_unknown);
    return tariff->json();
}

ChargingSessions::Answer ChargingSessions::list(const Asker& asker, const Sessions& ask) {
    const auto owner = book_.owner_of(ask.vin);
    if (!owner || owner->account != asker.account()) return Refusal(refused::vehicle_not_in_garage);
    const auto most = wire::state::kMostSessions;
    const auto found =
        store_.newest(cars_.named(ask.vin).id, owner->period, ask.before.value_or(kLatest), most + 1);
    auto sessions = Json::array();
    for (const auto& session : found) {
        if (sessions.size() < static_cast<std::size_t>(most)) sessions.push_back(state::json_of(session));
    }
    return Json{{"sessions", std::move(sessions)}, {"more", found.size() > static_cast<std::size_t>(most)}};
}

ChargingSessions::Answer ChargingSessions::show(const Asker& asker, const ShowSession& ask) {
    const auto owner = book_.owner_of(ask.vin);
    if (!owner || owner->account != asker.account()) return Refusal(refused::vehicle_not_in_garage);
    const auto session = store_.find(cars_.named(ask.vin).id, owner->period, ask.session);
    if (!session) return Refusal(refused::session_unknown);
    auto json = state::json_of(*session);
    json["curve"] = json_of(session->curve);
    return json;
}

}  // namespace traction::state
