/// Shows the twins: retained on `vehicle/{vin}/state/{aspect}` for operators, forwarded to the owners that
/// watch. Each aspect at most once a second (machine time), the first change at once.
#pragma once

#include <set>

#include "cloud/state/cars.hpp"
#include "shared/runtime/turn.hpp"

namespace traction::state {

inline constexpr Milliseconds kPublishedAtMostEvery{1'000};
inline constexpr std::size_t kCarsPerPage = 200;

class LiveView {
   public:
    explicit LiveView(Cars& cars) : cars_(cars) {}

    /// These aspects of the car changed.
    void on_change(Car& car, wire::AspectSet aspects, Timestamp machine_now);
    /// The same, but now, and who watches is told of an aspect that it is empty: what a car hides from now on
    /// is not shown a second longer. Rule D3.
    void show_now(runtime::Turn& turn, Car& car, wire::AspectSet aspects);
    /// Machine time.
    std::optional<Timestamp> next_due() const;
    void publish_due(runtime::Turn& turn);

    /// Publishes one page of all twins. True while there are more.
    bool publish_page(runtime::Turn& turn, std::size_t page);
    /// Takes all aspects of the car from the broker, at once.
    void clear(runtime::Turn& turn, Car& car);

   private:
    void publish(runtime::Turn& turn, Car& car);
    void publish_aspect(runtime::Turn& turn, Car& car, wire::Aspect aspect);
    void forward(runtime::Turn& turn, Car& car, wire::Aspect aspect, const std::string& signals);
    void end_old_leases(Car& car, Timestamp machine_now);

    Cars& cars_;
    std::set<std::pair<Timestamp, VehicleId>> waiting_;
};

}  // namespace traction::state
