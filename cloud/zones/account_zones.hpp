/// Which time zone each account lives in, so that local days and hours are its own (rules A4, C1). Each
/// worker that must know keeps its own account of it, in its own database, and follows `accounts` in it.
#pragma once

#include <memory>
#include <span>

#include "shared/domain/calendar.hpp"
#include "shared/domain/ids.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/handlers.hpp"

namespace traction::zones {

/// To be applied, as the set "zones", before `AccountZones` are opened.
std::span<const ports::Migration> migrations();

class AccountZones {
   public:
    explicit AccountZones(ports::Database& database);

    void choose(const AccountId& account, const Zone& zone);
    /// The standard one until another was chosen.
    Zone of(const AccountId& account);
    /// The account is erased. Rule A10.
    void forget(const AccountId& account);

   private:
    std::unique_ptr<ports::Statement> choose_, find_, forget_;
};

/// Enters what `accounts` tells of zones into the worker's table of handlers. `zones` must live as long as
/// they. Erasure is the worker's own to hear of, who has more to erase.
void follow(runtime::Handlers& handlers, AccountZones& zones);

}  // namespace traction::zones
