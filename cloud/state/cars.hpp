/// All cars in memory, as the database gives them back: a report costs no query, only rows that are appended.
/// The samples are the log; periods' newest samples and twins are saved at checkpoints, and what the log
/// holds beyond the last one is applied again.
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cloud/state/state_store.hpp"

namespace traction::state {

struct Car {
    Car(VehicleId id_, Vin vin_) : id(id_), vin(std::move(vin_)) {}

    VehicleId id;
    Vin vin;
    std::vector<Period> periods{Period{}};  ///< ascending; the first is number 0
    wire::Twin twin;
    OwnershipPeriod twin_period = 0;  ///< whose values the twin shows
    PrivacyHistory privacy;
    std::vector<Lease> leases;
    wire::AspectSet unpublished = 0;
    Timestamp published_at{};  ///< machine time
    bool unsaved = false;      ///< since the last checkpoint

    /// The period of this number, made when it is not known yet.
    Period& period(OwnershipPeriod number);
    bool never_owned() const { return periods.size() == 1; }
};

class Cars {
   public:
    explicit Cars(ports::Database& database);

    /// The car, added when it was not known. Refuses with `vin_not_valid`.
    Result<Car*> named(std::string_view vin);
    Car& named(const Vin& vin);
    /// By place, from 0; nothing beyond the last.
    Car* at(std::size_t place) { return place < all_.size() ? all_[place].get() : nullptr; }
    Car& numbered(VehicleId id) { return *all_.at(static_cast<std::size_t>(id - 1)); }

    /// Appends a sample to the period's log and lets the twin follow. Gives the aspects that changed.
    wire::AspectSet keep(Car& car, Period& period, const wire::Sample& sample, std::uint64_t doubtful);
    /// Takes note of what people in the car let it tell from then on. Gives the aspects that changed. Rule
    /// D3.
    wire::AspectSet change_privacy(Car& car, const PrivacyChange& change);
    /// Begins a period, once. What a car showed before it ever had an owner is its first owner's to see: a
    /// parked car may say nothing new for an hour. What it measured since then is his altogether. Gives the
    /// aspects that changed: a private car shows each owner that it is.
    wire::AspectSet begin(Car& car, OwnershipPeriod number, Timestamp began);
    /// Erases the samples and the twin of one period, for ever, and when people made the car private in it.
    /// Gives the number of samples.
    std::int64_t erase(Car& car, Period& period, Timestamp now);
    /// Saves what is known of the car's periods and its twin, at once.
    void save(const Car& car);

    bool has_unsaved() const { return !unsaved_.empty(); }
    /// Saves all that changed since the last checkpoint.
    void checkpoint();

    StateStore& store() { return store_; }
    SampleStore& samples() { return samples_; }

   private:
    Car& add(const Vin& vin);
    void load();
    void replay(const SampleStore::Row& row);
    /// Begins a twin that shows nothing of an earlier period.
    void begin_twin(Car& car, const Period& period);
    wire::AspectSet show_privacy(Car& car, const Period& period);
    wire::AspectSet apply(Car& car, Period& period, SampleId place, const wire::Sample& sample,
                          std::uint64_t doubtful);

    StateStore store_;
    SampleStore samples_;
    std::vector<std::unique_ptr<Car>> all_;
    std::unordered_map<std::string_view, Car*> by_vin_;  ///< the keys lie in the cars
    std::vector<Car*> unsaved_;
};

}  // namespace traction::state
