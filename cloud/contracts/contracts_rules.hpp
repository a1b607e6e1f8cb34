/// What happens to a contract, and when: pure decisions, without bus, clock and database. Rules C1 to C6, G8.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "shared/domain/calendar.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/lifecycle.hpp"
#include "shared/domain/result.hpp"
#include "shared/domain/vin.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::contracts {

using wire::contracts::EndReason;
using wire::contracts::Phase;
using wire::contracts::Product;

/// What can move a contract from one phase to another.
enum class Occurrence { confirmed, term_over, ended_by_desk };

using Transition = traction::Transition<Phase, Occurrence>;
/// The life of a contract. What is not listed changes no phase.
inline constexpr std::array kLifecycle{
    Transition{Phase::pending, Occurrence::confirmed, Phase::active},
    Transition{Phase::pending, Occurrence::ended_by_desk, Phase::ended},
    Transition{Phase::active, Occurrence::term_over, Phase::expired},
    Transition{Phase::active, Occurrence::ended_by_desk, Phase::ended},
};

constexpr std::optional<Phase> next_phase(Phase phase, Occurrence occurrence) {
    return next_in(kLifecycle, phase, occurrence);
}
/// The contract is not over: the car is to have its entitlement.
constexpr bool is_running(Phase phase) {
    return phase == Phase::pending || phase == Phase::active;
}
static_assert(has_way_out(kLifecycle, Phase::pending) && has_way_out(kLifecycle, Phase::active));
static_assert(!has_way_out(kLifecycle, Phase::expired) && !has_way_out(kLifecycle, Phase::ended),
              "what is over stays over");
static_assert(!next_phase(Phase::pending, Occurrence::term_over), "a term begins with the confirmation (C2)");

/// After this long without the car's confirmation the owner is told. Rule C2.
inline constexpr std::chrono::hours kConfirmationExpected{7 * 24};

/// What is next to do at a contract when its time comes.
enum class Act { tell_pending, remind_30_days, remind_7_days, remind_1_day, open_window, expire };
inline constexpr std::array<std::string_view, 6> kActNames{"tell_pending", "remind_30_days", "remind_7_days",
                                                           "remind_1_day", "open_window",    "expire"};
struct Due {
    Timestamp at;
    Act act;
    friend bool operator==(const Due&, const Due&) = default;
};

struct Contract {
    ContractId id;
    Vin vin;
    Product product{};
    int term_months = 0;
    bool automatic_renewal = false;
    Phase phase = Phase::pending;
    AccountId buyer;
    AccountId holder;  ///< who is told of it: the buyer, until another account has the car (G8)
    /// The latest in which somebody had the car with this contract; 0: its buyer has not paired the car yet.
    OwnershipPeriod period = 0;
    Zone zone;  ///< the opening day and all anniversaries lie in it
    Timestamp bought_at{};
    std::optional<LocalDay> opened_on = std::nullopt;
    int months = 0;  ///< from the opening day to the last day: all terms so far
    std::optional<Due> due = std::nullopt;
    std::optional<bool> car_holds = std::nullopt;  ///< what the car last confirmed
    std::optional<Timestamp> closed_at = std::nullopt;
};

/// The anniversary on which the contract can be renewed; nothing while it is pending. Rule C1.
std::optional<LocalDay> last_day(const Contract& contract);
/// The midnight that ends the last day. Rule C1.
std::optional<Timestamp> runs_until(const Contract& contract);

/// The steps of a contract's life that are kept as history and told. Rule C8.
enum class Step {
    bought,
    activated,
    entitlement_pending,
    reminded_30_days,
    reminded_7_days,
    reminded_1_day,
    anniversary_reached,
    renewed_by_owner,
    renewed_automatically,
    expired,
    ended,
    withdrawal_confirmed,
    automatic_renewal_ended,
};

/// The contract as it is from now on, and what is to be told of it.
struct Decision {
    Contract contract;
    std::vector<Step> steps;
    bool order_entitlement = false;  ///< tell the car what it is (no longer) entitled to
};

/// A new contract, pending until the car confirms its entitlement. Rule C2.
Decision buy(ContractId id, const wire::contracts::Buy& wish, const AccountId& buyer, OwnershipPeriod period,
             Zone zone, Timestamp now);

/// The car says that it holds, or no longer holds, the entitlement. The first confirmation activates; a word
/// that contradicts what is wanted makes the order go out again. Rules C1, C2, C5.
Decision on_confirmed(Contract contract, bool granted, Timestamp now);

/// Does what is due at `now`, which is the instant that it was due at: tells, reminds, opens the window and
/// renews where the owner asked for it, expires. Rules C2, C3, C5.
Decision on_due(Contract contract, Timestamp now);

/// Adds a term. Refuses on any day but the last one (`renewal_window_not_open` with "opens_on",
/// `renewal_window_closed` with "last_day"), when it is already renewed on this day, and when the contract
/// has no term. Rule C3.
Result<Decision> renew(Contract contract, Timestamp now);

/// Ends a running contract before its term. Rule C6.
Decision end(Contract contract, Timestamp now);

/// An account has the car from now on. When it is another than before, automatic renewal ends. A contract
/// whose buyer has not paired the car yet waits for him, and for nobody else. The car is ordered to hold it
/// when it has confirmed the period. Rules G5, G8.
Decision on_owner(Contract contract, const AccountId& account, OwnershipPeriod period);

}  // namespace traction::contracts
