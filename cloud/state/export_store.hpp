/// Happenings as an export tells them: in order, from any place on.
#pragma once

#include <functional>

#include "cloud/state/state_store.hpp"

namespace traction::state {

class ExportStore {
   public:
    explicit ExportStore(ports::Database& database);

    /// One after which it goes on.
    struct After {
        Timestamp at = kEarliest;
        std::string id;
    };
    /// The happenings of one period after that one, oldest first, until `visit` gives false. False then.
    bool for_each(VehicleId vehicle, OwnershipPeriod period, const After& after,
                  const std::function<bool(const wire::Happening&)>& visit);

   private:
    std::vector<wire::Happening> some_after(VehicleId vehicle, OwnershipPeriod period, const After& after);

    std::unique_ptr<ports::Statement> after_;
};

}  // namespace traction::state
