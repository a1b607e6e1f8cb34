/// The worker `notifications`: tells owners what happened, once, and keeps it for those who were not
/// listening. Rule N1.
#pragma once

#include "cloud/notifications/notifications_export.hpp"
#include "cloud/notifications/notifications_store.hpp"
#include "cloud/notifications/owner_desk.hpp"
#include "shared/runtime/worker.hpp"

namespace traction::notifications {

class NotificationsWorker : public runtime::Worker {
   public:
    explicit NotificationsWorker(ports::Database& database)
        : store_(database), settings_(database), owners_(database) {}

    void declare(runtime::Handlers& handlers) override;
    std::optional<Timestamp> next_due() override { return store_.next_due(); }
    std::vector<runtime::DueAct> due_acts(Timestamp until) override { return store_.due_acts(until); }
    void on_due(runtime::Turn& turn) override { telling_.on_due(turn); }

   private:
    using Origin = runtime::Origin;
    using Turn = runtime::Turn;

    template <class Event>
    void tell_of(runtime::Handlers& handlers, Kind kind);
    void follow_contracts(runtime::Handlers& handlers);
    void follow_cars(runtime::Handlers& handlers);
    void follow_accounts(runtime::Handlers& handlers);
    void on_happening(Turn& turn, const wire::state::VehicleHappening& event);
    void tell_in_period(Turn& turn, const AccountId& account, std::optional<OwnershipPeriod> period,
                        const Notice& notice);
    void on_teardown(Turn& turn, const wire::contracts::TeardownBegan& event);
    Listener listener(const AccountId& account) { return settings_.of(account).listener(); }

    NotificationsStore store_;
    SettingsStore settings_;
    ownership::OwnershipBook owners_;
    Telling telling_{store_, settings_};
    OwnerDesk desk_{store_, settings_, telling_};
    NotificationsExport export_{store_, settings_};
};

runtime::WorkerKind worker_kind();

}  // namespace traction::notifications
