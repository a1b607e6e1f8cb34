/// The end of one ownership period, everywhere: told once, answered by each worker with its part, done when
/// all have answered. Rules C7, H3.
#pragma once

#include "cloud/contracts/teardown_store.hpp"
#include "shared/runtime/turn.hpp"

namespace traction::contracts {

class TeardownSaga {
   public:
    explicit TeardownSaga(TeardownStore& store) : store_(store) {}

    /// Tells the followers to begin. `contracts_ended` is this worker's own part.
    void begin(runtime::Turn& turn, const Teardown& teardown, wire::contracts::EndReason reason,
               std::int64_t contracts_ended);

    /// Keeps the part of a worker; with the last one the teardown is done. Parts that come again, and parts
    /// of a teardown that a restored database does not know, change nothing.
    void on_part(runtime::Turn& turn, std::string_view worker, const wire::contracts::TeardownPart& part);

    /// What was erased or ended where, as far as it was answered; to a person only when it was his. Refuses
    /// with `teardown_unknown`.
    Result<wire::Json> receipt(const TeardownId& id, const std::optional<AccountId>& person);

   private:
    TeardownStore& store_;
};

}  // namespace traction::contracts
