/// What happens to a contract, and when: pure decisions, without bus, clock and database. Rules B1, B2, C1 to
/// C6, G8.
#pragma once

#include <vector>

#include "cloud/contracts/charge.hpp"
#include "shared/domain/result.hpp"

namespace traction::contracts {

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
    extended,
    automatic_renewal_began,
    automatic_renewal_stopped,
    automatic_renewal_ended,
    moved,
    charge_due,
    charge_paid,
    charge_failed,
    charge_cancelled,
    suspended,
    resumed,
    expired,
    ended,
    ended_unpaid,
    ended_already_held,
    withdrawal_confirmed,
};

/// The contract as it is from now on, and what is to be told of it.
struct Decision {
    Contract contract;
    std::vector<Step> steps;
    bool order_entitlement = false;               ///< tell the car what it is (no longer) entitled to
    std::optional<Charge> charge = std::nullopt;  ///< of the term that was added, where there is a price
};

/// Who takes what, and on which terms.
struct Purchase {
    ContractId contract;
    Vin vin;
    Product product{};
    int term_months = 12;
    bool automatic_renewal = false;
    AccountId buyer;
    OwnershipPeriod period = 0;  ///< in which he has the car; 0: he has not paired it
    Zone zone;
    std::optional<OrderId> order = std::nullopt;
    std::optional<Price> price = std::nullopt;
};

/// A new contract, pending until the car confirms its entitlement. Rule C2.
Decision buy(const Purchase& purchase, Timestamp now);
/// The same for what was ordered although the car has the product already: it ends at once, owing nothing.
Decision buy_in_vain(const Purchase& purchase, Timestamp now);

/// The car says that it holds, or no longer holds, the entitlement. The first confirmation activates; a word
/// that contradicts what is wanted makes the order go out again. Rules C1, C2, C5.
Decision on_confirmed(Contract contract, bool granted, Timestamp now);

/// Does what is due at `now`, which is the instant that it was due at: tells, reminds, opens the window and
/// renews where the owner asked for it, expires. Rules C2, C3, C5.
Decision on_due(Contract contract, Timestamp now);

/// Whether a contract that is active or expired can be renewed, by the local day. Rule C3.
enum class Window { not_open, open, renewed_today, closed };
Window window_on(const Contract& contract, LocalDay today);

/// Adds a term. Refuses on any day but the last one (`renewal_window_not_open` with "opens_on",
/// `renewal_window_closed` with "last_day"), when it is already renewed on this day, and when the contract
/// has no term. Rule C3.
Result<Decision> renew(Contract contract, Timestamp now);

/// How far ahead a service can be extended, in calendar months from today.
inline constexpr int kExtendedAtMost = 120;

/// Adds a term to a service before its end; it begins where the one before ends. Refuses with
/// `contract_not_running`, for a pack with `pack_not_extendable` and "opens_on", and with
/// `extended_far_enough` and "last_day". Rule C4.
Result<Decision> extend(Contract contract, Timestamp now);

/// The owner wants every term renewed from now on, or no more. Wanted on the last day, it renews at once. A
/// wish that is met already changes nothing. Refuses with `contract_not_running`. Rule C3.
Result<Decision> set_automatic_renewal(Contract contract, bool wanted, Timestamp now);

/// A charge of this contract was refused at every try: an active one is suspended. Rule B2.
Decision on_charge_failed(Contract contract, Timestamp now);
/// A charge was paid. A suspended contract resumes when no other one has failed. Rule B2.
Decision on_charge_paid(Contract contract, bool another_failed);
/// It was not paid 14 days after the suspension. Rule B2.
Decision on_left_unpaid(Contract contract, Timestamp now);

/// Ends a running contract before its term. Rule C6.
Decision end(Contract contract, Timestamp now);

/// An account has the car from now on. When it is another than before, automatic renewal ends. A contract
/// whose buyer has not paired the car yet waits for him, and for nobody else. The car is ordered to hold it
/// when it has confirmed the period. Rules G5, G8.
Decision on_owner(Contract contract, const AccountId& account, OwnershipPeriod period);

}  // namespace traction::contracts
