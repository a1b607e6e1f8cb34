#include "vehicle-agent/danger_zones/surroundings_store.hpp"

namespace traction::danger_zones {

using ports::Statement;
using wire::Json;
using wire::danger_zones::Surroundings;
using wire::danger_zones::Zone;

namespace {

template <class Message>
Message read(std::string_view text) {
    auto message = wire::read_message<Message>(Json::parse(text), wire::UnknownFields::allowed);
    check(message.ok(), "what was stored of danger zones can be read again");
    return std::move(message).value();
}

std::string text_of(const DangerZone& zone) {
    return Zone{zone}.json().dump();
}

}  // namespace

SurroundingsStore::SurroundingsStore(ports::Database& database)
    : held_(database.prepare("SELECT body, good_until, confirmed_at FROM surroundings")),
      save_(database.prepare("INSERT OR REPLACE INTO surroundings (one, body, good_until, confirmed_at) "
                             "VALUES (1, ?1, ?2, ?3)")),
      save_still_good_(database.prepare("UPDATE surroundings SET good_until = ?1, confirmed_at = ?2")),
      forget_surroundings_(database.prepare("DELETE FROM surroundings")),
      passes_(database.prepare("SELECT zone, behind FROM danger_zone_pass ORDER BY zone")),
      save_pass_(database.prepare("INSERT INTO danger_zone_pass (zone, behind) VALUES (?1, ?2) ON CONFLICT "
                                  "(zone) DO UPDATE SET behind = excluded.behind")),
      forget_pass_(database.prepare("DELETE FROM danger_zone_pass WHERE zone = ?1")),
      forget_passes_(database.prepare("DELETE FROM danger_zone_pass")) {}

std::optional<Held> SurroundingsStore::held() {
    return first_row(*held_, [](const Statement& row) {
        Held held{.order = read<Surroundings>(row.text(0)), .confirmed_at = ports::timestamp(row, 2)};
        held.order.good_until = ports::timestamp(row, 1);
        return held;
    });
}

void SurroundingsStore::save(const Surroundings& order, Timestamp confirmed_at) {
    run(*save_, order.json().dump(), order.good_until, confirmed_at);
}

void SurroundingsStore::save_still_good(Timestamp good_until, Timestamp confirmed_at) {
    run(*save_still_good_, good_until, confirmed_at);
}

std::vector<Pass> SurroundingsStore::passes() {
    std::vector<Pass> found;
    for_each_row(*passes_, [&](const Statement& row) {
        found.push_back(
            {.zone = read<Zone>(row.text(0)).zone, .nearest_m = kAwayM, .behind = row.integer(1) != 0});
    });
    return found;
}

void SurroundingsStore::save(const Pass& pass) {
    run(*save_pass_, text_of(pass.zone), pass.behind);
}

void SurroundingsStore::forget(const DangerZone& passed) {
    run(*forget_pass_, text_of(passed));
}

void SurroundingsStore::forget_surroundings() {
    run(*forget_surroundings_);
}

void SurroundingsStore::forget_all() {
    forget_surroundings();
    run(*forget_passes_);
}

}  // namespace traction::danger_zones
