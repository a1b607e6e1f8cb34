#include "vehicle-agent/charging/charging_store.hpp"

namespace traction::charging {
namespace {

ChargingProgramme read_programme(std::string_view text) {
    const auto json = wire::parse_json(text);
    check(json.ok(), "a stored programme is JSON");
    const auto programme = wire::read_message<ChargingProgramme>(*json, wire::UnknownFields::allowed);
    check(programme.ok(), "a stored programme can be read");
    return *programme;
}

}  // namespace

ChargingStore::ChargingStore(ports::Database& database)
    : load_(database.prepare(
          "SELECT programme, limit_percent, session, waits_since, charge_now FROM charging")),
      save_(database.prepare(
          "INSERT OR REPLACE INTO charging (one, programme, limit_percent, session, waits_since, charge_now) "
          "VALUES (1, ?1, ?2, ?3, ?4, ?5)")) {}

ChargingWishes ChargingStore::load() {
    const auto read = [](const ports::Statement& row) {
        ChargingWishes wishes;
        if (!row.is_null(0)) wishes.programme = read_programme(row.text(0));
        wishes.limit_percent = static_cast<int>(row.integer(1));
        wishes.session = SessionId::parse(row.text(2)).value_or(SessionId{});
        wishes.waits_since = ports::timestamp(row, 3);
        wishes.charge_now = row.integer(4) != 0;
        return wishes;
    };
    return first_row(*load_, read).value_or(ChargingWishes{});
}

void ChargingStore::save(const ChargingWishes& wishes) {
    std::optional<std::string> programme;
    if (wishes.programme) programme = wishes.programme->json().dump();
    run(*save_, programme, wishes.limit_percent, wishes.session.text(), wishes.waits_since,
        wishes.charge_now);
}

}  // namespace traction::charging
