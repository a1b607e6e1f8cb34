#include "cloud/state/state_store.hpp"

namespace traction::state {
namespace {

using ports::Statement;

Period read_period(const Statement& row) {
    return {.number = static_cast<OwnershipPeriod>(row.integer(1)),
            .began = ports::optional_timestamp(row, 2),
            .ended = ports::optional_timestamp(row, 3),
            .erased = row.integer(4) != 0,
            .erased_until = ports::optional_timestamp(row, 5),
            .newest_sample = row.integer(6)};
}

}  // namespace

StateStore::StateStore(ports::Database& database)
    : database_(database),
      add_vehicle_(database.prepare("INSERT INTO vehicle (id, vin) VALUES (?1, ?2)")),
      vehicles_(database.prepare("SELECT id, vin FROM vehicle ORDER BY id")),
      save_period_(
          database.prepare("INSERT INTO vehicle_period (vehicle, period, began_at, ended_at, "
                           "erased, erased_until, newest_sample) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                           "ON CONFLICT (vehicle, period) DO UPDATE SET began_at = ?3, ended_at = "
                           "?4, erased = ?5, erased_until = ?6, newest_sample = ?7")),
      periods_(database.prepare("SELECT vehicle, period, began_at, ended_at, erased, erased_until, "
                                "newest_sample FROM vehicle_period "
                                "ORDER BY vehicle, period")),
      save_twin_(database.prepare("INSERT INTO twin (vehicle, period, state) VALUES (?1, ?2, ?3) "
                                  "ON CONFLICT (vehicle) DO UPDATE SET period = ?2, state = ?3")),
      twins_(database.prepare("SELECT vehicle, period, state FROM twin")),
      checkpoint_(database.prepare("SELECT sample FROM checkpoint")),
      save_checkpoint_(database.prepare("UPDATE checkpoint SET sample = ?1")),
      add_happening_(database.prepare("INSERT INTO happening (id, vehicle, period, kind, at, session, cause) "
                                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING")),
      hand_over_happenings_(database.prepare(
          "UPDATE happening SET period = ?3 WHERE vehicle = ?1 AND period = 0 AND at >= ?2")),
      erase_happenings_(database.prepare("DELETE FROM happening WHERE vehicle = ?1 AND period = ?2")),
      clear_privacy_(database.prepare("DELETE FROM privacy_change WHERE vehicle = ?1")),
      add_privacy_change_(
          database.prepare("INSERT INTO privacy_change (vehicle, at, privacy) VALUES (?1, ?2, ?3)")),
      privacy_changes_(
          database.prepare("SELECT vehicle, at, privacy FROM privacy_change ORDER BY vehicle, at")),
      count_dropped_(database.prepare("INSERT INTO dropped (vehicle, what, count) VALUES (?1, ?2, ?3) "
                                      "ON CONFLICT (vehicle, what) DO UPDATE SET count = count + ?3")),
      save_lease_(
          database.prepare("INSERT INTO lease (vehicle, account, device, period, until) VALUES (?1, ?2, ?3, "
                           "?4, ?5) ON CONFLICT (vehicle, account, device) DO UPDATE SET period = ?4, until "
                           "= ?5")),
      remove_lease_(
          database.prepare("DELETE FROM lease WHERE vehicle = ?1 AND account = ?2 AND device = ?3")),
      leases_(database.prepare("SELECT vehicle, account, device, period, until FROM lease")),
      save_app_data_erased_(database.prepare("INSERT INTO app_data_erased (account, at) VALUES (?1, ?2) "
                                             "ON CONFLICT (account) DO UPDATE SET at = max(at, ?2)")),
      app_data_erased_at_(database.prepare("SELECT at FROM app_data_erased WHERE account = ?1")),
      add_erasure_(
          database.prepare("INSERT INTO erasure (teardown, samples, happenings, leases) VALUES (?1, ?2, ?3, "
                           "?4) ON CONFLICT (teardown) DO UPDATE "
                           "SET samples = samples + ?2, happenings = happenings + ?3, leases = leases + ?4")),
      erasure_(database.prepare("SELECT samples, happenings, leases FROM erasure WHERE teardown = ?1")) {}

void StateStore::add_vehicle(VehicleId vehicle, const Vin& vin) {
    run(*add_vehicle_, vehicle, vin.text());
}

void StateStore::for_each_vehicle(const std::function<void(VehicleId, const Vin&)>& visit) {
    for_each_row(*vehicles_, [&](const Statement& row) { visit(row.integer(0), *Vin::parse(row.text(1))); });
}

void StateStore::save_period(VehicleId vehicle, const Period& period) {
    run(*save_period_, vehicle, period.number, period.began, period.ended, period.erased ? 1 : 0,
        period.erased_until, period.newest_sample);
}

void StateStore::for_each_period(const std::function<void(VehicleId, const Period&)>& visit) {
    for_each_row(*periods_, [&](const Statement& row) { visit(row.integer(0), read_period(row)); });
}

void StateStore::save_twin(VehicleId vehicle, OwnershipPeriod period, const std::string& state) {
    run(*save_twin_, vehicle, period, state);
}

void StateStore::for_each_twin(
    const std::function<void(VehicleId, OwnershipPeriod, std::string_view)>& visit) {
    for_each_row(*twins_, [&](const Statement& row) {
        visit(row.integer(0), static_cast<OwnershipPeriod>(row.integer(1)), row.text(2));
    });
}

SampleId StateStore::checkpoint() {
    return first_row(*checkpoint_, [](const Statement& row) { return row.integer(0); }).value_or(0);
}

void StateStore::save_checkpoint(SampleId sample) {
    run(*save_checkpoint_, sample);
}

bool StateStore::add_happening(VehicleId vehicle, OwnershipPeriod period, const wire::Happening& happening) {
    const auto kind = wire::kHappeningNames[static_cast<std::size_t>(happening.kind)];
    const auto session =
        happening.session ? std::optional<std::string_view>(happening.session->text()) : std::nullopt;
    run(*add_happening_, happening.id.text(), vehicle, period, kind, happening.at, session, happening.cause);
    return database_.changes() > 0;
}

void StateStore::hand_over_happenings(VehicleId vehicle, Timestamp since, OwnershipPeriod to) {
    run(*hand_over_happenings_, vehicle, since, to);
}

std::int64_t StateStore::erase_happenings(VehicleId vehicle, OwnershipPeriod period) {
    run(*erase_happenings_, vehicle, period);
    return database_.changes();
}

void StateStore::save_privacy(VehicleId vehicle, const PrivacyHistory& history) {
    run(*clear_privacy_, vehicle);
    for (const auto& change : history)
        run(*add_privacy_change_, vehicle, change.at, wire::name_of(change.privacy));
}

void StateStore::for_each_privacy_change(const std::function<void(VehicleId, const PrivacyChange&)>& visit) {
    for_each_row(*privacy_changes_, [&](const Statement& row) {
        visit(row.integer(0), {.privacy = wire::privacy_meant(row.text(2)), .at = timestamp(row, 1)});
    });
}

void StateStore::count_dropped(VehicleId vehicle, std::string_view what, std::int64_t count) {
    if (count > 0) run(*count_dropped_, vehicle, what, count);
}

void StateStore::save_lease(VehicleId vehicle, const Lease& lease) {
    run(*save_lease_, vehicle, lease.account.text(), lease.device, lease.period, lease.until);
}

void StateStore::remove_lease(VehicleId vehicle, const Lease& lease) {
    run(*remove_lease_, vehicle, lease.account.text(), lease.device);
}

void StateStore::for_each_lease(const std::function<void(VehicleId, const Lease&)>& visit) {
    for_each_row(*leases_, [&](const Statement& row) {
        visit(row.integer(0), {.account = *AccountId::parse(row.text(1)),
                               .device = text(row, 2),
                               .period = static_cast<OwnershipPeriod>(row.integer(3)),
                               .until = timestamp(row, 4)});
    });
}

void StateStore::save_app_data_erased(const AccountId& account, Timestamp at) {
    run(*save_app_data_erased_, account.text(), at);
}

std::optional<Timestamp> StateStore::app_data_erased_at(const AccountId& account) {
    return first_row(
        *app_data_erased_at_, [](const Statement& row) { return timestamp(row, 0); }, account.text());
}

Erased StateStore::add_erasure(const TeardownId& teardown, const Erased& erased) {
    run(*add_erasure_, teardown.text(), erased.samples, erased.happenings, erased.leases);
    const auto read = [](const Statement& row) {
        return Erased{row.integer(0), row.integer(1), row.integer(2)};
    };
    return first_row(*erasure_, read, teardown.text()).value_or(erased);
}

}  // namespace traction::state
