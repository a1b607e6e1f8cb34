/// Keeps each charging session when its plug is out, and shows them to the car's owner with what they cost.
/// Rules E7, V3.
#pragma once

#include "cloud/ownership/ownership_book.hpp"
#include "cloud/state/cars.hpp"
#include "cloud/state/session_store.hpp"
#include "shared/runtime/handlers.hpp"

namespace traction::state {

class ChargingSessions {
   public:
    ChargingSessions(ports::Database& database, ownership::OwnershipBook& book, Cars& cars)
        : store_(database), book_(book), cars_(cars) {}

    void declare(runtime::Handlers& handlers);

    /// The plug is out: the samples of the session, which are all there, say what it was. A session whose
    /// beginning was not heard of in this period is not kept.
    void on_unplugged(const Car& car, const Period& period, const wire::Happening& happening);
    /// Gives how many were erased.
    std::int64_t erase(const Car& car, OwnershipPeriod period) { return store_.erase(car.id, period); }
    void forget_tariff(const AccountId& account) { store_.forget_tariff(account); }

   private:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;

    std::vector<CurvePoint> points_of(const Period& period, Timestamp from, Timestamp until);
    Answer list(const Asker& asker, const wire::state::Sessions& ask);
    Answer show(const Asker& asker, const wire::state::ShowSession& ask);
    Answer show_tariff(const Asker& asker);

    SessionStore store_;
    ownership::OwnershipBook& book_;
    Cars& cars_;
};

/// `state.Session` of the agreement.
wire::Json json_of(const ChargingSession& session);

}  // namespace traction::state
