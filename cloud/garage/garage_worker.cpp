#include "cloud/garage/garage_worker.hpp"

#include <functional>

#include "shared/wire/messages/access.hpp"
#include "shared/wire/messages/garage_desk.hpp"
#include "shared/wire/refusals.hpp"
#include "shared/wire/streams.hpp"

namespace traction::garage {

using namespace wire::garage;
using wire::Json;
using wire::Party;
using wire::accounts::AccountActivated;
using wire::accounts::AccountErased;
using wire::contracts::TeardownBegan;
using wire::contracts::TeardownPart;
namespace refused = wire::refused;

namespace {

constexpr std::string_view kName = "garage";

Json revocation(const Vin& vin, bool revoked) {
    return wire::access::CarRevoked{.vin = vin, .revoked = revoked}.json();
}

}  // namespace

void GarageWorker::declare(runtime::Handlers& handlers) {
    declare_asks(handlers);
    declare_events(handlers);
}

void GarageWorker::declare_asks(runtime::Handlers& handlers) {
    using Self = GarageWorker;
    // A read, although it is counted: what the registry says is decided anew each time.
    handlers.read<AskPreview>(Party::owner, std::bind_front(&Self::preview, this));
    handlers.change<Add>(Party::owner, std::bind_front(&Self::add, this));
    handlers.change<ShowCode>(Party::owner, std::bind_front(&Self::show_code, this));
    handlers.change<Pair>(Party::owner, std::bind_front(&Self::pair, this));
    handlers.change<Remove>(Party::owner, std::bind_front(&Self::remove, this));
    handlers.read<List>(Party::owner, std::bind_front(&Self::list, this));
    handlers.read<FindVehicle>(Party::desk,
                               [this](Turn&, const Asker&, const FindVehicle& ask) { return find(ask.vin); });
    handlers.change<ClearStolen>(Party::desk, std::bind_front(&Self::clear_stolen, this));
    handlers.change<RecordDelivery>(Party::operators, std::bind_front(&Self::record_delivery, this));
    handlers.change<SetRevoked>(Party::operators, std::bind_front(&Self::set_revoked, this));
}

void GarageWorker::declare_events(runtime::Handlers& handlers) {
    handlers.event<TeardownBegan>("contracts", [this](Turn& turn, const Origin&, const TeardownBegan& event) {
        on_teardown(turn, event);
    });
    handlers.event<AccountActivated>(
        "accounts",
        [this](Turn& turn, const Origin&, const AccountActivated& event) { on_activated(turn, event); });
    handlers.event<AccountErased>("accounts", [this](Turn& turn, const Origin&, const AccountErased& event) {
        on_account_erased(turn, event);
    });
    handlers.outcome<PeriodKnown>(kName,
                                  [this](Turn& turn, const Origin& origin, const PeriodKnown& outcome) {
                                      on_period_known(turn, origin, outcome);
                                  });
    handlers.outcome<CodeShown>(
        kName, [this](Turn&, const Origin&, const CodeShown& outcome) { desk_.on_code_shown(outcome); });
}

Result<Preview> GarageWorker::look_up(const Vin& vin, Timestamp now) {
    auto car = registry_.find(vin);
    if (!car) return Refusal(refused::vehicle_not_known);
    const auto delivered = store_.delivered_at(vin);
    if (delivered && *delivered + kUnknownAfterDelivery > now) {
        return Refusal(refused::vehicle_not_known_yet,
                       {{"again_at", to_text(*delivered + kUnknownAfterDelivery)}});
    }
    return *car;
}

runtime::Handlers::Answer GarageWorker::preview(Turn& turn, const Asker& asker, const AskPreview& ask) {
    if (const auto refusal = desk_.count_look_up(asker.account(), turn.machine_now())) return *refusal;
    const auto car = look_up(ask.vin, turn.now());
    if (!car) return car.refusal();
    return car->json();
}

runtime::Handlers::Answer GarageWorker::add(Turn& turn, const Asker& asker, const Add& ask) {
    const auto account = asker.account();
    if (const auto since = store_.added_at(account, ask.vin)) return view_of(account, ask.vin, *since);
    if (const auto refusal = desk_.count_look_up(account, turn.machine_now())) return *refusal;
    if (const auto car = look_up(ask.vin, turn.now()); !car) return car.refusal();
    if (const auto refusal = enter(turn, account, ask.vin)) return *refusal;
    return view_of(account, ask.vin, turn.now());
}

std::optional<Refusal> GarageWorker::enter(Turn& turn, const AccountId& account, const Vin& vin) {
    if (store_.added_at(account, vin)) return std::nullopt;
    if (store_.members_of(account).size() >= kMostCars) return Refusal(refused::garage_full);
    store_.add_member(account, vin, turn.now());
    turn.emit(VehicleAdded{.vin = vin, .account = account});
    return std::nullopt;
}

runtime::Handlers::Answer GarageWorker::show_code(Turn& turn, const Asker& asker, const ShowCode& ask) {
    if (!store_.added_at(asker.account(), ask.vin)) return Refusal(refused::vehicle_not_in_garage);
    const auto until = desk_.show_code(turn, asker.account(), ask.vin);
    if (!until) return until.refusal();
    return Json{{"vin", ask.vin.text()}, {"usable_until", to_text(*until)}};
}

runtime::Handlers::Answer GarageWorker::pair(Turn& turn, const Asker& asker, const Pair& ask) {
    const auto account = asker.account();
    const auto since = store_.added_at(account, ask.vin);
    if (!since) return Refusal(refused::vehicle_not_in_garage);
    const auto before = store_.car(ask.vin);
    if (before.account != account) {
        if (const auto refusal = desk_.judge(turn, account, ask)) return *refusal;
    }
    const auto car = garage::pair(before, account, turn.now());
    if (!car) return car.refusal();
    if (car->phase == Phase::moving) turn.answer_later();
    if (car->phase == Phase::moving && before.phase == Phase::owned) {
        end_period(turn, before, PeriodEnd::moved);
        transfers_.begin(before, account);
    } else if (car->period != before.period) {
        begin_period(turn, *car);
    }
    return view_of(account, ask.vin, *since);
}

void GarageWorker::on_acknowledged(Turn& turn, const std::string& stream) {
    if (stream != wire::event_stream(kName) && stream != wire::access_stream(kName)) return;
    for (const auto& vin : transfers_.go_on(turn)) {
        const auto car = arrive(store_.car(vin), turn.now());
        transfers_.end(vin);
        begin_period(turn, car);
    }
}

runtime::Handlers::Answer GarageWorker::remove(Turn& turn, const Asker& asker, const Remove& ask) {
    if (!store_.added_at(asker.account(), ask.vin)) return Refusal(refused::vehicle_not_in_garage);
    leave(turn, asker.account(), ask.vin);
    return Json{{"vin", ask.vin.text()}};
}

void GarageWorker::leave(Turn& turn, const AccountId& account, const Vin& vin) {
    const auto before = store_.car(vin);
    const auto car = garage::remove(before, account);
    if (before.phase == Phase::owned && car.phase != before.phase) {
        end_period(turn, before, PeriodEnd::removed);
    } else {
        if (before.phase == Phase::moving && car.phase != before.phase) transfers_.end(vin);
        drop_member(turn, account, vin);
    }
}

runtime::Handlers::Answer GarageWorker::list(Turn&, const Asker& asker, const List&) {
    auto vehicles = Json::array();
    for (const auto& member : store_.members_of(asker.account()))
        vehicles.push_back(view_of(asker.account(), member.vin, member.added_at));
    return Json{{"vehicles", vehicles}};
}

runtime::Handlers::Answer GarageWorker::find(const Vin& vin) {
    const auto car = store_.car(vin);
    Json found{{"vin", vin.text()}, {"phase", wire::word_text(car.phase, kPhaseNames)}};
    if (const auto model = registry_.find(vin)) found["model"] = model->model;
    if (car.phase == Phase::owned) {
        found["account"] = car.account.text();
        found["period"] = car.period;
    }
    return found;
}

runtime::Handlers::Answer GarageWorker::clear_stolen(Turn&, const Asker&, const ClearStolen& ask) {
    const auto before = store_.car(ask.vin);
    const auto car = garage::clear_stolen(before);
    if (car.phase != before.phase) store_.mark_stolen(car.vin, false);
    return Json{{"vin", car.vin.text()}, {"was_stolen", before.phase == Phase::stolen}};
}

runtime::Handlers::Answer GarageWorker::record_delivery(Turn&, const Asker&, const RecordDelivery& ask) {
    store_.record_delivery(ask.vin, ask.delivered_at);
    return Json{{"vin", ask.vin.text()}, {"known_from", to_text(ask.delivered_at + kUnknownAfterDelivery)}};
}

runtime::Handlers::Answer GarageWorker::set_revoked(Turn& turn, const Asker&, const SetRevoked& ask) {
    revoke(turn, ask.vin, ask.revoked);
    return Json{{"vin", ask.vin.text()}, {"revoked", ask.revoked}};
}

void GarageWorker::revoke(Turn& turn, const Vin& vin, bool revoked) {
    if (!store_.set_revoked(vin, revoked)) return;
    turn.send(wire::access_stream(kName), revocation(vin, revoked), "certificate-" + vin.text());
}

std::vector<Json> GarageWorker::rights_ended(Timestamp) {
    std::vector<Json> ended;
    for (const auto& vin : store_.revoked()) ended.push_back(revocation(vin, true));
    return ended;
}

/// A stolen car keeps its certificate: what it reports may find it. A destroyed one has nothing to say.
void GarageWorker::on_teardown(Turn& turn, const TeardownBegan& event) {
    auto vehicles = store_.torn_down(event.teardown);
    if (!vehicles) {
        const auto before = store_.car(event.vin);
        const auto car = tear_down(before, event.period, event.reason);
        vehicles = before.phase == Phase::owned && car.phase != Phase::owned ? 1 : 0;
        if (*vehicles != 0) end_period(turn, before, PeriodEnd::torn_down);
        if (before.phase == Phase::moving && car.phase == Phase::stolen) transfers_.end(event.vin);
        if (car.phase == Phase::stolen) store_.mark_stolen(car.vin, true);
        if (wire::contracts::effects_of(event.reason).revokes_car && event.period == before.period)
            revoke(turn, event.vin, true);
        store_.remember_teardown(event.teardown, *vehicles);
    }
    turn.emit(TeardownPart{.teardown = event.teardown, .counts = {{"vehicles", *vehicles}}});
}

/// The car of the sign-up, where the registry knows such cars: nobody is asked again who typed a wrong VIN.
/// Rule A1.
void GarageWorker::on_activated(Turn& turn, const AccountActivated& event) {
    if (event.vin && registry_.find(*event.vin)) enter(turn, event.account, *event.vin);
}

void GarageWorker::on_account_erased(Turn& turn, const AccountErased& event) {
    for (const auto& member : store_.members_of(event.account)) leave(turn, event.account, member.vin);
    desk_.forget_account(event.account);
}

/// Told as often as the car says it: who orders of this period was refused before may try again.
void GarageWorker::on_period_known(Turn& turn, const Origin& origin, const PeriodKnown& outcome) {
    const auto vin = Vin::parse(origin.vin);
    if (!vin) return;
    store_.note_known(*vin, outcome.period, outcome.owned);
    const auto car = store_.car(*vin);
    if (outcome.owned && car.phase == Phase::owned && car.period == outcome.period)
        turn.emit(PeriodConfirmed{.vin = *vin, .period = outcome.period});
}

void GarageWorker::begin_period(Turn& turn, const Car& car) {
    store_.begin_period(car);
    turn.emit(OwnershipBegan{.vin = car.vin, .period = car.period, .account = car.account});
    tell_car(turn, car);
}

/// Whoever's period ends has the car in his garage no more; that it ended is told under a key, for the sale.
void GarageWorker::end_period(Turn& turn, const Car& before, PeriodEnd reason) {
    store_.end_period(before.vin, before.period, turn.now());
    turn.emit(
        OwnershipEnded{
            .vin = before.vin, .period = before.period, .account = before.account, .reason = reason},
        Transfers::ended_key(before.vin, before.period));
    drop_member(turn, before.account, before.vin);
    tell_car(turn, store_.car(before.vin));
}

void GarageWorker::drop_member(Turn& turn, const AccountId& account, const Vin& vin) {
    store_.remove_member(account, vin);
    desk_.forget(turn, account, vin);
    turn.emit(VehicleRemoved{.vin = vin, .account = account});
}

/// A later word replaces one that the car was not sent yet.
void GarageWorker::tell_car(Turn& turn, const Car& car) {
    const PeriodOrder order{.period = car.period, .owned = car.phase == Phase::owned};
    turn.send(wire::order_stream(car.vin, kName), order.json(), std::string(PeriodOrder::kKind));
}

void GarageWorker::on_new_epoch(Turn& turn, const std::string& stream) {
    const auto name = wire::parse_stream(stream);
    if (!name || name->kind != wire::StreamKind::order) return;
    const auto car = store_.car(Vin::parse(name->vin).value());
    if (car.period > 0) tell_car(turn, car);
}

Json GarageWorker::view_of(const AccountId& account, const Vin& vin, Timestamp added_at) {
    const auto known = registry_.find(vin);
    const auto car = store_.car(vin);
    const bool paired = car.phase == Phase::owned && car.account == account;
    return Vehicle{.vin = vin,
                   .model = known ? known->model : vin.text(),
                   .picture = known ? known->picture : "car",
                   .added_at = added_at,
                   .period = paired ? std::optional(car.period) : std::nullopt}
        .json();
}

runtime::WorkerKind worker_kind() {
    static const SandboxRegistry registry;
    return {.name = std::string(kName), .migrations = migrations, .open = [](ports::Database& database) {
                return std::make_unique<GarageWorker>(database, registry);
            }};
}

}  // namespace traction::garage
