/// All that `state` has of a person: what his cars show now, and the samples and happenings of all his
/// ownership periods. Rule A11.
#pragma once

#include "cloud/ownership/export_periods.hpp"
#include "cloud/state/cars.hpp"
#include "cloud/state/export_store.hpp"
#include "cloud/state/journey_store.hpp"
#include "cloud/state/session_store.hpp"
#include "shared/runtime/handlers.hpp"

namespace traction::state {

class StateExport {
   public:
    StateExport(ports::Database& database, ownership::OwnershipBook& book, Cars& cars)
        : book_(book), cars_(cars), happenings_(database), sessions_(database), journeys_(database) {}

    void declare(runtime::Handlers& handlers);

   private:
    using Page = wire::exports::Page;
    using PeriodToTell = ownership::PeriodToTell;

    Result<wire::Json> answer(const AccountId& account, const wire::exports::Export& ask);
    /// Each tells what is left of its kind. False when the page is full.
    bool tell_present(Page& page, const PeriodToTell& of, const Car& car, const AccountId& account);
    bool tell_samples(Page& page, const PeriodToTell& of, Car& car);
    bool tell_happenings(Page& page, const PeriodToTell& of, const Car& car);
    bool tell_sessions(Page& page, const PeriodToTell& of, const Car& car);
    bool tell_journeys(Page& page, const PeriodToTell& of, const Car& car);

    ownership::OwnershipBook& book_;
    Cars& cars_;
    ExportStore happenings_;
    SessionStore sessions_;
    JourneyStore journeys_;
};

}  // namespace traction::state
