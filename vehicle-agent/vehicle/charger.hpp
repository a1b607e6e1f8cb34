/// The charge port of a simulated car, its on-board charger, and the charge point at the other end of the
/// cable.
#pragma once

#include <optional>

#include "vehicle-agent/vehicle/battery.hpp"
#include "vehicle-agent/vehicle/diary.hpp"

namespace traction::vehicle {

enum class Current : std::uint8_t { alternating, direct };
struct ChargePoint {
    Current current = Current::alternating;
    double power_w = 7400;
};

class Charger : public ChargePort {
   public:
    Charger(TractionBattery& battery, Diary& diary) : battery_(battery), diary_(diary) {}

    bool plugged() const override { return point_.has_value(); }
    bool charging() const override { return flowing_; }
    bool paused() const override { return paused_; }
    double power_w() const override { return flowing_ ? plug_power_w_ : 0; }
    SessionId session() const override { return diary_.session(); }
    Reaction start() override;
    Reaction pause() override;
    double limit_percent() const override { return limit_percent_; }
    Reaction set_limit(double percent) override;

    void plug_in(ChargePoint point);
    void unplug();
    void cut_power(bool cut);
    void fail_point(bool failed);
    void fail_port(bool failed);

    bool grid_power() const { return plugged() && !power_cut_ && !point_failed_; }
    /// Charges for `seconds` that begin at the diary's now, stopping exactly at the limit.
    void advance(double seconds);
    /// Until the limit, as things are; 0 when nothing flows.
    double remaining_s() const;
    /// Until something will happen by itself: the limit, or 80 % on direct current.
    std::optional<double> seconds_to_next_change() const;
    wire::ChargingStatus status() const;

   private:
    /// What one session tells at most once. Rule E4.
    struct Told {
        bool complete = false, rapid_80 = false, power_cut = false, point_error = false;
    };

    Cause reason_not_to_flow() const;
    Reaction reaction() const;
    double battery_power_w() const;
    double efficiency() const;
    double seconds_to(double percent) const;
    void settle(Timestamp at);
    void stop(Timestamp at, Cause cause);
    void tell_once(bool& told, Timestamp at, HappeningKind kind, Cause cause = Cause::none);
    void watch_rapid_80(double soc_before, double seconds);

    TractionBattery& battery_;
    Diary& diary_;
    std::optional<ChargePoint> point_;
    bool flowing_ = false;
    bool paused_ = false;
    bool power_cut_ = false;
    bool point_failed_ = false;
    bool port_failed_ = false;
    double limit_percent_ = 100;
    double plug_power_w_ = 0;
    Cause last_end_ = Cause::none;
    Told told_;
};

}  // namespace traction::vehicle
