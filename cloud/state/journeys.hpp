/// Keeps each journey when it is over, and shows them to the car's owner with their tracks. Rules V3, D3.
#pragma once

#include "cloud/ownership/ownership_book.hpp"
#include "cloud/state/cars.hpp"
#include "cloud/state/journey_store.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/journeys.hpp"

namespace traction::state {

class Journeys {
   public:
    Journeys(ports::Database& database, ownership::OwnershipBook& book, Cars& cars)
        : store_(database), book_(book), cars_(cars) {}

    void declare(runtime::Handlers& handlers);

    /// The drive is over: its samples, which are all there, say what it was. One that begins soon after
    /// another goes on with it. A drive whose beginning was not heard of in this period is not kept.
    void on_drive_ended(const Car& car, const Period& period, Timestamp at);
    /// Gives how many were erased.
    std::int64_t erase(const Car& car, OwnershipPeriod period) { return store_.erase(car.id, period); }

   private:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;

    /// The journey that goes on with a drive that began then, or nothing.
    std::optional<Journey> going_on(const Car& car, OwnershipPeriod period, Timestamp began);
    void measure(Journey& journey);
    Answer list(const Asker& asker, const wire::state::Journeys& ask);
    Answer show(const Asker& asker, const wire::state::ShowJourney& ask);
    void add_track(wire::Json& shown, const Car& car, const Journey& journey, SampleId from);

    JourneyStore store_;
    ownership::OwnershipBook& book_;
    Cars& cars_;
};

/// `state.Journey` of the agreement.
wire::Json json_of(const Journey& journey);

}  // namespace traction::state
