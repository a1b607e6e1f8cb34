#include "vehicle-agent/charging/charging_store.hpp"

#include <algorithm>

namespace traction::charging {
namespace {

constexpr int kOffPeakSlot = 0;  ///< where the off-peak hours lie beside the programmes

template <class Programme>
Programme read_programme(std::string_view text) {
    const auto json = wire::parse_json(text);
    check(json.ok(), "a stored programme is JSON");
    const auto programme = wire::read_message<Programme>(*json, wire::UnknownFields::allowed);
    check(programme.ok(), "a stored programme can be read");
    return *programme;
}

const ChargingProgramme* in_slot(const Plan& plan, int slot) {
    const auto found = std::find_if(plan.programmes.begin(), plan.programmes.end(),
                                    [slot](const auto& programme) { return programme.slot == slot; });
    return found == plan.programmes.end() ? nullptr : &*found;
}

std::optional<std::string> text_in_slot(const Plan& plan, int slot) {
    if (slot == kOffPeakSlot)
        return plan.off_peak ? std::optional(plan.off_peak->json().dump()) : std::nullopt;
    const auto* programme = in_slot(plan, slot);
    return programme != nullptr ? std::optional(programme->json().dump()) : std::nullopt;
}

}  // namespace

ChargingStore::ChargingStore(ports::Database& database)
    : load_(database.prepare("SELECT limit_percent, session, waits_since, charge_now, paused_until, "
                             "start_judged, late_told FROM charging")),
      save_(database.prepare("INSERT OR REPLACE INTO charging (one, limit_percent, session, waits_since, "
                             "charge_now, paused_until, start_judged, late_told) VALUES (1, ?1, ?2, ?3, ?4, "
                             "?5, ?6, ?7)")),
      programmes_(database.prepare("SELECT slot, programme FROM charging_programme ORDER BY slot")),
      save_programme_(
          database.prepare("INSERT OR REPLACE INTO charging_programme (slot, programme) VALUES (?1, ?2)")),
      remove_programme_(database.prepare("DELETE FROM charging_programme WHERE slot = ?1")) {}

ChargingWishes ChargingStore::load() {
    const auto read = [](const ports::Statement& row) {
        ChargingWishes wishes;
        wishes.limit_percent = static_cast<int>(row.integer(0));
        wishes.session = SessionId::parse(row.text(1)).value_or(SessionId{});
        wishes.waits_since = ports::timestamp(row, 2);
        wishes.charge_now = row.integer(3) != 0;
        wishes.plan.paused_until = ports::optional_timestamp(row, 4);
        wishes.start_judged = ports::timestamp(row, 5);
        wishes.late_told = ports::timestamp(row, 6);
        return wishes;
    };
    auto wishes = first_row(*load_, read).value_or(ChargingWishes{});
    for_each_row(*programmes_, [&](const ports::Statement& row) {
        if (row.integer(0) == kOffPeakSlot) {
            wishes.plan.off_peak = read_programme<OffPeakProgramme>(row.text(1));
        } else {
            wishes.plan.programmes.push_back(read_programme<ChargingProgramme>(row.text(1)));
        }
    });
    return wishes;
}

void ChargingStore::save(const ChargingWishes& wishes, const ChargingWishes& before) {
    save_programmes(wishes.plan, before.plan);
    run(*save_, wishes.limit_percent, wishes.session.text(), wishes.waits_since, wishes.charge_now,
        wishes.plan.paused_until, wishes.start_judged, wishes.late_told);
}

void ChargingStore::save_programmes(const Plan& plan, const Plan& before) {
    for (int slot = kOffPeakSlot; slot <= wire::commands::kSlots; ++slot) {
        const auto text = text_in_slot(plan, slot);
        if (text == text_in_slot(before, slot)) continue;
        if (text) {
            run(*save_programme_, slot, *text);
        } else {
            run(*remove_programme_, slot);
        }
    }
}

}  // namespace traction::charging
