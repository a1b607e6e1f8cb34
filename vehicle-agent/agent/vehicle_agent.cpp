#include "vehicle-agent/agent/vehicle_agent.hpp"

#include <algorithm>

#include "shared/wire/streams.hpp"
#include "vehicle-agent/entitlements/period_rules.hpp"
#include "vehicle-agent/reports/happening_words.hpp"

namespace traction::agent {

using commands::CommandOrder;
using runtime::Turn;
using vehicle::Reaction;
using wire::TopicKind;
using wire::commands::Act;

runtime::WorkerKind worker_kind(const Vin& vin, std::shared_ptr<LivingCar> life,
                                const AgentSettings& settings) {
    return {.name = vin.text(),
            .migrations = migrations,
            .open =
                [vin, life = std::move(life), settings](ports::Database& database) {
                    return std::make_unique<VehicleAgent>(database, vin, life, settings);
                },
            .is_vehicle = true};
}

VehicleAgent::VehicleAgent(ports::Database& database, const Vin& vin, std::shared_ptr<LivingCar> life,
                           const AgentSettings& settings)
    : vin_(vin),
      life_(std::move(life)),
      settings_(settings),
      store_(database),
      past_(store_.load()),
      entitlements_(database),
      charging_(database),
      climate_(database),
      danger_zones_(database),
      desk_(database, vin, *this),
      reporter_(database, vin, settings.packing, settings.outbox) {
    so_far_ = past_.value_or(LifeSoFar{});
    refresh_entitlements();
}

void VehicleAgent::declare(runtime::Handlers& handlers) {
    using runtime::Origin;
    handlers.order<CommandOrder>("commands",
                                 [this](Turn& turn, const Origin& origin, const CommandOrder& order) {
                                     on_command(turn, origin, order);
                                 });
    handlers.order<wire::contracts::EntitlementOrder>(
        "contracts", [this](Turn& turn, const Origin&, const auto& order) { on_entitlement(turn, order); });
    handlers.order<wire::garage::PeriodOrder>(
        "garage", [this](Turn& turn, const Origin&, const auto& order) { on_period(turn, order); });
    handlers.order<wire::garage::CodeOrder>(
        "garage",
        [this](Turn& turn, const Origin& origin, const auto& order) { on_code(turn, origin, order); });
    handlers.order<wire::danger_zones::Surroundings>(
        "danger_zones",
        [this](Turn& turn, const Origin&, const auto& order) { on_danger_zones(turn, order); });
    handlers.order<wire::danger_zones::SurroundingsStillGood>(
        "danger_zones",
        [this](Turn& turn, const Origin&, const auto& order) { on_danger_zones(turn, order); });
    handlers.subscribe(wire::filter(TopicKind::order, {vin_.text(), "+"}));
    handlers.subscribe(wire::filter(TopicKind::report_ack, {vin_.text()}));
    handlers.subscribe(wire::filter(TopicKind::outcome_ack, {vin_.text(), "+"}));
}

std::optional<Timestamp> VehicleAgent::next_due() {
    if (!awake_) return std::nullopt;
    Timestamp next = next_sample_;
    for (const auto& due : {life_->next_change(), charging_.next_due(), climate_.next_due(),
                            reporter_.next_due(), code_until_}) {
        if (due) next = std::min(next, *due);
    }
    return next;
}

std::optional<Timestamp> VehicleAgent::next_machine_due() {
    if (!awake_) return kEarliest;
    return next_look_;
}

void VehicleAgent::on_machine_due(Turn& turn) {
    wake(turn);
    const auto pause = life_->watched_every();
    if (!pause) return;
    next_look_ = turn.machine_now() + *pause;
    if (life_->let_hands_in(turn.now())) live(turn);
}

void VehicleAgent::on_committed(Turn& turn) {
    live(turn);
    desk_.act(turn, knowledge(turn.now()));
    live(turn);
}

void VehicleAgent::on_numbered(Turn&, const std::string& stream, const std::string& key) {
    if (stream == wire::report_stream(vin_)) reporter_.on_numbered(key);
}

void VehicleAgent::on_new_epoch(Turn& turn, const std::string& stream) {
    if (stream == wire::report_stream(vin_))
        reporter_.on_new_epoch(turn, std::max(turn.now(), so_far_.lived_until));
    if (stream == wire::outcome_stream(vin_, "commands")) desk_.tell_again(turn);
    if (stream == wire::outcome_stream(vin_, "contracts")) {
        for (const auto& confirmed : entitlements_.all()) turn.send(stream, confirmed.json());
    }
    const auto period = entitlements_.period();
    if (stream == wire::outcome_stream(vin_, "garage") && period) turn.send(stream, period->json());
}

void VehicleAgent::on_command(Turn& turn, const runtime::Origin& origin, const CommandOrder& order) {
    wake(turn);
    if (origin.sent_at) car_time_.hear(*origin.sent_at, turn.now());
    desk_.receive(turn, order, knowledge(turn.now()));
}

/// Confirmed or refused as often as it is asked: the order may come again though it is already obeyed.
void VehicleAgent::on_entitlement(Turn& turn, const wire::contracts::EntitlementOrder& order) {
    wake(turn);
    const auto wrong =
        entitlements::hindrance(order, entitlements_.period(), entitlements_.held(order.contract));
    if (wrong) {
        const wire::contracts::EntitlementRefused refused{
            .contract = order.contract, .period = order.period, .reason = *wrong};
        return turn.send(wire::outcome_stream(vin_, "contracts"), refused.json());
    }
    entitlements_.save(order);
    refresh_entitlements();
    const wire::contracts::EntitlementConfirmed confirmed{.contract = order.contract,
                                                          .granted = order.granted};
    turn.send(wire::outcome_stream(vin_, "contracts"), confirmed.json());
    live(turn);
    measure(turn);
    reporter_.flush(turn);
}

/// What an owner wished for ends with his period: nobody else could change it (rules E2, G8).
void VehicleAgent::on_period(Turn& turn, const wire::garage::PeriodOrder& order) {
    wake(turn);
    const auto before = entitlements_.period();
    entitlements_.save(order);
    const auto known = entitlements_.period();
    if (entitlements::owner_is_gone(before, known)) {
        charging_.forget_wishes(car().charge_port(), turn.now());
        climate_.forget_programmes();
        danger_zones_.forget(car().cockpit());
    }
    refresh_entitlements();
    watch_for_danger_zones(turn);
    turn.send(wire::outcome_stream(vin_, "garage"), known->json());
}

/// Whoever owns the car: who sits in it is to read the code. A car that knows no time takes the order's for
/// it, as with commands.
void VehicleAgent::on_code(Turn& turn, const runtime::Origin& origin, const wire::garage::CodeOrder& order) {
    wake(turn);
    if (origin.sent_at) car_time_.hear(*origin.sent_at, turn.now());
    const auto time = car_time_.now(turn.now());
    const bool shown = time && *time < order.show_until;
    if (shown) {
        car().screen().show("pairing code " + order.code);
        code_until_ = turn.now() + (order.show_until - *time);
    }
    const wire::garage::CodeShown outcome{.pairing = order.pairing, .shown = shown};
    turn.send(wire::outcome_stream(vin_, "garage"), outcome.json());
}

void VehicleAgent::clear_old_code(Timestamp now) {
    if (!code_until_ || *code_until_ > now) return;
    car().screen().show("");
    code_until_.reset();
}

Reaction VehicleAgent::act(Turn& turn, const CommandOrder& order) {
    switch (order.act) {
        case Act::lock:
            return car().doors().lock();
        case Act::unlock:
            return car().doors().unlock();
        case Act::horn:
            return car().horn().sound();
        case Act::lights:
            return car().lights().flash();
        case Act::locate:
            locate(turn);
            return Reaction::obeyed;
        case Act::refresh:
            measure(turn);
            reporter_.flush(turn);
            return Reaction::obeyed;
        case Act::charge_now:
            return charging_.charge_now(car().charge_port(), turn.now());
        case Act::postpone_charge:
            return charging_.postpone(car().charge_port(), turn.now()) ? Reaction::obeyed
                                                                       : Reaction::nothing_programmed;
        case Act::set_charging_programme:
            charging_.set_programme(*order.arguments.programme, car().charge_port(), turn.now());
            return Reaction::obeyed;
        case Act::remove_charging_programme:
            charging_.remove_programme(*order.arguments.slot, car().charge_port(), turn.now());
            return Reaction::obeyed;
        case Act::set_off_peak:
            charging_.set_off_peak(*order.arguments.off_peak, car().charge_port(), turn.now());
            return Reaction::obeyed;
        case Act::pause_charging:
            charging_.pause_until(order.arguments.paused_until, car().charge_port(), turn.now());
            return Reaction::obeyed;
        case Act::set_charge_limit:
            return charging_.set_limit(*order.arguments.limit_percent, car().charge_port(), turn.now());
        case Act::precondition_start:
            return climate_.start(car().climate(), turn.now());
        case Act::precondition_stop:
            return climate_.stop(car().climate(), turn.now());
        case Act::set_climate_programme:
            climate_.set_programme(*order.arguments.climate_programme, car().climate(), turn.now());
            return Reaction::obeyed;
        case Act::remove_climate_programme:
            climate_.remove_programme(*order.arguments.slot);
            return Reaction::obeyed;
    }
    return Reaction::not_fitted;
}

bool VehicleAgent::reads_done(const CommandOrder& order) {
    switch (order.act) {
        case Act::lock:
            return car().doors().locked();
        case Act::unlock:
            return !car().doors().locked();
        case Act::charge_now:
            return car().charge_port().charging();
        case Act::set_charge_limit:
            return car().charge_port().limit_percent() == *order.arguments.limit_percent;
        case Act::precondition_start:
            return car().climate().mode() != wire::Preconditioning::off;
        case Act::precondition_stop:
            return car().climate().mode() == wire::Preconditioning::off;
        case Act::set_climate_programme:
            return climate_.holds(*order.arguments.climate_programme);
        case Act::remove_climate_programme:
            return !climate_.has_programme(*order.arguments.slot);
        case Act::set_charging_programme:
            return charging_.holds(*order.arguments.programme);
        case Act::remove_charging_programme:
            return !charging_.has_programme(*order.arguments.slot);
        case Act::set_off_peak:
            return charging_.plan().off_peak == order.arguments.off_peak;
        case Act::pause_charging:
            return charging_.plan().paused_until == order.arguments.paused_until;
        case Act::horn:
        case Act::lights:
        case Act::locate:
        case Act::refresh:
        case Act::postpone_charge:
            break;
    }
    return false;
}

void VehicleAgent::wake(Turn& turn) {
    if (awake_) return;
    awake_ = true;
    life_->take_over(past_, turn.now());
    if (!past_) so_far_.born = turn.now();
    life_->live_until(turn.now());
    car().screen().show("");  // a code that an earlier life showed
    desk_.settle_interrupted(turn);
    live(turn);
}

void VehicleAgent::live(Turn& turn) {
    clear_old_code(turn.now());
    life_->live_until(turn.now());
    climate_.live(car().climate(), turn.now());
    charging_.live(car().charge_port(), turn.now());
    watch_for_danger_zones(turn);
    const bool changed = tell_happenings(turn);
    if (changed || turn.now() >= next_sample_) measure(turn);
    reporter_.keep(turn);
}

/// True when something happened, whether somebody is told of it or not.
bool VehicleAgent::tell_happenings(Turn& turn) {
    auto happenings = car().take_happenings();
    for (auto& happening : charging_.take_happenings()) happenings.push_back(std::move(happening));
    for (const auto& happening : happenings) {
        if (auto told = reports::told(happening, vin_)) reporter_.add(turn, std::move(*told));
    }
    return !happenings.empty();
}

void VehicleAgent::measure(Turn& turn) {
    auto sample = car().measure(turn.now());
    charging_.complete(sample);
    tell_happenings(turn);  // the sample may show that a charge will be late
    reporter_.add(turn, entitlements::only_entitled(sample, running_));
    next_sample_ = turn.now() + reports::until_next(sample, settings_.cadence);
    so_far_.lived_until = turn.now();
    so_far_.soc_percent = car().battery().state_of_charge_percent();
    so_far_.odometer_m = car().odometer().distance_m();
    store_.save(so_far_);
}

/// The owner asked where the car is, which is free (rule K7) and needs no pack: this once the position is
/// told.
void VehicleAgent::locate(Turn& turn) {
    auto products = running_;
    products.add(entitlements::Product::mapping_pack);
    reporter_.add(turn, entitlements::only_entitled(car().measure(turn.now()), products));
    reporter_.flush(turn);
}

void VehicleAgent::watch_for_danger_zones(Turn& turn) {
    const auto stream = wire::outcome_stream(vin_, "danger_zones");
    constexpr const char* kKey = "surroundings_wanted";
    if (!running_.has(entitlements::Product::speedcam)) {
        danger_zones_.forget(car().cockpit());
        turn.withdraw(stream, kKey);
        return;
    }
    const auto wish = danger_zones_.live(car(), turn.now());
    if (!wish) return;
    const wire::danger_zones::SurroundingsWanted wanted{
        .period = entitlements_.period()->period, .tile = wish->tile, .version = wish->version};
    turn.send(stream, wanted.json(), kKey);
}

template <class Order>
void VehicleAgent::on_danger_zones(Turn& turn, const Order& order) {
    wake(turn);
    const bool entitled = running_.has(entitlements::Product::speedcam);
    if (!entitled || entitlements::hindrance(order.period, entitlements_.period())) return;
    danger_zones_.take(order, turn.now());
    live(turn);
}

commands::Knowledge VehicleAgent::knowledge(Timestamp now) {
    return {.period = entitlements_.period(), .car_time = car_time_.now(now)};
}

}  // namespace traction::agent
