/// The worker `commands`: remote control. An owner's command becomes an order to the car, and every step of
/// it is kept and told. Rules K1 to K4, K6, K7, E2, E3, E6.
#pragma once

#include "cloud/commands/commands_export.hpp"
#include "cloud/commands/commands_store.hpp"
#include "cloud/ownership/ownership_book.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::commands {

runtime::WorkerKind worker_kind();

class CommandsWorker final : public runtime::Worker {
   public:
    explicit CommandsWorker(ports::Database& database);

    void declare(runtime::Handlers& handlers) override;
    std::optional<Timestamp> next_due() override { return store_.next_deadline(); }
    std::vector<runtime::DueAct> due_acts(Timestamp until) override { return store_.due_acts(until); }
    void on_due(runtime::Turn& turn) override;
    void on_numbered(runtime::Turn& turn, const std::string& stream, const std::string& key) override;
    void on_new_epoch(runtime::Turn& turn, const std::string& stream) override;

   private:
    using Answer = runtime::Handlers::Answer;

    Answer on_send(runtime::Turn& turn, const runtime::Asker& asker, const wire::commands::Send& ask);
    Answer on_cancel(runtime::Turn& turn, const runtime::Asker& asker, const wire::commands::Cancel& ask);
    Answer on_show(runtime::Turn& turn, const runtime::Asker& asker, const wire::commands::Show& ask);
    Answer on_settings(runtime::Turn& turn, const runtime::Asker& asker, const wire::commands::Settings& ask);
    void on_outcome(runtime::Turn& turn, const runtime::Origin& origin,
                    const wire::commands::CommandOutcome& outcome);
    void on_began(runtime::Turn& turn, const runtime::Origin& origin,
                  const wire::garage::OwnershipBegan& event);
    void on_ended(runtime::Turn& turn, const runtime::Origin& origin,
                  const wire::garage::OwnershipEnded& event);
    void on_app_data_erased(runtime::Turn& turn, const runtime::Origin& origin,
                            const wire::accounts::AppDataErased& event);
    void on_teardown(runtime::Turn& turn, const runtime::Origin& origin,
                     const wire::contracts::TeardownBegan& event);

    /// The command, while its account has the car in the period it was sent in. Rule K4.
    std::optional<Command> find_own(const AccountId& account, const CommandId& id);
    bool is_shown(const Command& command);
    Answer repeated(const Command& earlier, const AccountId& account, const std::string& asked);
    void accept(runtime::Turn& turn, Command command);
    void supersede(runtime::Turn& turn, std::vector<Command>& others, const std::string& subject);
    void order(runtime::Turn& turn, const Command& command);
    /// Moves the command on if the event changes anything, keeps the step and tells the account. False:
    /// nothing changed.
    bool apply(runtime::Turn& turn, Command& command, Event event, Timestamp at, const std::string& reason);
    /// Cancels the command if it was not sent. False: nothing changed.
    bool take_back(runtime::Turn& turn, Command& command, const std::string& reason);
    std::int64_t erase(runtime::Turn& turn, const Vin& vin, OwnershipPeriod period);
    std::int64_t take_back_all(runtime::Turn& turn, const Vin& vin, OwnershipPeriod period,
                               const std::string& reason);
    void tell(runtime::Turn& turn, const Command& command, Timestamp at, const std::string& reason);

    ownership::OwnershipBook book_;
    CommandsStore store_;
    CommandsExport export_;
};

}  // namespace traction::commands
