#include "cloud/garage/pairing_store.hpp"

namespace traction::garage {

using ports::Statement;
using wire::garage::PairingId;

PairingStore::PairingStore(ports::Database& database)
    : find_(database.prepare(
          "SELECT pairing, code, tries_left, until FROM pairing WHERE account = ?1 AND vin = ?2")),
      save_(database.prepare("INSERT INTO pairing (account, vin, pairing, code, tries_left, until) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (account, vin) DO UPDATE SET "
                             "pairing = ?3, code = ?4, tries_left = ?5, until = ?6")),
      remove_(database.prepare("DELETE FROM pairing WHERE account = ?1 AND vin = ?2")),
      remove_named_(database.prepare("DELETE FROM pairing WHERE pairing = ?1")),
      next_due_(database.prepare("SELECT until FROM pairing ORDER BY until LIMIT 1")),
      due_acts_(
          database.prepare("SELECT 'end_pairing_code', count(*), min(until) FROM pairing WHERE until <= ?1")),
      remove_due_(database.prepare("DELETE FROM pairing WHERE until <= ?1")),
      allowance_(database.prepare("SELECT since, used FROM allowance WHERE account = ?1 AND what = ?2")),
      save_allowance_(
          database.prepare("INSERT INTO allowance (account, what, since, used) VALUES (?1, ?2, ?3, ?4) "
                           "ON CONFLICT (account, what) DO UPDATE SET since = ?3, used = ?4")),
      forget_allowances_(database.prepare("DELETE FROM allowance WHERE account = ?1")) {}

std::optional<Pairing> PairingStore::find(const AccountId& account, const Vin& vin) {
    return first_row(
        *find_,
        [](const Statement& row) {
            return Pairing{.id = PairingId::parse(row.text(0)).value(),
                           .code = ports::text(row, 1),
                           .tries_left = static_cast<int>(row.integer(2)),
                           .until = ports::timestamp(row, 3)};
        },
        account.text(), vin.text());
}

void PairingStore::save(const AccountId& account, const Vin& vin, const Pairing& pairing) {
    run(*save_, account.text(), vin.text(), pairing.id.text(), pairing.code, pairing.tries_left,
        pairing.until);
}

void PairingStore::remove(const AccountId& account, const Vin& vin) {
    run(*remove_, account.text(), vin.text());
}

void PairingStore::remove(const PairingId& id) {
    run(*remove_named_, id.text());
}

std::vector<runtime::DueAct> PairingStore::due_acts(Timestamp until) {
    return runtime::read_due_acts(*due_acts_, until);
}

std::optional<Timestamp> PairingStore::next_due() {
    return first_row(*next_due_, [](const Statement& row) { return ports::timestamp(row, 0); });
}

void PairingStore::remove_due(Timestamp instant) {
    run(*remove_due_, instant);
}

std::optional<Allowance> PairingStore::allowance(const AccountId& account, std::string_view what) {
    return first_row(
        *allowance_,
        [](const Statement& row) {
            return Allowance{ports::timestamp(row, 0), static_cast<int>(row.integer(1))};
        },
        account.text(), what);
}

void PairingStore::save_allowance(const AccountId& account, std::string_view what,
                                  const Allowance& allowance) {
    run(*save_allowance_, account.text(), what, allowance.since, allowance.used);
}

void PairingStore::forget_allowances(const AccountId& account) {
    run(*forget_allowances_, account.text());
}

}  // namespace traction::garage
