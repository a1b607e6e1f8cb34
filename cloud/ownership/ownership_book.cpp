#include "cloud/ownership/ownership_book.hpp"

namespace traction::ownership {

using ports::Statement;
using runtime::Origin;
using runtime::Turn;
using wire::garage::OwnershipBegan;
using wire::garage::OwnershipEnded;

OwnershipBook::OwnershipBook(ports::Database& database)
    : begin_(database.prepare(
          "INSERT INTO ownership_period (vin, period, account, began_at, ended) VALUES (?1, ?2, ?3, ?4, 0) "
          "ON CONFLICT (vin, period) DO UPDATE SET account = excluded.account, began_at = excluded.began_at "
          "WHERE account IS NULL")),
      end_(database.prepare(
          "INSERT INTO ownership_period (vin, period, account, began_at, ended) VALUES (?1, ?2, NULL, 0, 1) "
          "ON CONFLICT (vin, period) DO UPDATE SET ended = 1")),
      latest_(database.prepare("SELECT account, period, began_at, ended FROM ownership_period WHERE vin = ?1 "
                               "ORDER BY period DESC LIMIT 1")),
      is_over_(database.prepare("SELECT 1 FROM ownership_period WHERE vin = ?1 AND (period > ?2 OR (period = "
                                "?2 AND ended = 1)) LIMIT 1")),
      account_of_(database.prepare(
          "SELECT account FROM ownership_period WHERE vin = ?1 AND period = ?2 AND account IS NOT NULL")),
      vins_of_(database.prepare(
          "SELECT vin FROM ownership_period AS mine WHERE account = ?1 AND ended = 0 AND NOT EXISTS "
          "(SELECT 1 FROM ownership_period AS later WHERE later.vin = mine.vin AND later.period > "
          "mine.period) ORDER BY vin")),
      periods_of_(database.prepare(
          "SELECT vin, period FROM ownership_period WHERE account = ?1 ORDER BY vin, period")) {}

void OwnershipBook::begin(const Vin& vin, OwnershipPeriod period, const AccountId& account, Timestamp since) {
    run(*begin_, vin.text(), period, account.text(), since);
}

void OwnershipBook::end(const Vin& vin, OwnershipPeriod period) {
    run(*end_, vin.text(), period);
}

std::optional<Owner> OwnershipBook::owner_of(const Vin& vin) {
    const auto running = [](const Statement& row) -> std::optional<Owner> {
        if (row.integer(3) != 0) return std::nullopt;
        return Owner{.account = AccountId::parse(row.text(0)).value(),
                     .period = static_cast<OwnershipPeriod>(row.integer(1)),
                     .since = ports::timestamp(row, 2)};
    };
    return first_row(*latest_, running, vin.text()).value_or(std::nullopt);
}

bool OwnershipBook::owns(const AccountId& account, const Vin& vin) {
    const auto owner = owner_of(vin);
    return owner && owner->account == account;
}

bool OwnershipBook::is_over(const Vin& vin, OwnershipPeriod period) {
    ports::StatementUse use(*is_over_, vin.text(), period);
    return use.step();
}

std::optional<AccountId> OwnershipBook::account_of(const Vin& vin, OwnershipPeriod period) {
    return first_row(
        *account_of_, [](const Statement& row) { return AccountId::parse(row.text(0)).value(); }, vin.text(),
        period);
}

std::vector<Vin> OwnershipBook::vins_of(const AccountId& account) {
    std::vector<Vin> vins;
    for_each_row(
        *vins_of_, [&](const Statement& row) { vins.push_back(Vin::parse(row.text(0)).value()); },
        account.text());
    return vins;
}

std::vector<std::pair<Vin, OwnershipPeriod>> OwnershipBook::periods_of(const AccountId& account) {
    std::vector<std::pair<Vin, OwnershipPeriod>> periods;
    for_each_row(
        *periods_of_,
        [&](const Statement& row) {
            periods.emplace_back(Vin::parse(row.text(0)).value(),
                                 static_cast<OwnershipPeriod>(row.integer(1)));
        },
        account.text());
    return periods;
}

void follow(runtime::Handlers& handlers, OwnershipBook& book, OnOwnership also) {
    const auto on_began = [&book, began = std::move(also.began)](Turn& turn, const Origin& origin,
                                                                 const OwnershipBegan& event) {
        book.begin(event.vin, event.period, event.account, origin.happened_at);
        if (began) began(turn, event);
    };
    const auto on_ended = [&book, ended = std::move(also.ended)](Turn& turn, const Origin&,
                                                                 const OwnershipEnded& event) {
        book.end(event.vin, event.period);
        if (ended) ended(turn, event);
    };
    handlers.event<OwnershipBegan>("garage", on_began);
    handlers.event<OwnershipEnded>("garage", on_ended);
}

}  // namespace traction::ownership
