#include "cloud/notifications/notifications_worker.hpp"

#include "shared/wire/messages/accounts_staff.hpp"

namespace traction::notifications {

using namespace wire::contracts;
using wire::accounts::AccountErased;
using wire::accounts::AppDataErased;
using wire::accounts::WordsChosen;
using wire::accounts::ZoneChosen;
using wire::garage::OwnershipEnded;
using wire::state::SightGranted;
using wire::state::VehicleHappening;

void NotificationsWorker::declare(runtime::Handlers& handlers) {
    desk_.declare(handlers);
    export_.declare(handlers);
    follow_cars(handlers);
    follow_contracts(handlers);
    follow_accounts(handlers);
}

void NotificationsWorker::follow_cars(runtime::Handlers& handlers) {
    handlers.event<VehicleHappening>(
        "state",
        [this](Turn& turn, const Origin&, const VehicleHappening& event) { on_happening(turn, event); });
    handlers.event<SightGranted>(
        "state", [this](Turn& turn, const Origin& origin, const SightGranted& event) {
            tell_in_period(turn, event.account, event.period,
                           notice_of(event, origin.happened_at, listener(event.account)));
        });
    // Rule G7: removing a car erases its data from the app.
    ownership::follow(handlers, owners_, {.began = {}, .ended = [this](Turn&, const OwnershipEnded& event) {
                                              store_.erase(event.vin, event.period);
                                              store_.drop_held(event.vin, event.period);
                                          }});
}

void NotificationsWorker::follow_contracts(runtime::Handlers& handlers) {
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
            tell_in_period(turn, event.of.account, event.of.period,
                           notice_of(event, origin.happened_at, listener(event.of.account)));
        });
    handlers.event<TeardownBegan>("contracts", [this](Turn& turn, const Origin&, const TeardownBegan& event) {
        on_teardown(turn, event);
    });
    handlers.event<TeardownDone>("contracts", [this](Turn& turn, const Origin& origin,
                                                     const TeardownDone& event) {
        telling_.hear(turn, event.account, notice_of(event, origin.happened_at, listener(event.account)), {});
    });
}

template <class Event>
void NotificationsWorker::tell_of(runtime::Handlers& handlers, Kind kind) {
    handlers.event<Event>("contracts", [this, kind](Turn& turn, const Origin& origin, const Event& event) {
        tell_in_period(turn, event.account, event.period,
                       notice_of(kind, event, origin.happened_at, listener(event.account)));
    });
}

void NotificationsWorker::follow_accounts(runtime::Handlers& handlers) {
    handlers.event<ZoneChosen>("accounts", [this](Turn& turn, const Origin&, const ZoneChosen& event) {
        settings_.zones().choose(event.account, event.zone);
        telling_.judge_held(turn, event.account);
    });
    handlers.event<WordsChosen>("accounts", [this](Turn&, const Origin&, const WordsChosen& event) {
        settings_.set_words(event.account, event.language, event.distance_unit);
    });
    handlers.event<AppDataErased>("accounts", [this](Turn&, const Origin&, const AppDataErased& event) {
        for (const auto& [vin, period] : owners_.periods_of(event.account)) store_.erase(vin, period);
    });
    handlers.event<AccountErased>("accounts", [this](Turn&, const Origin&, const AccountErased& event) {
        store_.erase(event.account);
        settings_.erase(event.account);
    });
}

/// Only who has the car, and had it when it happened, is told: a car may report late what an earlier owner
/// lived through.
void NotificationsWorker::on_happening(Turn& turn, const VehicleHappening& event) {
    const auto owner = owners_.owner_of(event.vin);
    if (!owner || event.at < owner->since) return;
    if (const auto notice = notice_of(event, listener(owner->account)))
        telling_.hear(turn, owner->account, *notice,
                      {.erased_with = owner->period, .concerns = owner->period});
}

/// A notice may be late, and the car be sold or removed on its way: then it is nobody's. Rules G7, G8.
void NotificationsWorker::tell_in_period(Turn& turn, const AccountId& account,
                                         std::optional<OwnershipPeriod> period, const Notice& notice) {
    if (period && owners_.is_over(notice.vin, *period)) return;
    telling_.hear(turn, account, notice, {.erased_with = {}, .concerns = period});
}

/// The period ends here and now, so that nothing more of the car reaches its owner whichever event comes
/// first. Rule C7.
void NotificationsWorker::on_teardown(Turn& turn, const TeardownBegan& event) {
    owners_.end(event.vin, event.period);
    store_.erase(event.vin, event.period);
    store_.drop_held(event.vin, event.period);
    turn.emit(TeardownPart{.teardown = event.teardown,
                           .counts = {{"notifications", store_.erased(event.vin, event.period)}}});
}

runtime::WorkerKind worker_kind() {
    return {.name = "notifications", .migrations = migrations, .open = [](ports::Database& database) {
                ports::migrate(database, ownership::migrations(), "ownership");
                ports::migrate(database, zones::migrations(), "zones");
                return std::make_unique<NotificationsWorker>(database);
            }};
}

}  // namespace traction::notifications
