/// Who has a car now, and who had it in which ownership period (design 7). Each worker that must know keeps a
/// book of its own and follows the events of `garage` in it; the book's tables lie in that worker's database.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "shared/domain/ids.hpp"
#include "shared/domain/vin.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::ownership {

/// To be applied, as the set "ownership", before a book is opened.
std::span<const ports::Migration> migrations();

struct Owner {
    AccountId account;
    OwnershipPeriod period = 0;
    Timestamp since = kEarliest;  ///< when the period began; `kEarliest` when that was not told
    friend bool operator==(const Owner&, const Owner&) = default;
};

/// Repeated and late news change nothing that is known: a period that has ended never runs again, an earlier
/// period never hides a later one, and an end that is heard before its beginning is kept.
class OwnershipBook {
   public:
    explicit OwnershipBook(ports::Database& database);

    void begin(const Vin& vin, OwnershipPeriod period, const AccountId& account, Timestamp since = kEarliest);
    void end(const Vin& vin, OwnershipPeriod period);

    /// The owner of the latest period, unless it has ended.
    std::optional<Owner> owner_of(const Vin& vin);
    bool owns(const AccountId& account, const Vin& vin);
    /// True when the period has ended, or a later one is known. False while it was not heard of: news of it
    /// may be on their way.
    bool is_over(const Vin& vin, OwnershipPeriod period);
    /// Who had the car in that period, ended or not.
    std::optional<AccountId> account_of(const Vin& vin, OwnershipPeriod period);
    /// The cars that the account has now, by VIN.
    std::vector<Vin> vins_of(const AccountId& account);
    /// Every period in which the account had a car, ended or not.
    std::vector<std::pair<Vin, OwnershipPeriod>> periods_of(const AccountId& account);

   private:
    std::unique_ptr<ports::Statement> begin_, end_, latest_, is_over_, account_of_, vins_of_, periods_of_;
};

/// What a worker does beyond keeping its book. Called after the book was written, and again whenever the
/// event is repeated.
struct OnOwnership {
    std::function<void(runtime::Turn&, const wire::garage::OwnershipBegan&)> began;
    std::function<void(runtime::Turn&, const wire::garage::OwnershipEnded&)> ended;
};
/// Enters the events of `garage` into the worker's table of handlers. The book must live as long as they.
void follow(runtime::Handlers& handlers, OwnershipBook& book, OnOwnership also = {});

}  // namespace traction::ownership
