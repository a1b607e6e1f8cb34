/// What `commands` remembers: each command with its steps. Rows in, rows out. All calls happen inside the
/// worker's transaction.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cloud/commands/commands_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/due_acts.hpp"

namespace traction::commands {

std::span<const ports::Migration> migrations();

struct Command {
    std::int64_t row = 0;  ///< ascending in the order of acceptance
    CommandId id;
    AccountId account;
    Vin vin;
    OwnershipPeriod period = 0;
    Act act{};
    std::string subject;  ///< what it is about: `wire::commands::subject_of`
    std::string asked;
    Timestamp deadline{};
    Phase phase = Phase::accepted;
};

/// What a teardown did here, counted.
struct Erased {
    std::int64_t cancelled = 0;
    std::int64_t erased = 0;
    std::map<std::string, std::int64_t> counts() const {
        return {{"commands_cancelled", cancelled}, {"commands_erased", erased}};
    }
};

class CommandsStore {
   public:
    explicit CommandsStore(ports::Database& database);

    std::optional<Command> find(const CommandId& id);
    /// Adds the command and gives it its row.
    Command add(Command command);
    /// Moves the command on and keeps the step.
    void step(Command& command, Phase phase, Timestamp at, const std::string& reason);
    std::vector<wire::commands::Step> steps(const Command& command);

    /// The commands of one ownership period that have no end, in the order of acceptance.
    std::vector<Command> open_of(const Vin& vin, OwnershipPeriod period);
    /// The newest that was done about each subject in one ownership period, in the order of acceptance.
    std::vector<Command> last_done_of(const Vin& vin, OwnershipPeriod period);
    std::optional<Command> last_done_about(const Vin& vin, OwnershipPeriod period,
                                           const std::string& subject);
    /// All commands of one ownership period, in the order of acceptance.
    std::vector<Command> of_vehicle(const Vin& vin, OwnershipPeriod period);
    /// At most so many of them, after one by its row.
    std::vector<Command> of_vehicle_after(const Vin& vin, OwnershipPeriod period, std::int64_t row, int most);
    /// Erases the commands of one ownership period with their steps. Gives their number.
    std::int64_t erase(const Vin& vin, OwnershipPeriod period);
    /// Adds one run of a teardown to its receipt. Gives the sum of all runs.
    Erased add_erasure(const TeardownId& teardown, const Erased& erased);

    /// The earliest deadline of a command that it can still meet.
    std::optional<Timestamp> next_deadline();
    std::vector<runtime::DueAct> due_acts(Timestamp until);
    /// The commands whose deadline has come, in its order.
    std::vector<Command> due(Timestamp now);

   private:
    ports::Database& database_;
    std::unique_ptr<ports::Statement> find_, add_, move_, add_step_, steps_;
    std::unique_ptr<ports::Statement> open_of_, last_done_of_, last_done_about_;
    std::unique_ptr<ports::Statement> of_vehicle_, of_vehicle_after_, erase_, add_erasure_, erasure_;
    std::unique_ptr<ports::Statement> next_deadline_, due_acts_, due_;
};

}  // namespace traction::commands
