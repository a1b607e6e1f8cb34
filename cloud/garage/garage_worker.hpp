/// The worker `garage`: cars of an account, their pairing, and the ownership periods that all others go by
/// (rules G1 to G8, C7; design 7). What it answers of a car that the account has not paired does not depend
/// on whether somebody has it.
#pragma once

#include "cloud/garage/garage_store.hpp"
#include "cloud/garage/pairing_desk.hpp"
#include "cloud/garage/registry.hpp"
#include "cloud/garage/transfers.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::garage {

class GarageWorker : public runtime::Worker {
   public:
    GarageWorker(ports::Database& database, const Registry& registry)
        : registry_(registry), store_(database), desk_(database), transfers_(store_) {}

    void declare(runtime::Handlers& handlers) override;
    std::optional<Timestamp> next_due() override { return desk_.next_due(); }
    std::vector<runtime::DueAct> due_acts(Timestamp until) override { return desk_.due_acts(until); }
    void on_due(runtime::Turn& turn) override { desk_.on_due(turn.now()); }
    /// A sale goes on.
    void on_acknowledged(runtime::Turn& turn, const std::string& stream) override;
    /// A car that lost its memory is told its current period.
    void on_new_epoch(runtime::Turn& turn, const std::string& stream) override;
    std::vector<wire::Json> rights_ended(Timestamp machine_now) override;

   private:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;
    using Origin = runtime::Origin;
    using Turn = runtime::Turn;

    void declare_asks(runtime::Handlers& handlers);
    void declare_events(runtime::Handlers& handlers);

    Answer preview(Turn& turn, const Asker& asker, const wire::garage::AskPreview& ask);
    Answer add(Turn& turn, const Asker& asker, const wire::garage::Add& ask);
    Answer show_code(Turn& turn, const Asker& asker, const wire::garage::ShowCode& ask);
    Answer pair(Turn& turn, const Asker& asker, const wire::garage::Pair& ask);
    Answer remove(Turn& turn, const Asker& asker, const wire::garage::Remove& ask);
    Answer list(Turn& turn, const Asker& asker, const wire::garage::List& ask);
    Answer find(const Vin& vin);
    Answer clear_stolen(Turn& turn, const Asker& asker, const wire::garage::ClearStolen& ask);
    Answer record_delivery(Turn& turn, const Asker& asker, const wire::garage::RecordDelivery& ask);
    Answer set_revoked(Turn& turn, const Asker& asker, const wire::garage::SetRevoked& ask);

    void on_teardown(Turn& turn, const wire::contracts::TeardownBegan& event);
    void on_activated(Turn& turn, const wire::accounts::AccountActivated& event);
    void on_account_erased(Turn& turn, const wire::accounts::AccountErased& event);
    void on_period_known(Turn& turn, const Origin& origin, const wire::garage::PeriodKnown& outcome);

    /// What the registry says of a car. Refuses with `vehicle_not_known`, or `vehicle_not_known_yet` and the
    /// instant from which on it does. Rule G4.
    Result<wire::garage::Preview> look_up(const Vin& vin, Timestamp now);
    /// Refuses with `garage_full`. Rule G1.
    std::optional<Refusal> enter(Turn& turn, const AccountId& account, const Vin& vin);
    /// Out of the garage, and out of the account's hands. Rule G7.
    void leave(Turn& turn, const AccountId& account, const Vin& vin);
    void begin_period(Turn& turn, const Car& car);
    void end_period(Turn& turn, const Car& before, wire::garage::PeriodEnd reason);
    void drop_member(Turn& turn, const AccountId& account, const Vin& vin);
    void tell_car(Turn& turn, const Car& car);
    void revoke(Turn& turn, const Vin& vin, bool revoked);
    wire::Json view_of(const AccountId& account, const Vin& vin, Timestamp added_at);

    const Registry& registry_;
    GarageStore store_;
    PairingDesk desk_;
    Transfers transfers_;
};

runtime::WorkerKind worker_kind();

}  // namespace traction::garage
