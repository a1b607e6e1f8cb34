/// The cabin of a simulated car, its heat pump, and preconditioning (rules P1, P2, P4, V2).
#pragma once

#include "vehicle-agent/vehicle/battery.hpp"
#include "vehicle-agent/vehicle/diary.hpp"

namespace traction::vehicle {

inline constexpr double kCabinTargetC = 21;  ///< rule P1
inline constexpr double kLowBatteryPercent =
    20;  ///< rule P4: below it no preconditioning from the traction battery

/// What the climate computer knows of the rest of the car and of the day.
struct Surroundings {
    bool locked = true;
    bool driving = false;
    bool grid_power = false;
    double outside_c = 20;
    double sunshine = 0;
};

class Cabin : public Climate {
   public:
    Cabin(TractionBattery& battery, Diary& diary, double temperature_c);

    Reaction start() override;
    Reaction stop() override;
    wire::Preconditioning mode() const override;
    double cabin_temperature_c() const override { return temperature_c_; }
    double outside_temperature_c() const override { return around_.outside_c; }
    double power_w() const override { return power_w_; }

    /// To be told at once of every change: unlocking ends preconditioning (P2), so does an empty battery (P4)
    /// and driving off.
    void notice(const Surroundings& around);
    /// Lives `seconds` on, heating or cooling while preconditioning or driving. Draws from the grid or the
    /// traction battery.
    void advance(double seconds);
    void fail(bool failed) { failed_ = failed; }

   private:
    bool fitted() const { return battery_.model().cabin_heater_w > 0; }
    Reaction reaction() const;
    double resting_temperature_c() const;
    double wanted_heat_w() const;
    void drift(double heat_w, double seconds);
    void end(Cause cause);

    TractionBattery& battery_;
    Diary& diary_;
    Surroundings around_;
    double temperature_c_;
    double power_w_ = 0;
    bool preconditioning_ = false;
    bool cooling_ = false;
    bool failed_ = false;
};

}  // namespace traction::vehicle
