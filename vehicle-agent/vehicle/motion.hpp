/// How a simulated car moves: one drive at a time along a path, with its odometer and satellite fix.
#pragma once

#include <optional>

#include "vehicle-agent/vehicle/battery.hpp"
#include "vehicle-agent/vehicle/diary.hpp"
#include "vehicle-agent/vehicle/path.hpp"

namespace traction::vehicle {

class Motion : public Gnss, public Odometer {
   public:
    Motion(TractionBattery& battery, Diary& diary, Place start, double odometer_m);

    std::optional<Position> position() const override {
        return fix_lost_ ? std::nullopt : std::optional(position_);
    }
    double distance_m() const override { return odometer_m_; }
    double speed_kmh() const override { return speed_m_per_s_ * 3.6; }

    bool driving() const { return drive_.has_value(); }
    Place place() const { return {position_.latitude_deg, position_.longitude_deg}; }
    double left_to_drive_m() const;
    double cruise_m_per_s() const;
    /// Of the drive under way, or of the last one, with what the cabin took.
    double consumption_wh_per_km() const;

    void drive(const Path& path, double cruise_kmh);
    /// Ends the drive where the car is.
    void park(Cause cause);
    /// Drives on for `seconds`, a few at most; ends the drive at the end of its path or of the battery.
    void advance(double outside_c, double seconds);
    /// What the cabin took from the battery while driving counts as consumption.
    void add_consumed(double wh) { consumed_wh_ += wh; }
    void lose_fix(bool lost) { fix_lost_ = lost; }

   private:
    struct Drive {
        Path path;
        double cruise_m_per_s;
    };

    double next_speed(double seconds) const;
    double traction_power_w(double next_speed_m_per_s, double outside_c, double seconds) const;

    TractionBattery& battery_;
    Diary& diary_;
    Position position_;
    double odometer_m_;
    double speed_m_per_s_ = 0;
    double travelled_m_ = 0;
    double consumed_wh_ = 0;
    bool fix_lost_ = false;
    std::optional<Drive> drive_;
};

}  // namespace traction::vehicle
