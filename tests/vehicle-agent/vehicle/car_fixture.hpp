/// A parked car without a day's life, at mild weather, for tests that live minutes by hand.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "vehicle-agent/vehicle/simulated_car.hpp"

namespace traction::vehicle {

inline Timestamp instant(std::string_view text) {
    return parse_timestamp(text).value();
}

struct ParkedCar {
    static constexpr std::string_view kVin = "VR3UHZKXZL1234567";

    explicit ParkedCar(double soc_percent = 50, const Model& model = model_named("Peugeot e-208"),
                       double air_c = 21)
        : car(Vin::parse(kVin).value(), model,
              {.seed = 7,
               .born = instant("2026-03-10T20:00:00Z"),
               .day_life = false,
               .soc_percent = soc_percent}) {
        car.set_outside_temperature(air_c);
    }

    void live(std::chrono::milliseconds length) { car.advance_to(car.now() + length); }
    std::vector<Happening> happenings() { return car.take_happenings(); }
    double soc() { return car.battery().state_of_charge_percent(); }

    SimulatedCar car;
};

inline long count(const std::vector<Happening>& happenings, HappeningKind kind) {
    return std::count_if(happenings.begin(), happenings.end(),
                         [kind](const Happening& h) { return h.kind == kind; });
}

inline std::vector<std::string_view> names(const std::vector<Happening>& happenings) {
    std::vector<std::string_view> names;
    for (const auto& happening : happenings) names.push_back(name_of(happening.kind));
    return names;
}

}  // namespace traction::vehicle
