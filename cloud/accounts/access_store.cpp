#include "cloud/accounts/access_store.hpp"

#include "shared/runtime/digest.hpp"

namespace traction::accounts {

using ports::Statement;
using wire::access::Role;
using wire::access::TokensVoid;
using wire::accounts::Door;

namespace {

std::string key_of(const Limit& limit, const std::string& whose) {
    return runtime::digest(std::string(limit.kind) + "\n" + whose);
}

TokensVoid void_of(const Statement& row) {
    TokensVoid tokens{.role = static_cast<Role>(row.integer(0)),
                      .name = ports::text(row, 1),
                      .device = {},
                      .issued_before = ports::timestamp(row, 3)};
    if (!row.is_null(2)) tokens.device = DeviceId::parse(row.text(2));
    return tokens;
}

const auto kYes = [](const Statement&) { return true; };

}  // namespace

AccessStore::AccessStore(ports::Database& database)
    : sign_in_(database.prepare("INSERT INTO device (account, device, door, since, last_sign_in_at) VALUES "
                                "(?1, ?2, ?3, ?4, ?4) ON CONFLICT DO UPDATE SET door = excluded.door, "
                                "last_sign_in_at = excluded.last_sign_in_at")),
      sign_out_(database.prepare("DELETE FROM device WHERE account = ?1 AND device = ?2")),
      is_signed_in_(database.prepare("SELECT 1 FROM device WHERE account = ?1 AND device = ?2")),
      devices_(database.prepare("SELECT device, door, since, last_sign_in_at FROM device WHERE account = ?1 "
                                "ORDER BY since, device")),
      add_staff_(
          database.prepare("INSERT INTO staff (role, name, password) VALUES (?1, ?2, CAST(?3 AS BLOB))")),
      remove_staff_(database.prepare("DELETE FROM staff WHERE role = ?1 AND name = ?2")),
      staff_(database.prepare("SELECT password FROM staff WHERE role = ?1 AND name = ?2")),
      operators_(database.prepare("SELECT count(*) FROM staff WHERE role = ?1")),
      add_void_(database.prepare(
          "INSERT INTO void_token (role, name, device, issued_before) VALUES (?1, ?2, ?3, ?4)")),
      void_tokens_(database.prepare(
          "SELECT role, name, device, issued_before FROM void_token WHERE issued_before > ?1 ORDER BY row")),
      good_from_(
          database.prepare("SELECT max(issued_before) FROM void_token WHERE role = ?1 AND name = ?2 AND "
                           "(device IS NULL OR device = ?3)")),
      forget_void_(database.prepare("DELETE FROM void_token WHERE issued_before <= ?1")),
      attempt_(database.prepare("SELECT count, last_at FROM attempt WHERE whose = CAST(?1 AS BLOB)")),
      count_attempt_(database.prepare("INSERT INTO attempt (whose, count, last_at) VALUES (CAST(?1 AS BLOB), "
                                      "1, ?2) ON CONFLICT DO UPDATE "
                                      "SET count = count + 1, last_at = excluded.last_at")),
      forget_attempt_(database.prepare("DELETE FROM attempt WHERE whose = CAST(?1 AS BLOB)")),
      forget_attempts_(database.prepare("DELETE FROM attempt WHERE last_at <= ?1")),
      next_end_(database.prepare("SELECT min(last_at) + ?1 FROM attempt UNION ALL "
                                 "SELECT min(issued_before) + ?2 FROM void_token ORDER BY 1 NULLS LAST")),
      write_later_(database.prepare("INSERT INTO unwritten_letter (cause, about) VALUES (?1, ?2)")),
      has_unwritten_(database.prepare("SELECT 1 FROM unwritten_letter LIMIT 1")),
      unwritten_(database.prepare("SELECT cause, about FROM unwritten_letter ORDER BY row")),
      forget_unwritten_(database.prepare("DELETE FROM unwritten_letter")) {}

void AccessStore::sign_in(const AccountId& account, const DeviceId& device, Door door, Timestamp now) {
    run(*sign_in_, account.text(), device.text(), static_cast<int>(door), now);
}
void AccessStore::sign_out(const AccountId& account, const DeviceId& device) {
    run(*sign_out_, account.text(), device.text());
}
bool AccessStore::is_signed_in(const AccountId& account, const DeviceId& device) {
    return first_row(*is_signed_in_, kYes, account.text(), device.text()).has_value();
}
std::vector<Device> AccessStore::devices(const AccountId& account) {
    std::vector<Device> devices;
    const auto read = [&](const Statement& row) {
        devices.push_back({.id = *DeviceId::parse(row.text(0)),
                           .door = static_cast<Door>(row.integer(1)),
                           .since = ports::timestamp(row, 2),
                           .last_sign_in_at = ports::timestamp(row, 3)});
    };
    for_each_row(*devices_, read, account.text());
    return devices;
}

void AccessStore::add_staff(Role role, const StaffName& name, const std::string& password_digest) {
    run(*add_staff_, static_cast<int>(role), name.text(), password_digest);
}
void AccessStore::remove_staff(Role role, const StaffName& name) {
    run(*remove_staff_, static_cast<int>(role), name.text());
}
std::optional<std::string> AccessStore::staff(Role role, const StaffName& name) {
    return first_row(
        *staff_, [](const Statement& row) { return ports::text(row, 0); }, static_cast<int>(role),
        name.text());
}
int AccessStore::operators() {
    return first_row(
               *operators_, [](const Statement& row) { return static_cast<int>(row.integer(0)); },
               static_cast<int>(Role::operators))
        .value();
}

void AccessStore::add_void(const TokensVoid& tokens) {
    std::optional<std::string> device;
    if (tokens.device) device = tokens.device->text();
    run(*add_void_, static_cast<int>(tokens.role), tokens.name, device, tokens.issued_before);
}
std::vector<TokensVoid> AccessStore::void_tokens(Timestamp machine_now) {
    std::vector<TokensVoid> tokens;
    for_each_row(
        *void_tokens_, [&](const Statement& row) { tokens.push_back(void_of(row)); },
        machine_now - ports::kLongestToken);
    return tokens;
}
Timestamp AccessStore::good_from(Role role, const std::string& name, const std::string& device) {
    const auto read = [](const Statement& row) {
        return ports::optional_timestamp(row, 0).value_or(kEarliest);
    };
    return first_row(*good_from_, read, static_cast<int>(role), name, device).value_or(kEarliest);
}

std::optional<Timestamp> AccessStore::blocked_until(const Limit& limit, const std::string& whose,
                                                    Timestamp machine_now) {
    const auto read = [&](const Statement& row) {
        return next_attempt_at(limit, static_cast<int>(row.integer(0)), ports::timestamp(row, 1));
    };
    const auto next = first_row(*attempt_, read, key_of(limit, whose));
    if (!next || *next <= machine_now) return std::nullopt;
    return next;
}
void AccessStore::count_attempt(const Limit& limit, const std::string& whose, Timestamp machine_now) {
    run(*count_attempt_, key_of(limit, whose), machine_now);
}
void AccessStore::forget_attempts(const Limit& limit, const std::string& whose) {
    run(*forget_attempt_, key_of(limit, whose));
}

std::optional<Timestamp> AccessStore::next_end() {
    const auto milliseconds = [](auto duration) { return Milliseconds{duration}.count(); };
    const auto read = [](const Statement& row) { return ports::optional_timestamp(row, 0); };
    return first_row(*next_end_, read, milliseconds(kAttemptsKept), milliseconds(ports::kLongestToken))
        .value_or(std::nullopt);
}
void AccessStore::forget_old(Timestamp machine_now) {
    run(*forget_attempts_, machine_now - kAttemptsKept);
    run(*forget_void_, machine_now - ports::kLongestToken);
}

void AccessStore::write_later(const Unwritten& letter) {
    run(*write_later_, letter.cause, letter.about);
}
bool AccessStore::has_unwritten() {
    return first_row(*has_unwritten_, kYes).has_value();
}
std::vector<Unwritten> AccessStore::take_unwritten() {
    std::vector<Unwritten> letters;
    for_each_row(*unwritten_, [&](const Statement& row) {
        letters.push_back({.cause = ports::text(row, 0), .about = ports::text(row, 1)});
    });
    run(*forget_unwritten_);
    return letters;
}

}  // namespace traction::accounts
