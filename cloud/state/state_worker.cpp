#include "cloud/state/state_worker.hpp"

#include <algorithm>

#include "shared/wire/refusals.hpp"

namespace traction::state {

using runtime::Asker;
using runtime::Origin;
using runtime::Turn;
using wire::Party;

namespace refused = wire::refused;

runtime::WorkerKind worker_kind(Options options) {
    return {.name = std::string(wire::kReportReceiver),
            .migrations = migrations,
            .open = [options](ports::Database& database) {
                ports::migrate(database, ownership::migrations(), "ownership");
                return std::make_unique<StateWorker>(database, options);
            }};
}

StateWorker::StateWorker(ports::Database& database, Options options)
    : options_(options),
      book_(database),
      cars_(database),
      view_(cars_),
      sight_(database, book_, cars_),
      export_(database, book_, cars_) {}

void StateWorker::declare(runtime::Handlers& handlers) {
    const auto with = [this](auto method) {
        return [this, method](auto&... parts) { return (this->*method)(parts...); };
    };
    handlers.subscribe(wire::filter(wire::TopicKind::report, {"+"}));
    handlers.raw(wire::StreamKind::report, [this](Turn& turn, const Origin& origin, std::string_view body) {
        return on_report(turn, origin, body);
    });
    // Reads, although they change leases: decided anew each time, and no position is kept with a remembered
    // answer.
    handlers.read<wire::state::Watch>(Party::owner, with(&StateWorker::on_watch));
    handlers.read<wire::state::Unwatch>(Party::owner, with(&StateWorker::on_unwatch));
    handlers.read<wire::state::Show>(Party::owner, with(&StateWorker::on_show));
    sight_.declare(handlers);
    export_.declare(handlers);
    handlers.event<wire::garage::OwnershipBegan>("garage", with(&StateWorker::on_began));
    handlers.event<wire::garage::OwnershipEnded>("garage", with(&StateWorker::on_ended));
    handlers.event<wire::accounts::AppDataErased>("accounts", with(&StateWorker::on_app_data_erased));
    // What a car that was sold since told of an account without an app is left, and goes with the account.
    handlers.event<wire::accounts::AccountErased>(
        "accounts", [this](Turn& turn, const Origin& origin, const wire::accounts::AccountErased& event) {
            on_app_data_erased(turn, origin, {.account = event.account});
        });
    handlers.event<wire::contracts::TeardownBegan>("contracts", with(&StateWorker::on_teardown));
}

std::optional<Refusal> StateWorker::on_report(Turn& turn, const Origin& origin, std::string_view body) {
    const auto report = decoder_.decode(body);
    if (!report) return report.refusal();
    const auto car = cars_.named(origin.vin);
    if (!car) return car.refusal();
    follow_privacy(turn, **car, **report);
    keep_samples(turn, **car, **report);
    keep_happenings(turn, **car, **report);
    cars_.store().count_dropped((*car)->id, "unknown_signal", (*report)->unknown_signals);
    return std::nullopt;
}

/// Before anything else of the report: what it hides is shown no longer than it must. Rule D3.
void StateWorker::follow_privacy(Turn& turn, Car& car, const wire::Report& report) {
    for (const auto& happening : report.happenings) {
        if (happening.kind != wire::HappeningKind::privacy_changed) continue;
        const auto privacy = wire::privacy_meant(happening.cause.value_or(""));
        view_.show_now(turn, car, cars_.change_privacy(car, {.privacy = privacy, .at = happening.at}));
    }
}

void StateWorker::keep_samples(Turn& turn, Car& car, const wire::Report& report) {
    wire::AspectSet changed = 0;
    std::int64_t unowned = 0;
    std::int64_t erased = 0;
    std::int64_t hidden = 0;
    for (const auto& sample : report.samples) {
        const auto placement = place(car.periods, sample.measured_at, options_.store_unowned);
        unowned += placement.fate == Fate::unowned;
        erased += placement.fate == Fate::erased;
        if (placement.fate != Fate::kept) continue;
        const auto told = without_private(sample, car.privacy);
        const bool is_private = told.empty() && !sample.empty();
        hidden += is_private;
        if (is_private) continue;
        changed |= cars_.keep(car, *placement.period, told, doubtful_signals(told, turn.now()));
    }
    cars_.store().count_dropped(car.id, "unowned", unowned);
    cars_.store().count_dropped(car.id, "erased", erased);
    cars_.store().count_dropped(car.id, "private", hidden);
    view_.on_change(car, changed, turn.machine_now());
}

void StateWorker::keep_happenings(Turn& turn, Car& car, const wire::Report& report) {
    for (const auto& happening : report.happenings) {
        const auto placement = place(car.periods, happening.at, options_.store_unowned);
        if (placement.fate != Fate::kept) continue;
        if (wire::hides(wire::privacy_at(car.privacy, happening.at), happening.kind)) continue;
        if (!cars_.store().add_happening(car.id, placement.period->number, happening)) continue;
        if (happening.kind == wire::HappeningKind::privacy_changed) continue;  // nobody needs to be told
        turn.emit(
            wire::state::VehicleHappening{.vin = car.vin,
                                          .kind = wire::word_text(happening.kind, wire::kHappeningNames),
                                          .at = happening.at,
                                          .session = happening.session,
                                          .cause = happening.cause.value_or("")});
    }
}

std::optional<Timestamp> StateWorker::next_machine_due() {
    // The first change after a checkpoint sets the next one; the step that brought it asks here, still in the
    // same transaction.
    if (cars_.has_unsaved() && !checkpoint_at_) return kEarliest;
    const auto view = view_.next_due();
    if (!view || !checkpoint_at_) return view ? view : checkpoint_at_;
    return std::min(*view, *checkpoint_at_);
}

void StateWorker::on_machine_due(Turn& turn) {
    if (cars_.has_unsaved() && !checkpoint_at_) checkpoint_at_ = turn.machine_now() + kCheckpointEvery;
    view_.publish_due(turn);
    if (!checkpoint_at_ || *checkpoint_at_ > turn.machine_now()) return;
    cars_.checkpoint();
    checkpoint_at_.reset();
}

StateWorker::Answer StateWorker::on_watch(Turn& turn, const Asker& asker, const wire::state::Watch& ask) {
    const auto owner = book_.owner_of(ask.vin);
    if (!owner || owner->account != asker.account()) return Refusal(refused::vehicle_not_in_garage);
    auto& car = cars_.named(ask.vin);
    const Lease lease{.account = owner->account,
                      .device = asker.device,
                      .period = owner->period,
                      .until = turn.machine_now() + kLeaseLasts};
    std::erase_if(car.leases, [&](const Lease& other) {
        return other.account == lease.account && other.device == lease.device;
    });
    car.leases.push_back(lease);
    cars_.store().save_lease(car.id, lease);
    return wire::Json{{"lease_until_seconds", std::chrono::seconds(kLeaseLasts).count()},
                      {"state", seen_by_owner(car, owner->period)}};
}

StateWorker::Answer StateWorker::on_unwatch(Turn&, const Asker& asker, const wire::state::Unwatch& ask) {
    if (!book_.owns(asker.account(), ask.vin)) return Refusal(refused::vehicle_not_in_garage);
    auto& car = cars_.named(ask.vin);
    std::erase_if(car.leases, [&](const Lease& lease) {
        if (lease.account != asker.account() || lease.device != asker.device) return false;
        cars_.store().remove_lease(car.id, lease);
        return true;
    });
    return wire::Json::object();
}

StateWorker::Answer StateWorker::on_show(Turn&, const Asker& asker, const wire::state::Show& ask) {
    const auto owner = book_.owner_of(ask.vin);
    if (!owner || owner->account != asker.account()) return Refusal(refused::vehicle_not_in_garage);
    return wire::Json{{"vin", ask.vin.text()}, {"state", seen_by_owner(cars_.named(ask.vin), owner->period)}};
}

wire::Json StateWorker::seen_by_owner(const Car& car, OwnershipPeriod period) const {
    if (car.twin_period != period) return wire::Json::object();
    return wire::Json::parse(wire::write_twin(car.twin));
}

void StateWorker::on_began(Turn& turn, const Origin& origin, const wire::garage::OwnershipBegan& event) {
    book_.begin(event.vin, event.period, event.account);
    auto& car = cars_.named(event.vin);
    view_.on_change(car, cars_.begin(car, event.period, origin.happened_at), turn.machine_now());
    const auto gone = cars_.store().app_data_erased_at(event.account);
    auto& period = car.period(event.period);
    const bool heard_late = gone && *gone > origin.happened_at && !period.erased_until;
    if (heard_late) erase_app_data(turn, car, period, *gone);
}

void StateWorker::on_ended(Turn& turn, const Origin& origin, const wire::garage::OwnershipEnded& event) {
    book_.end(event.vin, event.period);
    auto& car = cars_.named(event.vin);
    auto& period = car.period(event.period);
    if (!period.ended) period.ended = origin.happened_at;
    end_leases(car, event.period);
    sight_.on_period_over(car, event.period);
    // Rule G7. At a sale the earlier period is kept, for its erasure by teardown (design 7), and shown to
    // nobody: the next owner sees what is measured from his beginning on.
    if (event.reason == wire::garage::PeriodEnd::removed) {
        period.erased = true;
        cars_.store().count_dropped(car.id, "erased", erase(turn, car, period).samples);
    }
    cars_.save(car);
}

/// Rule A10: what the account's cars told so far, in its present and its former periods. The cars stay its
/// own, and go on.
void StateWorker::on_app_data_erased(Turn& turn, const Origin& origin,
                                     const wire::accounts::AppDataErased& event) {
    cars_.store().save_app_data_erased(event.account, origin.happened_at);
    for (const auto& [vin, number] : book_.periods_of(event.account)) {
        auto& car = cars_.named(vin);
        erase_app_data(turn, car, car.period(number), origin.happened_at);
    }
}

void StateWorker::erase_app_data(Turn& turn, Car& car, Period& period, Timestamp gone) {
    period.erased_until = std::max(period.erased_until.value_or(gone), gone);
    cars_.store().count_dropped(car.id, "erased", erase(turn, car, period).samples);
}

/// Sight ends and the period's data is erased in this transaction; what an offline car sends of it later is
/// dropped. Rule C7.
void StateWorker::on_teardown(Turn& turn, const Origin&, const wire::contracts::TeardownBegan& event) {
    book_.end(event.vin, event.period);
    auto& car = cars_.named(event.vin);
    auto& period = car.period(event.period);
    period.erased = true;
    sight_.on_period_over(car, event.period);
    const auto erased = erase(turn, car, period);
    const auto total = cars_.store().add_erasure(event.teardown, erased);
    turn.emit(wire::contracts::TeardownPart{.teardown = event.teardown, .counts = total.counts()});
}

Erased StateWorker::erase(Turn& turn, Car& car, Period& period) {
    const bool shown = car.twin_period <= period.number;
    const Erased erased{.samples = cars_.erase(car, period, turn.now()),
                        .happenings = cars_.store().erase_happenings(car.id, period.number),
                        .leases = end_leases(car, period.number)};
    if (shown) view_.clear(turn, car);
    if (shown && car.twin.privacy()) view_.show_now(turn, car, wire::bit_of(wire::Aspect::privacy));
    return erased;
}

std::int64_t StateWorker::end_leases(Car& car, OwnershipPeriod period) {
    return static_cast<std::int64_t>(std::erase_if(car.leases, [&](const Lease& lease) {
        if (lease.period > period) return false;
        cars_.store().remove_lease(car.id, lease);
        return true;
    }));
}

}  // namespace traction::state
