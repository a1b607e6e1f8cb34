#include "cloud/garage/garage_store.hpp"

namespace traction::garage {

using ports::Statement;
using ports::timestamp;

namespace {

constexpr std::string_view kTransfers = "SELECT vin, earlier, period, next, sessions_told FROM transfer ";

GarageStore::Transfer read_transfer(const Statement& row) {
    return {.vin = Vin::parse(row.text(0)).value(),
            .earlier = AccountId::parse(row.text(1)).value(),
            .period = static_cast<OwnershipPeriod>(row.integer(2)),
            .next = AccountId::parse(row.text(3)).value(),
            .sessions_told = row.integer(4) != 0};
}

}  // namespace

GarageStore::GarageStore(ports::Database& database)
    : database_(database),
      car_(database.prepare("SELECT stolen, known_period FROM car WHERE vin = ?1")),
      latest_period_(database.prepare("SELECT period, account, began_at, ended_at FROM ownership_period "
                                      "WHERE vin = ?1 ORDER BY period DESC LIMIT 1")),
      members_of_(database.prepare("SELECT vin, added_at FROM membership WHERE account = ?1 ORDER BY vin")),
      added_at_(database.prepare("SELECT added_at FROM membership WHERE account = ?1 AND vin = ?2")),
      add_member_(database.prepare("INSERT INTO membership (account, vin, added_at) VALUES (?1, ?2, ?3)")),
      remove_member_(database.prepare("DELETE FROM membership WHERE account = ?1 AND vin = ?2")),
      enter_car_(database.prepare("INSERT INTO car (vin) VALUES (?1) ON CONFLICT DO NOTHING")),
      begin_period_(database.prepare(
          "INSERT INTO ownership_period (vin, period, account, began_at) VALUES (?1, ?2, ?3, ?4)")),
      end_period_(database.prepare("UPDATE ownership_period SET ended_at = max(?3, began_at) WHERE vin = ?1 "
                                   "AND period = ?2 AND ended_at IS NULL")),
      mark_stolen_(database.prepare("UPDATE car SET stolen = ?2 WHERE vin = ?1")),
      note_known_(database.prepare(
          "UPDATE car SET known_period = ?2, known_owned = ?3 WHERE vin = ?1 AND known_period <= ?2")),
      begin_transfer_(
          database.prepare("INSERT INTO transfer (vin, earlier, period, next) VALUES (?1, ?2, ?3, ?4)")),
      transfer_of_(database.prepare(std::string(kTransfers) + "WHERE vin = ?1")),
      transfers_(database.prepare(std::string(kTransfers) + "ORDER BY vin")),
      note_sessions_told_(database.prepare("UPDATE transfer SET sessions_told = 1 WHERE vin = ?1")),
      end_transfer_(database.prepare("DELETE FROM transfer WHERE vin = ?1")),
      record_delivery_(database.prepare("INSERT INTO delivery (vin, delivered_at) VALUES (?1, ?2) "
                                        "ON CONFLICT (vin) DO UPDATE SET delivered_at = ?2")),
      delivered_at_(database.prepare("SELECT delivered_at FROM delivery WHERE vin = ?1")),
      revoke_(database.prepare("INSERT INTO revoked_car (vin) VALUES (?1) ON CONFLICT DO NOTHING")),
      admit_(database.prepare("DELETE FROM revoked_car WHERE vin = ?1")),
      revoked_(database.prepare("SELECT vin FROM revoked_car ORDER BY vin")),
      torn_down_(database.prepare("SELECT vehicles FROM teardown WHERE teardown = ?1")),
      remember_teardown_(database.prepare("INSERT INTO teardown (teardown, vehicles) VALUES (?1, ?2)")) {}

Car GarageStore::car(const Vin& vin) {
    Car car{.vin = vin};
    const auto read_car = [&](const Statement& row) {
        car.phase = row.integer(0) != 0 ? Phase::stolen : Phase::free;
        car.known_period = static_cast<OwnershipPeriod>(row.integer(1));
        return true;
    };
    const auto read_period = [&](const Statement& row) {
        car.period = static_cast<OwnershipPeriod>(row.integer(0));
        if (!row.is_null(3)) return true;
        car.phase = Phase::owned;
        car.account = AccountId::parse(row.text(1)).value();
        car.since = timestamp(row, 2);
        return true;
    };
    if (first_row(*car_, read_car, vin.text())) first_row(*latest_period_, read_period, vin.text());
    if (const auto transfer = first_row(*transfer_of_, read_transfer, vin.text())) {
        car.phase = Phase::moving;
        car.account = transfer->next;
    }
    return car;
}

std::vector<GarageStore::Member> GarageStore::members_of(const AccountId& account) {
    std::vector<Member> members;
    for_each_row(
        *members_of_,
        [&](const Statement& row) {
            members.push_back({.vin = Vin::parse(row.text(0)).value(), .added_at = timestamp(row, 1)});
        },
        account.text());
    return members;
}

std::optional<Timestamp> GarageStore::added_at(const AccountId& account, const Vin& vin) {
    return first_row(
        *added_at_, [](const Statement& row) { return timestamp(row, 0); }, account.text(), vin.text());
}

void GarageStore::add_member(const AccountId& account, const Vin& vin, Timestamp at) {
    run(*add_member_, account.text(), vin.text(), at);
}

void GarageStore::remove_member(const AccountId& account, const Vin& vin) {
    run(*remove_member_, account.text(), vin.text());
}

void GarageStore::begin_period(const Car& car) {
    run(*enter_car_, car.vin.text());
    run(*begin_period_, car.vin.text(), car.period, car.account.text(), car.since);
}

void GarageStore::end_period(const Vin& vin, OwnershipPeriod period, Timestamp at) {
    run(*end_period_, vin.text(), period, at);
}

void GarageStore::mark_stolen(const Vin& vin, bool stolen) {
    run(*enter_car_, vin.text());
    run(*mark_stolen_, vin.text(), stolen);
}

void GarageStore::note_known(const Vin& vin, OwnershipPeriod period, bool owned) {
    run(*enter_car_, vin.text());
    run(*note_known_, vin.text(), period, owned);
}

void GarageStore::begin_transfer(const Transfer& transfer) {
    run(*begin_transfer_, transfer.vin.text(), transfer.earlier.text(), transfer.period,
        transfer.next.text());
}

std::vector<GarageStore::Transfer> GarageStore::transfers() {
    std::vector<Transfer> found;
    for_each_row(*transfers_, [&](const Statement& row) { found.push_back(read_transfer(row)); });
    return found;
}

void GarageStore::note_sessions_told(const Vin& vin) {
    run(*note_sessions_told_, vin.text());
}

void GarageStore::end_transfer(const Vin& vin) {
    run(*end_transfer_, vin.text());
}

void GarageStore::record_delivery(const Vin& vin, Timestamp at) {
    run(*record_delivery_, vin.text(), at);
}

std::optional<Timestamp> GarageStore::delivered_at(const Vin& vin) {
    return first_row(
        *delivered_at_, [](const Statement& row) { return timestamp(row, 0); }, vin.text());
}

bool GarageStore::set_revoked(const Vin& vin, bool revoked) {
    run(revoked ? *revoke_ : *admit_, vin.text());
    return database_.changes() > 0;
}

std::vector<Vin> GarageStore::revoked() {
    std::vector<Vin> vins;
    for_each_row(*revoked_, [&](const Statement& row) { vins.push_back(Vin::parse(row.text(0)).value()); });
    return vins;
}

std::optional<int> GarageStore::torn_down(const TeardownId& teardown) {
    return first_row(
        *torn_down_, [](const Statement& row) { return static_cast<int>(row.integer(0)); }, teardown.text());
}

void GarageStore::remember_teardown(const TeardownId& teardown, int vehicles) {
    run(*remember_teardown_, teardown.text(), vehicles);
}

}  // namespace traction::garage
