#include "cloud/state/session_store.hpp"

namespace traction::state {

using ports::Statement;
using ports::text;
using wire::Json;

namespace {

constexpr std::string_view kColumns =
    "SELECT session, period, started_at, ended_at, cause, energy_wh, off_peak_wh, soc_from_percent, "
    "soc_to_percent, rapid, cost_minor, currency, ";

std::string select(std::string_view curve, std::string_view rest) {
    return std::string(kColumns)
        .append(curve)
        .append(" FROM charging_session WHERE vehicle = ?1 AND period = ?2 ")
        .append(rest);
}

std::optional<double> optional_real(const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.real(column));
}

/// [[instant, Wh, percent or null, W or null], …]
std::string text_of(const std::vector<CurvePoint>& curve) {
    auto points = Json::array();
    const auto or_null = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    for (const auto& point : curve)
        points.push_back({point.at.time_since_epoch().count(), point.energy_wh, or_null(point.soc_percent),
                          or_null(point.power_w)});
    return points.dump();
}

std::vector<CurvePoint> read_curve(std::string_view text) {
    std::vector<CurvePoint> curve;
    const auto or_nothing = [](const Json& value) {
        return value.is_null() ? std::nullopt : std::optional(value.get<double>());
    };
    for (const auto& point : Json::parse(text))
        curve.push_back({.at = Timestamp{Milliseconds{point.at(0).get<std::int64_t>()}},
                         .energy_wh = point.at(1).get<double>(),
                         .soc_percent = or_nothing(point.at(2)),
                         .power_w = or_nothing(point.at(3))});
    return curve;
}

ChargingSession read_session(const Statement& row) {
    ChargingSession session{.session = SessionId::parse(row.text(0)).value(),
                            .period = static_cast<OwnershipPeriod>(row.integer(1)),
                            .started_at = ports::timestamp(row, 2),
                            .ended_at = ports::timestamp(row, 3),
                            .cause = text(row, 4),
                            .energy_wh = row.real(5),
                            .off_peak_wh = row.real(6),
                            .soc_from_percent = optional_real(row, 7),
                            .soc_to_percent = optional_real(row, 8),
                            .rapid = row.integer(9) != 0,
                            .cost = std::nullopt,
                            .curve = {}};
    if (!row.is_null(10)) session.cost = Money{row.integer(10), Currency::parse(row.text(11)).value()};
    if (!row.is_null(12)) session.curve = read_curve(row.text(12));
    return session;
}

template <class... Parameters>
std::vector<ChargingSession> read_all(Statement& statement, const Parameters&... parameters) {
    std::vector<ChargingSession> found;
    for_each_row(
        statement, [&](const Statement& row) { found.push_back(read_session(row)); }, parameters...);
    return found;
}

Tariff read_tariff(const Statement& row) {
    Json json{{"currency", text(row, 0)},
              {"peak_minor_per_mwh", row.integer(1)},
              {"off_peak_minor_per_mwh", row.integer(2)},
              {"windows", Json::parse(row.text(3))},
              {"zone", text(row, 4)}};
    auto tariff = wire::read_message<Tariff>(json, wire::UnknownFields::refused);
    check(tariff.ok(), "a stored tariff can be read");
    return std::move(tariff).value();
}

}  // namespace

SessionStore::SessionStore(ports::Database& database)
    : database_(database),
      save_tariff_(database.prepare(
          "INSERT OR REPLACE INTO tariff (account, currency, peak_minor_per_mwh, off_peak_minor_per_mwh, "
          "windows, zone) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")),
      tariff_(database.prepare("SELECT currency, peak_minor_per_mwh, off_peak_minor_per_mwh, windows, zone "
                               "FROM tariff WHERE account = ?1")),
      forget_tariff_(database.prepare("DELETE FROM tariff WHERE account = ?1")),
      plugged_at_(database.prepare("SELECT at FROM happening WHERE vehicle = ?1 AND session = ?3 AND kind = "
                                   "'plugged' AND period = ?2")),
      add_(database.prepare(
          "INSERT INTO charging_session (vehicle, session, period, started_at, ended_at, cause, energy_wh, "
          "off_peak_wh, soc_from_percent, soc_to_percent, rapid, cost_minor, currency, curve) VALUES (?1, "
          "?2, "
          "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING")),
      find_(database.prepare(select("curve", "AND session = ?3"))),
      newest_(database.prepare(select("NULL", "AND started_at < ?3 ORDER BY started_at DESC LIMIT ?4"))),
      after_(database.prepare(
          select("NULL", "AND (started_at, session) > (?3, ?4) ORDER BY started_at, session LIMIT ?5"))),
      erase_(database.prepare("DELETE FROM charging_session WHERE vehicle = ?1 AND period = ?2")) {}

void SessionStore::save_tariff(const AccountId& account, const Tariff& tariff) {
    run(*save_tariff_, account.text(), tariff.currency.code(), tariff.peak_minor_per_mwh,
        tariff.off_peak_minor_per_mwh, wire::commands::json_of(tariff.off_peak.windows).dump(),
        tariff.off_peak.zone.name());
}

std::optional<Tariff> SessionStore::tariff_of(const AccountId& account) {
    return first_row(*tariff_, read_tariff, account.text());
}

void SessionStore::forget_tariff(const AccountId& account) {
    run(*forget_tariff_, account.text());
}

std::optional<Timestamp> SessionStore::plugged_at(VehicleId vehicle, OwnershipPeriod period,
                                                  const SessionId& session) {
    return first_row(
        *plugged_at_, [](const Statement& row) { return ports::timestamp(row, 0); }, vehicle, period,
        session.text());
}

void SessionStore::add(VehicleId vehicle, const ChargingSession& session) {
    const auto& cost = session.cost;
    run(*add_, vehicle, session.session.text(), session.period, session.started_at, session.ended_at,
        session.cause, session.energy_wh, session.off_peak_wh, session.soc_from_percent,
        session.soc_to_percent, session.rapid, cost ? std::optional(cost->minor_units) : std::nullopt,
        cost ? std::optional(cost->currency.code()) : std::nullopt, text_of(session.curve));
}

std::optional<ChargingSession> SessionStore::find(VehicleId vehicle, OwnershipPeriod period,
                                                  const SessionId& session) {
    return first_row(*find_, read_session, vehicle, period, session.text());
}

std::vector<ChargingSession> SessionStore::newest(VehicleId vehicle, OwnershipPeriod period, Timestamp before,
                                                  int most) {
    return read_all(*newest_, vehicle, period, before, most);
}

std::vector<ChargingSession> SessionStore::after(VehicleId vehicle, OwnershipPeriod period,
                                                 Timestamp started_at, const std::string& session, int most) {
    return read_all(*after_, vehicle, period, started_at, session, most);
}

std::int64_t SessionStore::erase(VehicleId vehicle, OwnershipPeriod period) {
    run(*erase_, vehicle, period);
    return database_.changes();
}

}  // namespace traction::state
