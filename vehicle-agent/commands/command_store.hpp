/// Every command the car was given, for longer than anybody repeats it. Rule K1.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "shared/ports/database.hpp"
#include "shared/wire/messages/commands.hpp"

namespace traction::commands {

class CommandStore {
   public:
    explicit CommandStore(ports::Database& database);

    void add(const wire::commands::CommandOrder& order, const wire::commands::CommandOutcome& outcome);
    void save(const wire::commands::CommandOutcome& outcome);
    std::optional<wire::commands::CommandOutcome> outcome(const CommandId& command);
    /// The latest of each command since `instant`, oldest first.
    std::vector<wire::commands::CommandOutcome> outcomes_since(Timestamp instant);
    /// Those received and not ended.
    std::vector<wire::commands::CommandOrder> under_way();
    void forget_before(Timestamp instant);

   private:
    std::unique_ptr<ports::Statement> add_, save_, outcome_, since_, under_way_, forget_;
};

}  // namespace traction::commands
