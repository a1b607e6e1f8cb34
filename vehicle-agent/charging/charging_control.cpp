#include "vehicle-agent/charging/charging_control.hpp"

#include <algorithm>

namespace traction::charging {

using vehicle::Cause;
using vehicle::HappeningKind;
using vehicle::Reaction;

namespace {

/// Why no current flows; `none` where that is as it should be.
Cause cause_of(Reaction reaction) {
    switch (reaction) {
        case Reaction::no_power:
            return Cause::power_cut;
        case Reaction::charge_point_error:
            return Cause::charge_point_error;
        case Reaction::part_failed:
            return Cause::part_failed;
        default:
            return Cause::none;
    }
}

/// The wishes with the programmes in force again from `now` on.
ChargingWishes replanned(ChargingWishes wishes, Timestamp now) {
    wishes.waits_since = now;
    wishes.charge_now = false;
    return wishes;
}

}  // namespace

ChargingControl::ChargingControl(ports::Database& database) : store_(database), wishes_(store_.load()) {}

void ChargingControl::live(vehicle::ChargePort& port, Timestamp now) {
    auto wishes = wishes_;
    if (port.session() != wishes.session) {
        wishes.session = port.session();
        wishes.waits_since = now;
        wishes.charge_now = false;
    }
    save_changed(wishes);
    apply(port, now);
}

void ChargingControl::set_programme(const ChargingProgramme& programme, vehicle::ChargePort& port,
                                    Timestamp now) {
    auto wishes = replanned(wishes_, now);
    auto& programmes = wishes.plan.programmes;
    std::erase_if(programmes, [&](const auto& other) { return other.slot == programme.slot; });
    const auto after = std::find_if(programmes.begin(), programmes.end(),
                                    [&](const auto& other) { return other.slot > programme.slot; });
    programmes.insert(after, programme);
    save_changed(wishes);
    apply(port, now);
}

void ChargingControl::remove_programme(int slot, vehicle::ChargePort& port, Timestamp now) {
    auto wishes = wishes_;
    std::erase_if(wishes.plan.programmes, [slot](const auto& other) { return other.slot == slot; });
    save_changed(wishes);
    apply(port, now);
}

void ChargingControl::set_off_peak(const OffPeakProgramme& programme, vehicle::ChargePort& port,
                                   Timestamp now) {
    auto wishes = replanned(wishes_, now);
    wishes.plan.off_peak = programme;
    save_changed(wishes);
    apply(port, now);
}

void ChargingControl::pause_until(std::optional<Timestamp> instant, vehicle::ChargePort& port,
                                  Timestamp now) {
    auto wishes = replanned(wishes_, now);
    wishes.plan.paused_until = instant;
    save_changed(wishes);
    apply(port, now);
}

Reaction ChargingControl::set_limit(int percent, vehicle::ChargePort& port, Timestamp now) {
    const auto reaction = port.set_limit(percent);
    if (reaction != Reaction::obeyed) return reaction;
    auto wishes = wishes_;
    wishes.limit_percent = percent;
    save_changed(wishes);
    apply(port, now);
    return Reaction::obeyed;
}

Reaction ChargingControl::charge_now(vehicle::ChargePort& port, Timestamp now) {
    if (!port.plugged()) return Reaction::not_plugged;
    const double limit_before = port.limit_percent();
    port.set_limit(wishes_.limit_percent);
    const auto reaction = port.start();
    if (reaction != Reaction::obeyed) {
        port.set_limit(limit_before);
        apply(port, now);
        return reaction;
    }
    auto wishes = wishes_;
    wishes.charge_now = true;
    save_changed(wishes);
    apply(port, now);
    return Reaction::obeyed;
}

bool ChargingControl::postpone(vehicle::ChargePort& port, Timestamp now) {
    if (!is_active(wishes_.plan)) return false;
    save_changed(replanned(wishes_, now));
    apply(port, now);
    return true;
}

bool ChargingControl::holds(const ChargingProgramme& programme) const {
    const auto& all = wishes_.plan.programmes;
    return std::find(all.begin(), all.end(), programme) != all.end();
}

bool ChargingControl::has_programme(int slot) const {
    const auto& all = wishes_.plan.programmes;
    return std::any_of(all.begin(), all.end(), [slot](const auto& other) { return other.slot == slot; });
}

void ChargingControl::forget_wishes(vehicle::ChargePort& port, Timestamp now) {
    save_changed({.session = wishes_.session, .waits_since = wishes_.waits_since});
    apply(port, now);
}

void ChargingControl::complete(wire::Sample& sample) {
    using wire::ChargingStatus;
    using wire::Signal;
    judge_target(sample);
    if (sample.has(Signal::charging_limit_percent))
        sample.set(Signal::charging_limit_percent, wishes_.limit_percent);
    if (!sample.has(Signal::charging_status) || decision_.charge) return;
    const auto status = static_cast<ChargingStatus>(static_cast<int>(sample.value(Signal::charging_status)));
    const bool idle = status == ChargingStatus::plugged || status == ChargingStatus::stopped;
    if (idle) sample.set(Signal::charging_status, static_cast<double>(ChargingStatus::waiting));
}

void ChargingControl::save_changed(const ChargingWishes& wishes) {
    if (wishes == wishes_) return;
    store_.save(wishes, wishes_);
    wishes_ = wishes;
}

/// The limit comes first: a charge that may go on must not stop at the old one.
void ChargingControl::apply(vehicle::ChargePort& port, Timestamp now) {
    const Situation situation{.plugged = port.plugged(),
                              .charge_now = wishes_.charge_now,
                              .waits_since = wishes_.waits_since,
                              .limit_percent = wishes_.limit_percent};
    decision_ = decide(wishes_.plan, situation, now);
    next_due_ = decision_.until;
    if (port.limit_percent() != decision_.stop_at_percent) port.set_limit(decision_.stop_at_percent);
    if (decision_.charge && port.paused()) port.start();
    if (!decision_.charge && !port.paused()) port.pause();
    judge_start(port, now);
}

/// Rule E5. A full battery, or one at its limit, has nothing to start.
void ChargingControl::judge_start(vehicle::ChargePort& port, Timestamp now) {
    const auto& run = decision_.run;
    if (!run || !port.plugged() || wishes_.start_judged >= run->began) return;
    const auto judged_at = std::max(run->began, wishes_.waits_since) + kStartsWithin;
    if (!port.charging() && now < judged_at) {
        next_due_ = std::min(next_due_.value_or(judged_at), judged_at);
        return;
    }
    const auto cause = port.charging() ? Cause::none : cause_of(port.start());
    auto wishes = wishes_;
    wishes.start_judged = run->began;
    save_changed(wishes);
    if (cause != Cause::none) tell(HappeningKind::charge_not_started, now, cause);
}

/// Rule E5: the rest takes longer than the programme lasts.
void ChargingControl::judge_target(const wire::Sample& sample) {
    using wire::Signal;
    const auto& run = decision_.run;
    const auto now = sample.measured_at;
    const bool knows = run && run->ends && run->target_percent && wishes_.late_told < run->began &&
                       now >= run->began + kSettlesWithin && sample.has(Signal::charging_remaining_s);
    if (!knows) return;
    const auto remaining = std::chrono::duration_cast<Milliseconds>(
        std::chrono::duration<double>(sample.value(Signal::charging_remaining_s)));
    if (remaining.count() == 0 || now + remaining <= *run->ends + kLateFrom) return;
    auto wishes = wishes_;
    wishes.late_told = run->began;
    save_changed(wishes);
    tell(HappeningKind::charge_will_be_late, now, Cause::too_slow);
}

void ChargingControl::tell(HappeningKind kind, Timestamp at, Cause cause) {
    happenings_.push_back({.kind = kind, .at = at, .session = wishes_.session, .cause = cause});
}

}  // namespace traction::charging
