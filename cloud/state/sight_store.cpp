#include "cloud/state/sight_store.hpp"

namespace traction::state {

using ports::Statement;
using wire::state::SightGranted;

SightStore::SightStore(ports::Database& database)
    : save_(database.prepare("INSERT OR REPLACE INTO sight_grant (vehicle, agent, id, account, period, "
                             "purpose, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")),
      find_(database.prepare("SELECT id, account, period, purpose, until FROM sight_grant "
                             "WHERE vehicle = ?1 AND agent = ?2")),
      next_end_(database.prepare("SELECT until FROM sight_grant ORDER BY until LIMIT 1")),
      due_acts_(
          database.prepare("SELECT 'end_sight', count(*), min(until) FROM sight_grant WHERE until <= ?1")),
      forget_ended_(database.prepare("DELETE FROM sight_grant WHERE until <= ?1")),
      forget_period_(database.prepare("DELETE FROM sight_grant WHERE vehicle = ?1 AND period <= ?2")) {}

void SightStore::save(VehicleId vehicle, const SightGranted& grant) {
    run(*save_, vehicle, grant.agent.text(), grant.grant.text(), grant.account.text(), grant.period,
        grant.purpose, grant.until);
}

std::optional<SightGranted> SightStore::find(VehicleId vehicle, const Vin& vin, const StaffName& agent) {
    const auto read = [&](const Statement& row) {
        return SightGranted{.grant = GrantId::parse(row.text(0)).value(),
                            .vin = vin,
                            .account = AccountId::parse(row.text(1)).value(),
                            .period = static_cast<OwnershipPeriod>(row.integer(2)),
                            .agent = agent,
                            .purpose = text(row, 3),
                            .until = timestamp(row, 4)};
    };
    return first_row(*find_, read, vehicle, agent.text());
}

std::optional<Timestamp> SightStore::next_end() {
    return first_row(*next_end_, [](const Statement& row) { return timestamp(row, 0); });
}

std::vector<runtime::DueAct> SightStore::due_acts(Timestamp until) {
    return runtime::read_due_acts(*due_acts_, until);
}

void SightStore::forget_ended(Timestamp now) {
    run(*forget_ended_, now);
}

void SightStore::forget_period(VehicleId vehicle, OwnershipPeriod period) {
    run(*forget_period_, vehicle, period);
}

}  // namespace traction::state
