#include "cloud/garage/garage_rules.hpp"

#include <algorithm>

#include "shared/wire/refusals.hpp"

namespace traction::garage {
namespace {

Car step(Car car, Step step) {
    const auto next = after(car.phase, step);
    check(next.has_value(), "a step of the garage is in the table");
    car.phase = *next;
    if (car.phase != Phase::owned && car.phase != Phase::moving) car.account = {};
    return car;
}

/// A car may know a higher period than a garage that came back from an old back-up: it obeys still higher
/// ones only.
Car in_new_period(Car car, Timestamp now) {
    car.period = std::max(car.period, car.known_period) + 1;
    car.since = now;
    return car;
}

}  // namespace

Result<Car> pair(Car car, const AccountId& account, Timestamp now) {
    if (car.account == account) return car;
    const auto how = car.phase == Phase::owned ? Step::claimed : Step::paired;
    if (!after(car.phase, how)) return Refusal(wire::refused::vehicle_unavailable);
    car = step(std::move(car), how);
    car.account = account;
    return car.phase == Phase::owned ? in_new_period(std::move(car), now) : car;
}

Car arrive(Car car, Timestamp now) {
    return in_new_period(step(std::move(car), Step::moved), now);
}

Car remove(Car car, const AccountId& account) {
    if (car.account != account) return car;
    return step(std::move(car), Step::removed);
}

Car tear_down(Car car, OwnershipPeriod period, wire::contracts::EndReason reason) {
    if (period != car.period) return car;
    return step(std::move(car),
                wire::contracts::effects_of(reason).blocks_pairing ? Step::theft : Step::torn_down);
}

Car clear_stolen(Car car) {
    return step(std::move(car), Step::found);
}

}  // namespace traction::garage
