#include "vehicle-agent/agent/simulated_life.hpp"

#include "shared/domain/result.hpp"

namespace traction::agent {
namespace {

constexpr Milliseconds kWatchedEvery{50};

}  // namespace

SimulatedLife::SimulatedLife(const Vin& vin, const vehicle::SimulatedCarSettings& settings, Hands hands)
    : vin_(vin), settings_(settings), hands_(hands) {}

/// A driver's days are lived again from the same seed and birth, which leads to the same car. A car without a
/// driver has only been touched by hand: it goes on with what was last measured.
void SimulatedLife::take_over(const std::optional<LifeSoFar>& past, Timestamp now) {
    if (car_) return;
    settings_.born = past ? past->born : now;
    if (past && !settings_.day_life) {
        settings_.born = past->lived_until;
        settings_.soc_percent = past->soc_percent;
        settings_.odometer_m = past->odometer_m;
    }
    car_ = std::make_unique<vehicle::SimulatedCar>(vin_, settings_);
    if (!past) return;
    car_->advance_to(past->lived_until);
    car_->take_happenings();
}

vehicle::SimulatedCar& SimulatedLife::car() {
    check(car_ != nullptr, "a car lives before it is used");
    return *car_;
}

std::optional<Timestamp> SimulatedLife::next_change() const {
    return car_->next_change();
}

std::optional<Milliseconds> SimulatedLife::watched_every() const {
    if (hands_ == Hands::none) return std::nullopt;
    return kWatchedEvery;
}

bool SimulatedLife::let_hands_in(Timestamp now) {
    std::vector<Deed> deeds;
    {
        const std::lock_guard lock(mutex_);
        deeds.swap(deeds_);
    }
    if (!deeds.empty()) live_until(now);
    for (const auto& deed : deeds) deed(car());
    return !deeds.empty();
}

void SimulatedLife::do_by_hand(Deed deed) {
    const std::lock_guard lock(mutex_);
    deeds_.push_back(std::move(deed));
}

}  // namespace traction::agent
