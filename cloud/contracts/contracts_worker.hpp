/// The worker `contracts`: buys, activates, reminds, renews, lets expire and ends. It orders entitlements to
/// the cars and leads the teardown of an ownership period. Rules C1 to C8, G7, G8.
#pragma once

#include "cloud/contracts/contract_steps.hpp"
#include "cloud/contracts/contracts_export.hpp"
#include "cloud/contracts/contracts_store.hpp"
#include "cloud/contracts/teardown_saga.hpp"
#include "cloud/ownership/ownership_book.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::contracts {

runtime::WorkerKind worker_kind();

class ContractsWorker final : public runtime::Worker {
   public:
    explicit ContractsWorker(ports::Database& database);

    void declare(runtime::Handlers& handlers) override;
    std::optional<Timestamp> next_due() override;
    void on_due(runtime::Turn& turn) override;
    void on_new_epoch(runtime::Turn& turn, const std::string& stream) override;

   private:
    using Answer = Result<wire::Json>;
    using Turn = runtime::Turn;
    using Asker = runtime::Asker;
    using Origin = runtime::Origin;

    Answer buy(Turn& turn, const Asker& asker, const wire::contracts::Buy& wish);
    Answer renew(Turn& turn, const Asker& asker, const wire::contracts::Renew& wish);
    Answer refuse_end(Turn& turn, const Asker& asker, const wire::contracts::End& wish);
    Answer list(Turn& turn, const Asker& asker, const wire::contracts::List& wish);
    Answer show(Turn& turn, const Asker& asker, const wire::contracts::Show& wish);
    Answer show_to_desk(Turn& turn, const Asker& asker, const wire::contracts::Show& wish);
    Answer end_for_car(Turn& turn, const Asker& asker, const wire::contracts::EndForCar& wish);
    Answer receipt(Turn& turn, const Asker& asker, const wire::contracts::Receipt& wish);

    void on_confirmed(Turn& turn, const Origin& origin,
                      const wire::contracts::EntitlementConfirmed& confirmed);
    void on_refused(Turn& turn, const Origin& origin, const wire::contracts::EntitlementRefused& refused);
    void on_period_confirmed(Turn& turn, const wire::garage::PeriodConfirmed& confirmed);
    void on_owner(Turn& turn, const wire::garage::OwnershipBegan& began);
    void on_teardown_part(Turn& turn, const Origin& origin, const wire::contracts::TeardownPart& part);

    /// A contract that the asker may see: its own, of a car in its garage. Rules G5, G7, G8.
    std::optional<Stored> visible_to(const Asker& asker, const ContractId& id);
    bool is_in_garage_of(const AccountId& account, const Vin& vin);
    wire::Json history_of(std::int64_t number);
    /// Stores a decision and lets it be known.
    void carry_out(Turn& turn, const Stored& before, const Decision& decision);
    /// History, events and the order to the car; `words` where the step's own do not say enough.
    void speak(Turn& turn, std::int64_t number, const Decision& decision,
               const std::optional<StepWords>& words = std::nullopt);

    std::optional<ownership::Owner> meant_by(const wire::contracts::EndForCar& wish,
                                             const std::vector<Stored>& running);
    void end_contracts(Turn& turn, const std::vector<Stored>& running, std::int64_t number,
                       const Ending& ending);
    wire::Json ended_answer(std::int64_t ending, const std::optional<TeardownId>& teardown);

    ContractsStore contracts_;
    TeardownStore teardowns_;
    TeardownSaga saga_;
    ownership::OwnershipBook book_;
    ContractsExport export_;
};

}  // namespace traction::contracts
