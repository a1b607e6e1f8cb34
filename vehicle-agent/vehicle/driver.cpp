#include "vehicle-agent/vehicle/driver.hpp"

#include "vehicle-agent/vehicle/simulated_car.hpp"

namespace traction::vehicle {
namespace {

constexpr std::chrono::seconds kGettingOut{40};
constexpr double kReserve = 1.25;         ///< nobody sets out on the last kilometres
constexpr double kAnxiousAtPercent = 40;  ///< below it even a forgetful driver plugs in at home
constexpr double kPlugsAtWorkBelow = 35;
constexpr double kNearM = 500;
constexpr ChargePoint kHomePost{Current::alternating, 7400};
constexpr ChargePoint kWorkPost{Current::alternating, 11'000};
constexpr ChargePoint kRapidPost{Current::direct, 150'000};
constexpr ChargePoint kTownPost{Current::alternating, 22'000};

std::optional<ChargePoint> post_for(Plug plug, double soc_percent, const Model& model) {
    switch (plug) {
        case Plug::home:
            return kHomePost;
        case Plug::work:
            return soc_percent < kPlugsAtWorkBelow ? std::optional(kWorkPost) : std::nullopt;
        case Plug::rapid:
            return model.rapid.empty() ? kTownPost : kRapidPost;
        case Plug::none:
            break;
    }
    return std::nullopt;
}

}  // namespace

Driver::Driver(Day day, Timestamp now) : day_(day), trip_(day_.next_trip(now)) {}

std::optional<Timestamp> Driver::next_act() const {
    switch (stage_) {
        case Stage::resting:
            return trip_.leaves_at;
        case Stage::getting_out:
            return gets_out_at_;
        case Stage::driving:
            break;
    }
    return std::nullopt;
}

void Driver::act(SimulatedCar& car) {
    if (stage_ == Stage::driving && !car.driving()) {
        stage_ = Stage::getting_out;
        gets_out_at_ = car.now() + kGettingOut;
    }
    if (stage_ == Stage::getting_out && car.now() >= gets_out_at_) arrive(car);
    if (stage_ == Stage::resting && car.now() >= trip_.leaves_at) leave(car);
}

void Driver::leave(SimulatedCar& car) {
    const double way = Path::between(car.place(), trip_.to).length_m();
    const bool elsewhere = distance_m(car.place(), trip_.to) > kNearM;
    if (car.driving() || !elsewhere || car.battery().range_m() < way * kReserve) {
        // Stays, and sees to it that the next time will be better.
        if (elsewhere && !car.driving() && !car.charge_port().plugged()) car.plug_in(kHomePost);
        trip_ = day_.next_trip(car.now());
        return;
    }
    car.drive_to(trip_.to, trip_.cruise_kmh);
    stage_ = Stage::driving;
}

void Driver::arrive(SimulatedCar& car) {
    const double soc = car.battery().state_of_charge_percent();
    Plug plug = trip_.on_arrival;
    if (distance_m(car.place(), day_.home()) < kNearM && soc < kAnxiousAtPercent) plug = Plug::home;
    const auto post = post_for(plug, soc, car.battery().model());
    if (post && !car.charge_port().plugged()) car.plug_in(*post);
    car.doors().lock();
    stage_ = Stage::resting;
    trip_ = day_.next_trip(car.now());
}

}  // namespace traction::vehicle
