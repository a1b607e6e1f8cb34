/// Where a car is, for the help desk: under a grant that names the car, the purpose and an end, and that the
/// owner is told of. What is asked here is in the audit log like all asks of the desk. Rule H1.
///
/// A car without an owner gets no grant: nobody could be told, and what is measured between two owners is
/// not kept (D3). A grant shows no more than the owner may see himself, and ends with his period (G8).
#pragma once

#include "cloud/ownership/ownership_book.hpp"
#include "cloud/state/cars.hpp"
#include "cloud/state/sight_store.hpp"

namespace traction::state {

class StaffSight {
   public:
    StaffSight(ports::Database& database, ownership::OwnershipBook& book, Cars& cars)
        : store_(database), book_(book), cars_(cars) {}

    void declare(runtime::Handlers& handlers);
    std::optional<Timestamp> next_end() { return store_.next_end(); }
    std::vector<runtime::DueAct> due_acts(Timestamp until) { return store_.due_acts(until); }
    void forget_ended(Timestamp now) { store_.forget_ended(now); }
    void on_period_over(const Car& car, OwnershipPeriod period) { store_.forget_period(car.id, period); }

   private:
    using Answer = runtime::Handlers::Answer;

    Answer grant(runtime::Turn& turn, const runtime::Asker& asker, const wire::state::GrantSight& ask);
    Answer position(const runtime::Asker& asker, const wire::state::ShowPosition& ask);

    SightStore store_;
    ownership::OwnershipBook& book_;
    Cars& cars_;
};

}  // namespace traction::state
