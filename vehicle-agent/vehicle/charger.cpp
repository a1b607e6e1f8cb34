#include "vehicle-agent/vehicle/charger.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

#include "shared/domain/result.hpp"

namespace traction::vehicle {
namespace {

constexpr double kOnboardEfficiency = 0.92;
constexpr double kRapidMarkPercent = 80;  ///< rule E4
/// A full battery is not topped up for what rounding leaves.
constexpr double kTolerancePercent = 1e-6;

Timestamp later(Timestamp instant, double seconds) {
    return instant + std::chrono::round<Milliseconds>(std::chrono::duration<double>(seconds));
}

}  // namespace

Reaction Charger::start() {
    if (port_failed_) return Reaction::part_failed;
    paused_ = false;
    settle(diary_.now());
    return reaction();
}

Reaction Charger::pause() {
    if (port_failed_) return Reaction::part_failed;
    paused_ = true;
    settle(diary_.now());
    return Reaction::obeyed;
}

Reaction Charger::set_limit(double percent) {
    if (port_failed_) return Reaction::part_failed;
    limit_percent_ = std::clamp(percent, 1.0, 100.0);
    settle(diary_.now());
    return Reaction::obeyed;
}

void Charger::plug_in(ChargePoint point) {
    check(!point_, "one cable at a time");
    point_ = point;
    told_ = {};
    last_end_ = Cause::none;
    power_cut_ = point_failed_ = false;
    diary_.open_session();
    diary_.tell(HappeningKind::plugged);
    settle(diary_.now());
}

void Charger::unplug() {
    if (!point_) return;
    point_.reset();
    settle(diary_.now());
    diary_.tell(HappeningKind::unplugged, last_end_);
    diary_.close_session();
}

void Charger::cut_power(bool cut) {
    if (cut && plugged() && !power_cut_)
        tell_once(told_.power_cut, diary_.now(), HappeningKind::power_cut, Cause::power_cut);
    power_cut_ = cut && plugged();
    settle(diary_.now());
}

void Charger::fail_point(bool failed) {
    if (failed && plugged() && !point_failed_)
        tell_once(told_.point_error, diary_.now(), HappeningKind::charge_point_error,
                  Cause::charge_point_error);
    point_failed_ = failed && plugged();
    settle(diary_.now());
}

void Charger::fail_port(bool failed) {
    port_failed_ = failed;
}

void Charger::advance(double seconds) {
    settle(diary_.now());
    if (!flowing_) return;
    const double power = battery_power_w();
    const double soc_before = battery_.state_of_charge_percent();
    const double percent_per_second = 100 * power / 3600 / battery_.model().usable_wh;
    const double to_limit = std::max(0.0, limit_percent_ - soc_before) / percent_per_second;
    const double flowed = std::min(seconds, to_limit);
    battery_.move(power, flowed);
    plug_power_w_ = power / efficiency();
    diary_.add_charged_energy(plug_power_w_ * flowed / 3600);
    watch_rapid_80(soc_before, flowed);
    if (to_limit <= seconds) battery_.set_state_of_charge(limit_percent_);
    settle(later(diary_.now(), flowed));
}

void Charger::watch_rapid_80(double soc_before, double seconds) {
    const double soc = battery_.state_of_charge_percent();
    if (point_->current != Current::direct || soc_before >= kRapidMarkPercent ||
        soc < kRapidMarkPercent - kTolerancePercent)
        return;
    const double share = std::min(1.0, (kRapidMarkPercent - soc_before) / (soc - soc_before));
    tell_once(told_.rapid_80, later(diary_.now(), share * seconds), HappeningKind::rapid_charge_80);
}

double Charger::remaining_s() const {
    return flowing_ ? seconds_to(limit_percent_) : 0;
}

std::optional<double> Charger::seconds_to_next_change() const {
    if (!flowing_) return std::nullopt;
    const bool before_mark = battery_.state_of_charge_percent() < kRapidMarkPercent - kTolerancePercent;
    const bool rapid =
        point_->current == Current::direct && before_mark && limit_percent_ > kRapidMarkPercent;
    return seconds_to(rapid ? kRapidMarkPercent : limit_percent_);
}

wire::ChargingStatus Charger::status() const {
    using wire::ChargingStatus;
    if (!plugged()) return ChargingStatus::unplugged;
    if (flowing_) return ChargingStatus::charging;
    switch (reason_not_to_flow()) {
        case Cause::asked:
            return last_end_ == Cause::none ? ChargingStatus::plugged : ChargingStatus::stopped;
        case Cause::full:
        case Cause::limit_reached:
            return ChargingStatus::complete;
        case Cause::power_cut:
        case Cause::charge_point_error:
            return ChargingStatus::fault;
        default:
            return ChargingStatus::plugged;
    }
}

Cause Charger::reason_not_to_flow() const {
    if (!plugged()) return Cause::unplugged;
    if (point_failed_) return Cause::charge_point_error;
    if (power_cut_) return Cause::power_cut;
    if (battery_.state_of_charge_percent() >= 100 - kTolerancePercent) return Cause::full;
    if (battery_.state_of_charge_percent() >= limit_percent_ - kTolerancePercent) return Cause::limit_reached;
    if (paused_) return Cause::asked;
    if (point_->current == Current::direct && battery_.model().rapid.empty())
        return Cause::charge_point_error;
    return Cause::none;
}

Reaction Charger::reaction() const {
    switch (reason_not_to_flow()) {
        case Cause::unplugged:
            return Reaction::not_plugged;
        case Cause::power_cut:
            return Reaction::no_power;
        case Cause::charge_point_error:
            return Reaction::charge_point_error;
        case Cause::full:
        case Cause::limit_reached:
            return Reaction::battery_full;
        default:
            return Reaction::obeyed;
    }
}

double Charger::efficiency() const {
    return point_->current == Current::alternating ? kOnboardEfficiency : 1;
}

double Charger::battery_power_w() const {
    const auto& model = battery_.model();
    const bool direct = point_->current == Current::direct;
    const double offered =
        direct ? point_->power_w : std::min(point_->power_w, model.onboard_charger_w) * efficiency();
    if (model.rapid.empty()) return offered;
    const double accepted = accepted_power_w(model.rapid, battery_.state_of_charge_percent());
    return std::min(offered, accepted * temperature_share(battery_.temperature_c()));
}

double Charger::seconds_to(double percent) const {
    const auto& model = battery_.model();
    const bool direct = point_->current == Current::direct;
    const double offered =
        direct ? point_->power_w : std::min(point_->power_w, model.onboard_charger_w) * efficiency();
    const double share = temperature_share(battery_.temperature_c());
    // A curve scaled down by the share is the whole curve, lived more slowly.
    return seconds_to_charge(model.rapid, model.usable_wh, battery_.state_of_charge_percent(), percent,
                             offered / share) /
           share;
}

void Charger::settle(Timestamp at) {
    const Cause reason = reason_not_to_flow();
    if (flowing_ && reason != Cause::none) return stop(at, reason);
    if (flowing_ || reason != Cause::none) return;
    flowing_ = true;
    plug_power_w_ = battery_power_w() / efficiency();
    diary_.tell_at(at, HappeningKind::charging_started);
}

void Charger::stop(Timestamp at, Cause cause) {
    flowing_ = false;
    plug_power_w_ = 0;
    last_end_ = cause;
    diary_.tell_at(at, HappeningKind::charging_stopped, cause);
    if (cause == Cause::full || cause == Cause::limit_reached)
        tell_once(told_.complete, at, HappeningKind::charge_complete, cause);
}

void Charger::tell_once(bool& told, Timestamp at, HappeningKind kind, Cause cause) {
    if (std::exchange(told, true)) return;
    diary_.tell_at(at, kind, cause);
}

}  // namespace traction::vehicle
