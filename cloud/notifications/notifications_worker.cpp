#include "cloud/notifications/notifications_worker.hpp"

#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::notifications {

using wire::Party;
using namespace wire::contracts;
using wire::garage::OwnershipEnded;
using wire::notifications::List;
using wire::notifications::MarkRead;
using wire::state::SightGranted;
using wire::state::VehicleHappening;

namespace {

constexpr int kMostListed = 100;

}  // namespace

void NotificationsWorker::declare(runtime::Handlers& handlers) {
    handlers.read<List>(Party::owner, [this](Turn&, const Asker& asker, const List&) { return list(asker); });
    handlers.change<MarkRead>(Party::owner, [this](Turn&, const Asker& asker, const MarkRead& ask) {
        return mark_read(asker, ask);
    });
    export_.declare(handlers);
    handlers.event<VehicleHappening>(
        "state",
        [this](Turn& turn, const Origin&, const VehicleHappening& event) { on_happening(turn, event); });
    handlers.event<SightGranted>(
        "state", [this](Turn& turn, const Origin& origin, const SightGranted& event) {
            tell_in_period(turn, event.account, event.period,
                           notice_of(event, origin.happened_at, zones_.of(event.account)));
        });
    tell_of<ContractActivated>(handlers, Kind::contract_activated);
    tell_of<EntitlementPending>(handlers, Kind::entitlement_pending);
    tell_of<AnniversaryReached>(handlers, Kind::anniversary_reached);
    tell_of<ContractRenewed>(handlers, Kind::contract_renewed);
    tell_of<ContractExtended>(handlers, Kind::contract_extended);
    tell_of<ContractSuspended>(handlers, Kind::contract_suspended);
    tell_of<ContractResumed>(handlers, Kind::contract_resumed);
    tell_of<ContractExpired>(handlers, Kind::contract_expired);
    tell_of<ContractEnded>(handlers, Kind::contract_ended);
    handlers.event<RenewalReminder>(
        "contracts", [this](Turn& turn, const Origin& origin, const RenewalReminder& event) {
            tell_in_period(turn, event.of.account, event.of.period, notice_of(event, origin.happened_at));
        });
    follow_teardowns(handlers);
    zones::follow(handlers, zones_);
    handlers.event<wire::accounts::AppDataErased>(
        "accounts", [this](Turn&, const Origin&, const wire::accounts::AppDataErased& event) {
            for (const auto& [vin, period] : owners_.periods_of(event.account)) store_.erase(vin, period);
        });
    handlers.event<wire::accounts::AccountErased>(
        "accounts", [this](Turn&, const Origin&, const wire::accounts::AccountErased& event) {
            store_.erase(event.account);
            zones_.forget(event.account);
        });
    // Rule G7: removing a car erases its data from the app.
    ownership::follow(handlers, owners_, {.began = {}, .ended = [this](Turn&, const OwnershipEnded& event) {
                                              store_.erase(event.vin, event.period);
                                          }});
}

template <class Event>
void NotificationsWorker::tell_of(runtime::Handlers& handlers, Kind kind) {
    handlers.event<Event>("contracts", [this, kind](Turn& turn, const Origin& origin, const Event& event) {
        tell_in_period(turn, event.account, event.period, notice_of(kind, event, origin.happened_at));
    });
}

void NotificationsWorker::follow_teardowns(runtime::Handlers& handlers) {
    handlers.event<TeardownBegan>("contracts", [this](Turn& turn, const Origin&, const TeardownBegan& event) {
        on_teardown(turn, event);
    });
    handlers.event<TeardownDone>("contracts",
                                 [this](Turn& turn, const Origin& origin, const TeardownDone& event) {
                                     tell(turn, event.account, notice_of(event, origin.happened_at));
                                 });
}

runtime::Handlers::Answer NotificationsWorker::list(const Asker& asker) {
    auto notifications = wire::Json::array();
    for (const auto& notification : store_.newest(asker.account(), kMostListed))
        notifications.push_back(notification.json());
    return wire::Json{{"notifications", notifications}};
}

runtime::Handlers::Answer NotificationsWorker::mark_read(const Asker& asker, const MarkRead& ask) {
    auto notification = store_.find(asker.account(), ask.notification);
    if (!notification) return Refusal(wire::refused::notification_unknown);
    store_.mark_read(ask.notification);
    notification->read_by_owner = true;
    return notification->json();
}

/// Only who has the car, and had it when it happened, is told: a car may report late what an earlier owner
/// lived through.
void NotificationsWorker::on_happening(Turn& turn, const VehicleHappening& event) {
    const auto owner = owners_.owner_of(event.vin);
    if (!owner || event.at < owner->since) return;
    if (const auto notice = notice_of(event, zones_.of(owner->account)))
        tell(turn, owner->account, *notice, owner->period);
}

/// A notice may be late, and the car be sold or removed on its way: then it is nobody's. Rules G7, G8.
void NotificationsWorker::tell_in_period(Turn& turn, const AccountId& account,
                                         std::optional<OwnershipPeriod> period, const Notice& notice) {
    if (period && owners_.is_over(notice.vin, *period)) return;
    tell(turn, account, notice);
}

/// The period ends here and now, so that nothing more of the car reaches its owner whichever event comes
/// first. Rule C7.
void NotificationsWorker::on_teardown(Turn& turn, const TeardownBegan& event) {
    owners_.end(event.vin, event.period);
    store_.erase(event.vin, event.period);
    turn.emit(TeardownPart{.teardown = event.teardown,
                           .counts = {{"notifications", store_.erased(event.vin, event.period)}}});
}

void NotificationsWorker::tell(Turn& turn, const AccountId& account, const Notice& notice,
                               std::optional<OwnershipPeriod> period) {
    if (store_.knows(notice.cause)) return;
    const Notification notification{.notification = turn.fresh_id<NotificationId>(),
                                    .kind = std::string(row_of(notice.kind).name),
                                    .at = notice.at,
                                    .text = notice.text,
                                    .vin = notice.vin,
                                    .contract = notice.contract};
    store_.add(account, notice.cause, period, notification);
    turn.publish(wire::topic(wire::TopicKind::notification, {account.text()}), notification.json());
}

runtime::WorkerKind worker_kind() {
    return {.name = "notifications", .migrations = migrations, .open = [](ports::Database& database) {
                ports::migrate(database, ownership::migrations(), "ownership");
                ports::migrate(database, zones::migrations(), "zones");
                return std::make_unique<NotificationsWorker>(database);
            }};
}

}  // namespace traction::notifications
