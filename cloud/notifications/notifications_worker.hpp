/// The worker `notifications`: tells owners what happened, once, and keeps it for those who were not
/// listening. Rule N1.
#pragma once

#include "cloud/notifications/notifications_export.hpp"
#include "cloud/notifications/notifications_store.hpp"
#include "cloud/ownership/ownership_book.hpp"
#include "cloud/zones/account_zones.hpp"
#include "shared/runtime/worker.hpp"

namespace traction::notifications {

class NotificationsWorker : public runtime::Worker {
   public:
    explicit NotificationsWorker(ports::Database& database)
        : store_(database), owners_(database), zones_(database) {}

    void declare(runtime::Handlers& handlers) override;

   private:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;
    using Origin = runtime::Origin;
    using Turn = runtime::Turn;

    template <class Event>
    void tell_of(runtime::Handlers& handlers, Kind kind);
    void follow_teardowns(runtime::Handlers& handlers);
    Answer list(const Asker& asker);
    Answer mark_read(const Asker& asker, const wire::notifications::MarkRead& ask);
    void on_happening(Turn& turn, const wire::state::VehicleHappening& event);
    void tell_in_period(Turn& turn, const AccountId& account, std::optional<OwnershipPeriod> period,
                        const Notice& notice);
    void on_teardown(Turn& turn, const wire::contracts::TeardownBegan& event);
    void tell(Turn& turn, const AccountId& account, const Notice& notice,
              std::optional<OwnershipPeriod> period = std::nullopt);

    NotificationsStore store_;
    NotificationsExport export_{store_};
    ownership::OwnershipBook owners_;
    zones::AccountZones zones_;
};

runtime::WorkerKind worker_kind();

}  // namespace traction::notifications
