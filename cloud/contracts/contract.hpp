/// A contract, and its life as one table. Rules C1 to C6, B2.
#pragma once

#include <array>
#include <optional>

#include "shared/domain/calendar.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/lifecycle.hpp"
#include "shared/domain/money.hpp"
#include "shared/domain/vin.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::contracts {

using wire::contracts::EndReason;
using wire::contracts::Phase;
using wire::contracts::Product;

/// What can move a contract from one phase to another.
enum class Occurrence {
    confirmed,      ///< by the car. Rule C2
    term_over,      ///< the midnight that ends the last day. Rule C3
    ended_by_desk,  ///< Rule C6
    charge_failed,  ///< refused at every try. Rule B2
    charge_paid,    ///< after all. Rule B2
    left_unpaid,    ///< 14 days after the suspension. Rule B2
    already_held    ///< ordered although the car has the product: two orders crossed
};

using Transition = traction::Transition<Phase, Occurrence>;
/// The life of a contract. What is not listed changes no phase.
inline constexpr std::array kLifecycle{
    Transition{Phase::pending, Occurrence::confirmed, Phase::active},
    Transition{Phase::pending, Occurrence::ended_by_desk, Phase::ended},
    Transition{Phase::pending, Occurrence::already_held, Phase::ended},
    Transition{Phase::active, Occurrence::term_over, Phase::expired},
    Transition{Phase::active, Occurrence::ended_by_desk, Phase::ended},
    Transition{Phase::active, Occurrence::charge_failed, Phase::suspended},
    Transition{Phase::suspended, Occurrence::charge_paid, Phase::active},
    Transition{Phase::suspended, Occurrence::term_over, Phase::expired},
    Transition{Phase::suspended, Occurrence::ended_by_desk, Phase::ended},
    Transition{Phase::suspended, Occurrence::left_unpaid, Phase::ended},
};

constexpr std::optional<Phase> next_phase(Phase phase, Occurrence occurrence) {
    return next_in(kLifecycle, phase, occurrence);
}
/// The contract is not over: its terms go on.
constexpr bool is_running(Phase phase) {
    return phase == Phase::pending || phase == Phase::active || phase == Phase::suspended;
}
/// The car is to hold its entitlement.
constexpr bool is_entitled(Phase phase) {
    return phase == Phase::pending || phase == Phase::active;
}
constexpr bool every_running_phase_can_be_ended() {
    for (const auto phase : {Phase::pending, Phase::active, Phase::suspended}) {
        if (next_phase(phase, Occurrence::ended_by_desk) != Phase::ended) return false;
    }
    return true;
}
static_assert(every_running_phase_can_be_ended(), "the help desk can end whatever runs (C6)");
static_assert(!has_way_out(kLifecycle, Phase::expired) && !has_way_out(kLifecycle, Phase::ended),
              "what is over stays over");
static_assert(!next_phase(Phase::pending, Occurrence::term_over), "a term begins with the confirmation (C2)");
static_assert(!next_phase(Phase::suspended, Occurrence::confirmed), "only paying resumes (B2)");
static_assert(!next_phase(Phase::pending, Occurrence::charge_failed), "nothing is charged before (B1)");
static_assert(next_phase(Phase::suspended, Occurrence::term_over) == Phase::expired,
              "terms go on while a contract is suspended");

/// After this long without the car's confirmation the owner is told. Rule C2.
inline constexpr std::chrono::hours kConfirmationExpected{7 * 24};
/// So long a contract stays suspended before it ends. Rule B2.
inline constexpr std::chrono::hours kSuspendedFor{14 * 24};

/// What is next to do at a contract when its time comes.
enum class Act { tell_pending, remind_30_days, remind_7_days, remind_1_day, open_window, expire };
inline constexpr std::array<std::string_view, 6> kActNames{"tell_pending", "remind_30_days", "remind_7_days",
                                                           "remind_1_day", "open_window",    "expire"};
struct Due {
    Timestamp at;
    Act act;
    friend bool operator==(const Due&, const Due&) = default;
};

/// What each of its terms costs, as it was bought: whatever the catalogue says later. Rule S1.
struct Price {
    Money amount;  ///< of a whole term, tax included
    int tax_permille = 0;
    int catalogue_version = 1;
    friend bool operator==(const Price&, const Price&) = default;
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
    std::optional<OrderId> order = std::nullopt;
    std::optional<Price> price = std::nullopt;             ///< none: nothing is owed
    std::optional<Timestamp> unpaid_until = std::nullopt;  ///< while suspended: when it ends. Rule B2
};

/// How many terms were bought so far.
constexpr int terms_of(const Contract& contract) {
    return contract.months / contract.term_months;
}
/// The anniversary on which the contract can be renewed; nothing while it is pending. Rule C1.
std::optional<LocalDay> last_day(const Contract& contract);
/// The midnight that ends the last day. Rule C1.
std::optional<Timestamp> runs_until(const Contract& contract);

}  // namespace traction::contracts
