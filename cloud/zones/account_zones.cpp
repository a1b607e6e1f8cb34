#include "cloud/zones/account_zones.hpp"

#include "shared/wire/messages/accounts_staff.hpp"

namespace traction::zones {

using ports::Statement;
using wire::accounts::ZoneChosen;

AccountZones::AccountZones(ports::Database& database)
    : choose_(database.prepare("INSERT INTO account_zone (account, zone) VALUES (?1, ?2) ON CONFLICT "
                               "(account) DO UPDATE SET zone = excluded.zone")),
      find_(database.prepare("SELECT zone FROM account_zone WHERE account = ?1")),
      forget_(database.prepare("DELETE FROM account_zone WHERE account = ?1")) {}

void AccountZones::choose(const AccountId& account, const Zone& zone) {
    run(*choose_, account.text(), zone.name());
}

Zone AccountZones::of(const AccountId& account) {
    const auto chosen = [](const Statement& row) { return Zone::parse(row.text(0)).value(); };
    return first_row(*find_, chosen, account.text()).value_or(Zone::standard());
}

void AccountZones::forget(const AccountId& account) {
    run(*forget_, account.text());
}

void follow(runtime::Handlers& handlers, AccountZones& zones) {
    handlers.event<ZoneChosen>("accounts",
                               [&zones](runtime::Turn&, const runtime::Origin&, const ZoneChosen& event) {
                                   zones.choose(event.account, event.zone);
                               });
}

}  // namespace traction::zones
