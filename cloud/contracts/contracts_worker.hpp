/// The worker `contracts`: it makes contracts of orders, activates, reminds, renews, suspends, lets expire
/// and ends, says when a term is to be paid, orders entitlements to the cars and leads the teardown of an
/// ownership period. Rules B1, B2, C1 to C8, G7, G8.
#pragma once

#include "cloud/contracts/charges.hpp"
#include "cloud/contracts/contracts_export.hpp"
#include "cloud/contracts/help_desk.hpp"
#include "cloud/contracts/orders.hpp"
#include "cloud/contracts/owner_asks.hpp"
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
    std::vector<runtime::DueAct> due_acts(Timestamp until) override;
    void on_new_epoch(runtime::Turn& turn, const std::string& stream) override;

   private:
    using Turn = runtime::Turn;
    using Origin = runtime::Origin;

    void follow_garage(runtime::Handlers& handlers);

    void on_confirmed(Turn& turn, const Origin& origin,
                      const wire::contracts::EntitlementConfirmed& confirmed);
    void on_refused(Turn& turn, const Origin& origin, const wire::contracts::EntitlementRefused& refused);
    void on_period_confirmed(Turn& turn, const wire::garage::PeriodConfirmed& confirmed);
    void on_owner(Turn& turn, const wire::garage::OwnershipBegan& began);

    /// A car may speak of its own contracts only.
    std::optional<Stored> of_car(const Origin& origin, const ContractId& id);

    ContractsStore contracts_;
    ChargeStore charge_rows_;
    TeardownStore teardowns_;
    ownership::OwnershipBook owners_;
    TeardownSaga saga_;
    ContractBook book_;
    ContractAnswers answers_;
    Charges charges_;
    Orders orders_;
    OwnerAsks owner_asks_;
    HelpDesk help_desk_;
    ContractsExport export_;
};

}  // namespace traction::contracts
