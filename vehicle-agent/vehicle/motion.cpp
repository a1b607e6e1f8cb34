#include "vehicle-agent/vehicle/motion.hpp"

#include <algorithm>
#include <cmath>

#include "shared/domain/result.hpp"

namespace traction::vehicle {
namespace {

constexpr double kAcceleration = 1.3;  ///< m/s², both ways
constexpr double kCrawl = 0.7;         ///< m/s, the last metres
constexpr double kNominalSpeed = 22;   ///< m/s at which a model's consumption holds
constexpr double kReadyW = 300;        ///< motor and inverter, ready to drive
constexpr double kDriveEfficiency = 0.9;
constexpr double kRecovery = 0.7;
constexpr double kPerKelvinBelow20 = 0.006;  ///< denser air, stiffer tyres and grease

}  // namespace

Motion::Motion(TractionBattery& battery, Diary& diary, Place start, double odometer_m)
    : battery_(battery),
      diary_(diary),
      position_(Path::loop(start, 90, 1000).at(0)),
      odometer_m_(odometer_m) {}

double Motion::left_to_drive_m() const {
    return drive_ ? drive_->path.length_m() - travelled_m_ : 0;
}

double Motion::cruise_m_per_s() const {
    return drive_ ? drive_->cruise_m_per_s : 0;
}

double Motion::consumption_wh_per_km() const {
    return travelled_m_ < 100 ? battery_.model().consumption_wh_per_km : 1000 * consumed_wh_ / travelled_m_;
}

void Motion::drive(const Path& path, double cruise_kmh) {
    check(!drive_, "one drive at a time");
    check(cruise_kmh > 0, "a drive has a speed");
    drive_ = Drive{path, cruise_kmh / 3.6};
    travelled_m_ = consumed_wh_ = 0;
    diary_.tell(HappeningKind::drive_started);
}

void Motion::park(Cause cause) {
    if (!drive_) return;
    drive_.reset();
    speed_m_per_s_ = 0;
    diary_.tell(HappeningKind::drive_ended, cause);
}

void Motion::advance(double outside_c, double seconds) {
    if (!drive_) return;
    const double speed = next_speed(seconds);
    const double power = traction_power_w(speed, outside_c, seconds);
    const double way = std::min(left_to_drive_m(), (speed_m_per_s_ + speed) / 2 * seconds);
    battery_.move(-power, seconds);
    battery_.learn_consumption(1000 * power * seconds / 3600 / std::max(way, 0.1), way);
    consumed_wh_ += power * seconds / 3600;
    travelled_m_ += way;
    odometer_m_ += way;
    speed_m_per_s_ = speed;
    position_ = drive_->path.at(travelled_m_);
    if (left_to_drive_m() < 0.01) return park(Cause::arrived);
    if (battery_.usable_energy_wh() <= 0) park(Cause::battery_low);
}

double Motion::next_speed(double seconds) const {
    const double traffic = 0.9 + 0.1 * std::sin(travelled_m_ / 300);
    const double wanted = drive_->cruise_m_per_s * traffic;
    const double brake_for_end = std::sqrt(2 * kAcceleration * left_to_drive_m());
    const double change = kAcceleration * seconds;
    const double speed = std::clamp(wanted, speed_m_per_s_ - change, speed_m_per_s_ + change);
    return std::max(kCrawl, std::min(speed, brake_for_end));
}

double Motion::traction_power_w(double next_speed_m_per_s, double outside_c, double seconds) const {
    const auto& model = battery_.model();
    const double speed = (speed_m_per_s_ + next_speed_m_per_s) / 2;
    const double cold = 1 + kPerKelvinBelow20 * std::max(0.0, 20 - outside_c);
    const double drag_n =
        model.consumption_wh_per_km * 3.6 * (0.5 + 0.5 * std::pow(speed / kNominalSpeed, 2)) * cold;
    const double gained_w = model.mass_kg * speed * (next_speed_m_per_s - speed_m_per_s_) / seconds;
    return kReadyW + drag_n * speed + (gained_w > 0 ? gained_w / kDriveEfficiency : gained_w * kRecovery);
}

}  // namespace traction::vehicle
