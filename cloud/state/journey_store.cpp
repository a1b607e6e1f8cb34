#include "cloud/state/journey_store.hpp"

namespace traction::state {

using ports::Statement;

namespace {

std::string select(std::string_view rest) {
    return std::string(
               "SELECT journey, period, started_at, ended_at, last_sample, distance_m, energy_wh, "
               "soc_from_percent, soc_to_percent, from_latitude_deg, from_longitude_deg, to_latitude_deg, "
               "to_longitude_deg FROM journey WHERE vehicle = ?1 AND period = ?2 ")
        .append(rest);
}

std::optional<double> optional_real(const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.real(column));
}

std::optional<Place> optional_place(const Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return Place{row.real(column), row.real(column + 1)};
}

Journey read_journey(const Statement& row) {
    return {.id = EventId::parse(row.text(0)).value(),
            .period = static_cast<OwnershipPeriod>(row.integer(1)),
            .started_at = ports::timestamp(row, 2),
            .ended_at = ports::timestamp(row, 3),
            .last_sample = row.integer(4),
            .distance_m = optional_real(row, 5),
            .energy_wh = optional_real(row, 6),
            .soc_from_percent = optional_real(row, 7),
            .soc_to_percent = optional_real(row, 8),
            .from = optional_place(row, 9),
            .to = optional_place(row, 11)};
}

template <class... Parameters>
std::vector<Journey> read_all(Statement& statement, const Parameters&... parameters) {
    std::vector<Journey> found;
    for_each_row(
        statement, [&](const Statement& row) { found.push_back(read_journey(row)); }, parameters...);
    return found;
}

}  // namespace

JourneyStore::JourneyStore(ports::Database& database)
    : database_(database),
      begun_before_(
          database.prepare("SELECT id, at FROM happening WHERE vehicle = ?1 AND period = ?2 AND at <= "
                           "?3 AND kind = 'drive_started' ORDER BY at DESC LIMIT 1")),
      save_(
          database.prepare("INSERT OR REPLACE INTO journey (vehicle, journey, period, started_at, ended_at, "
                           "last_sample, distance_m, energy_wh, soc_from_percent, soc_to_percent, "
                           "from_latitude_deg, from_longitude_deg, to_latitude_deg, to_longitude_deg) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")),
      find_(database.prepare(select("AND journey = ?3"))),
      newest_(database.prepare(select("AND started_at < ?3 ORDER BY started_at DESC LIMIT ?4"))),
      after_(database.prepare(
          select("AND (started_at, journey) > (?3, ?4) ORDER BY started_at, journey LIMIT ?5"))),
      erase_(database.prepare("DELETE FROM journey WHERE vehicle = ?1 AND period = ?2")) {}

std::optional<JourneyStore::Beginning> JourneyStore::begun_before(VehicleId vehicle, OwnershipPeriod period,
                                                                  Timestamp until) {
    const auto read = [](const Statement& row) {
        return Beginning{EventId::parse(row.text(0)).value(), ports::timestamp(row, 1)};
    };
    return first_row(*begun_before_, read, vehicle, period, until);
}

void JourneyStore::save(VehicleId vehicle, const Journey& journey) {
    const auto latitude = [](const std::optional<Place>& place) {
        return place ? std::optional(place->latitude_deg) : std::nullopt;
    };
    const auto longitude = [](const std::optional<Place>& place) {
        return place ? std::optional(place->longitude_deg) : std::nullopt;
    };
    run(*save_, vehicle, journey.id.text(), journey.period, journey.started_at, journey.ended_at,
        journey.last_sample, journey.distance_m, journey.energy_wh, journey.soc_from_percent,
        journey.soc_to_percent, latitude(journey.from), longitude(journey.from), latitude(journey.to),
        longitude(journey.to));
}

std::optional<Journey> JourneyStore::find(VehicleId vehicle, OwnershipPeriod period, const EventId& id) {
    return first_row(*find_, read_journey, vehicle, period, id.text());
}

std::vector<Journey> JourneyStore::newest(VehicleId vehicle, OwnershipPeriod period, Timestamp before,
                                          int most) {
    return read_all(*newest_, vehicle, period, before, most);
}

std::vector<Journey> JourneyStore::after(VehicleId vehicle, OwnershipPeriod period, Timestamp started_at,
                                         const std::string& id, int most) {
    return read_all(*after_, vehicle, period, started_at, id, most);
}

std::int64_t JourneyStore::erase(VehicleId vehicle, OwnershipPeriod period) {
    run(*erase_, vehicle, period);
    return database_.changes();
}

}  // namespace traction::state
