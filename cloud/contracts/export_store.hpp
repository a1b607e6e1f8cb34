/// What an export asks of the contracts beyond what the worker's own work does.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "shared/domain/ids.hpp"
#include "shared/ports/database.hpp"

namespace traction::contracts {

class ExportStore {
   public:
    explicit ExportStore(ports::Database& database);

    /// The cars for which the account ever bought something.
    std::set<std::string> vins_bought_for(const AccountId& account);

   private:
    std::unique_ptr<ports::Statement> vins_;
};

}  // namespace traction::contracts
