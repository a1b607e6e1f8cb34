#include "cloud/store/offer_store.hpp"

namespace traction::store {

using ports::Statement;

OfferStore::OfferStore(ports::Database& database)
    : wish_(database.prepare("INSERT INTO wants_offers (account) VALUES (?1) ON CONFLICT DO NOTHING")),
      unwish_(database.prepare("DELETE FROM wants_offers WHERE account = ?1")),
      drop_(database.prepare("DELETE FROM to_announce WHERE account = ?1")),
      announced_(database.prepare("SELECT version FROM announced")),
      set_announced_(database.prepare("UPDATE announced SET version = ?1")),
      note_(database.prepare("INSERT INTO to_announce (account, vin, version) SELECT w.account, g.vin, ?1 "
                             "FROM wants_offers w JOIN in_garage g ON g.account = w.account ORDER BY "
                             "w.account, g.vin")),
      left_(database.prepare("SELECT 1 FROM to_announce LIMIT 1")),
      next_(database.prepare("SELECT account, vin, version, row FROM to_announce ORDER BY row LIMIT ?1")),
      told_(database.prepare("DELETE FROM to_announce WHERE row <= ?1")) {}

void OfferStore::set_wish(const AccountId& account, bool wished) {
    if (!wished) return forget(account);
    run(*wish_, account.text());
}

void OfferStore::forget(const AccountId& account) {
    run(*unwish_, account.text());
    run(*drop_, account.text());
}

int OfferStore::announced() {
    return first_row(*announced_, [](const Statement& row) { return static_cast<int>(row.integer(0)); })
        .value();
}

void OfferStore::announce(int version, bool news) {
    run(*set_announced_, version);
    if (news) run(*note_, version);
}

bool OfferStore::has_left() {
    return first_row(*left_, [](const Statement&) { return true; }).has_value();
}

std::vector<OfferStore::ToAnnounce> OfferStore::take(int most) {
    std::vector<ToAnnounce> found;
    std::int64_t last = 0;
    for_each_row(
        *next_,
        [&](const Statement& row) {
            found.push_back({.account = AccountId::parse(row.text(0)).value(),
                             .vin = Vin::parse(row.text(1)).value(),
                             .version = static_cast<int>(row.integer(2))});
            last = row.integer(3);
        },
        most);
    run(*told_, last);
    return found;
}

}  // namespace traction::store
