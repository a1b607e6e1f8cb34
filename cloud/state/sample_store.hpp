/// The log of samples: appended to, walked back car by car, erased period by period. All calls happen inside
/// the worker's transaction.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "cloud/state/state_rules.hpp"
#include "shared/ports/database.hpp"

namespace traction::state {

/// A car's number in this database.
using VehicleId = std::int64_t;

class SampleStore {
   public:
    /// Throws DatabaseFault when the table lacks a signal's column.
    explicit SampleStore(ports::Database& database);

    struct Row {
        SampleId id = 0;
        VehicleId vehicle = 0;
        OwnershipPeriod period = 0;
        SampleId previous = 0;
        wire::Sample sample;
    };

    /// Appends one sample behind `previous`, the newest of the same car and period. Gives its place.
    SampleId append(VehicleId vehicle, OwnershipPeriod period, SampleId previous, const wire::Sample& sample,
                    std::uint64_t doubtful);
    /// The place of the newest of all samples.
    SampleId newest() const { return newest_; }

    /// The samples after `place`, oldest first.
    void for_each_after(SampleId place, const std::function<void(const Row&)>& visit);
    /// The sample at `newest` and those before it of the same car and period, newest first, until `visit`
    /// gives false.
    void walk_back(SampleId newest, const std::function<bool(const Row&)>& visit);
    /// Gives the sample at `newest` and those before it to period `to`, as far back as all were measured from
    /// `since` on: what was appended before the beginning of that period was heard of. Gives the newest one
    /// that stays.
    SampleId hand_over(SampleId newest, Timestamp since, OwnershipPeriod to);
    /// Erases the sample at `newest` and all before it of the same car and period. Gives their number.
    std::int64_t erase(SampleId newest);

   private:
    std::unique_ptr<ports::Statement> append_;
    std::unique_ptr<ports::Statement> after_;
    std::unique_ptr<ports::Statement> at_;
    std::unique_ptr<ports::Statement> previous_;
    std::unique_ptr<ports::Statement> hand_over_;
    std::unique_ptr<ports::Statement> cut_;
    std::unique_ptr<ports::Statement> erase_;
    SampleId newest_ = 0;
};

}  // namespace traction::state
