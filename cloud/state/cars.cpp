#include "cloud/state/cars.hpp"

#include <algorithm>

namespace traction::state {

Period& Car::period(OwnershipPeriod number) {
    const auto at = std::ranges::lower_bound(periods, number, {}, &Period::number);
    if (at != periods.end() && at->number == number) return *at;
    return *periods.insert(at, Period{.number = number});
}

Cars::Cars(ports::Database& database) : store_(database), samples_(database) {
    load();
    samples_.for_each_after(store_.checkpoint(), [&](const auto& row) { replay(row); });
}

void Cars::load() {
    const auto enter = [&](VehicleId id, const Vin& vin) {
        all_.push_back(std::make_unique<Car>(id, vin));
        by_vin_.emplace(all_.back()->vin.text(), all_.back().get());
        check(static_cast<std::size_t>(id) == all_.size(), "the numbers of cars run from 1 without gap");
    };
    store_.for_each_vehicle(enter);
    store_.for_each_period(
        [&](VehicleId id, const Period& period) { numbered(id).period(period.number) = period; });
    store_.for_each_privacy_change(
        [&](VehicleId id, const PrivacyChange& change) { numbered(id).privacy.push_back(change); });
    store_.for_each_twin([&](VehicleId id, OwnershipPeriod period, std::string_view state) {
        auto twin = wire::read_twin(wire::Json::parse(state));
        check(twin.ok(), "a twin that was saved can be read");
        numbered(id).twin = *twin;
        numbered(id).twin_period = period;
    });
    store_.for_each_lease([&](VehicleId id, const Lease& lease) { numbered(id).leases.push_back(lease); });
}

void Cars::replay(const SampleStore::Row& row) {
    auto& car = numbered(row.vehicle);
    apply(car, car.period(row.period), row.id, row.sample, row.sample.doubtful_mask());
}

Result<Car*> Cars::named(std::string_view vin) {
    const auto found = by_vin_.find(vin);
    if (found != by_vin_.end()) return found->second;
    const auto valid = Vin::parse(vin);
    if (!valid) return valid.refusal();
    return &named(*valid);
}

Car& Cars::named(const Vin& vin) {
    const auto found = by_vin_.find(vin.text());
    return found != by_vin_.end() ? *found->second : add(vin);
}

Car& Cars::add(const Vin& vin) {
    const auto id = static_cast<VehicleId>(all_.size()) + 1;
    store_.add_vehicle(id, vin);
    auto& car = *all_.emplace_back(std::make_unique<Car>(id, vin));
    by_vin_.emplace(car.vin.text(), &car);
    return car;
}

wire::AspectSet Cars::keep(Car& car, Period& period, const wire::Sample& sample, std::uint64_t doubtful) {
    const auto place = samples_.append(car.id, period.number, period.newest_sample, sample, doubtful);
    return apply(car, period, place, sample, doubtful);
}

wire::AspectSet Cars::apply(Car& car, Period& period, SampleId place, const wire::Sample& sample,
                            std::uint64_t doubtful) {
    period.newest_sample = place;
    if (!std::exchange(car.unsaved, true)) unsaved_.push_back(&car);
    if (period.number < car.twin_period) return 0;
    const auto unseen = doubtful | hidden_since(car.privacy, sample.measured_at);
    if (period.number == car.twin_period) return follow(car.twin, sample, unseen);
    begin_twin(car, period);
    follow(car.twin, sample, unseen);
    return wire::kAllAspects;
}

/// What an earlier owner's car showed is not the later owner's to see.
void Cars::begin_twin(Car& car, const Period& period) {
    car.twin = {};
    car.twin.set_privacy(shown_in(period, car.privacy));
    car.twin_period = period.number;
}

wire::AspectSet Cars::change_privacy(Car& car, const PrivacyChange& change) {
    if (!enter(car.privacy, change)) return 0;
    store_.save_privacy(car.id, car.privacy);
    const auto changed = hide(car.twin, car.privacy);
    car.twin.set_privacy(shown_in(car.period(car.twin_period), car.privacy));
    save(car);
    return changed | wire::bit_of(wire::Aspect::privacy);
}

wire::AspectSet Cars::begin(Car& car, OwnershipPeriod number, Timestamp began) {
    const bool first = car.never_owned();
    auto& period = car.period(number);
    if (!period.began) period.began = began;
    if (first) {
        auto& before = car.periods.front();
        period.newest_sample = before.newest_sample;
        before.newest_sample = samples_.hand_over(before.newest_sample, began, number);
        if (period.newest_sample == before.newest_sample) period.newest_sample = 0;
        store_.hand_over_happenings(car.id, began, number);
        car.twin_period = number;
    }
    const auto changed = show_privacy(car, period);
    save(car);
    return changed;
}

/// What it hides it does not send, so that its words may be the first of a period for long.
wire::AspectSet Cars::show_privacy(Car& car, const Period& period) {
    const auto shown = shown_in(period, car.privacy);
    if (!shown || period.number < car.twin_period) return 0;
    if (period.number > car.twin_period) begin_twin(car, period);
    car.twin.set_privacy(shown);
    return wire::kAllAspects;
}

std::int64_t Cars::erase(Car& car, Period& period, Timestamp now) {
    const auto samples = samples_.erase(std::exchange(period.newest_sample, 0));
    forget(car.privacy, period.began.value_or(kEarliest), erased_up_to(car.periods, period, now));
    store_.save_privacy(car.id, car.privacy);
    if (car.twin_period <= period.number) begin_twin(car, period);
    save(car);
    return samples;
}

void Cars::save(const Car& car) {
    for (const auto& period : car.periods) store_.save_period(car.id, period);
    store_.save_twin(car.id, car.twin_period, wire::write_twin(car.twin));
}

void Cars::checkpoint() {
    for (auto* car : unsaved_) {
        save(*car);
        car->unsaved = false;
    }
    unsaved_.clear();
    store_.save_checkpoint(samples_.newest());
}

}  // namespace traction::state
