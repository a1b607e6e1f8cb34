#include "vehicle-agent/charging/charging_control.hpp"

namespace traction::charging {

using vehicle::Reaction;

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
    auto wishes = wishes_;
    wishes.programme = programme;
    wishes.waits_since = now;
    wishes.charge_now = false;
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

void ChargingControl::forget_wishes(vehicle::ChargePort& port, Timestamp now) {
    save_changed({.session = wishes_.session, .waits_since = wishes_.waits_since});
    apply(port, now);
}

void ChargingControl::complete(wire::Sample& sample) const {
    using wire::ChargingStatus;
    using wire::Signal;
    if (sample.has(Signal::charging_limit_percent))
        sample.set(Signal::charging_limit_percent, wishes_.limit_percent);
    if (!sample.has(Signal::charging_status) || decision_.charge) return;
    const auto status = static_cast<ChargingStatus>(static_cast<int>(sample.value(Signal::charging_status)));
    const bool idle = status == ChargingStatus::plugged || status == ChargingStatus::stopped;
    if (idle) sample.set(Signal::charging_status, static_cast<double>(ChargingStatus::waiting));
}

void ChargingControl::save_changed(const ChargingWishes& wishes) {
    if (wishes == wishes_) return;
    store_.save(wishes);
    wishes_ = wishes;
}

/// The limit comes first: a charge that may go on must not stop at the old one.
void ChargingControl::apply(vehicle::ChargePort& port, Timestamp now) {
    const Situation situation{.plugged = port.plugged(),
                              .charge_now = wishes_.charge_now,
                              .waits_since = wishes_.waits_since,
                              .limit_percent = wishes_.limit_percent};
    decision_ = decide(wishes_.programme, situation, now);
    if (port.limit_percent() != decision_.stop_at_percent) port.set_limit(decision_.stop_at_percent);
    if (decision_.charge && port.paused()) port.start();
    if (!decision_.charge && !port.paused()) port.pause();
}

}  // namespace traction::charging
