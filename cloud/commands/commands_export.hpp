/// All commands that a person gave in his ownership periods, with their steps. Rule A11.
#pragma once

#include "cloud/commands/commands_store.hpp"
#include "cloud/ownership/export_periods.hpp"
#include "shared/runtime/handlers.hpp"

namespace traction::commands {

class CommandsExport {
   public:
    CommandsExport(ownership::OwnershipBook& book, CommandsStore& store) : book_(book), store_(store) {}

    void declare(runtime::Handlers& handlers);

   private:
    Result<wire::Json> answer(const AccountId& account, const wire::exports::Export& ask);
    /// False when the page is full.
    bool tell(wire::exports::Page& page, const ownership::PeriodToTell& of);
    wire::Json row_of(const Command& command);

    ownership::OwnershipBook& book_;
    CommandsStore& store_;
};

}  // namespace traction::commands
