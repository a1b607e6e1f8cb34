/// What is to be paid for one term of a contract, by whom and when. Each term has one charge, for ever. Rules
/// B1, B2, C7, G8.
#pragma once

#include "cloud/contracts/contract.hpp"

namespace traction::contracts {

enum class ChargePhase {
    waiting,   ///< for its instant
    told,      ///< to `billing`, which carries it out
    failed,    ///< refused at every try
    paid,      ///<
    cancelled  ///< the contract ended before its instant: it is never told
};
inline constexpr std::array<std::string_view, 5> kChargePhaseNames{"waiting", "told", "failed", "paid",
                                                                   "cancelled"};

enum class ChargeOccurrence { came_due, contract_ended, tries_exhausted, settled };

using ChargeTransition = traction::Transition<ChargePhase, ChargeOccurrence>;
inline constexpr std::array kChargeLifecycle{
    ChargeTransition{ChargePhase::waiting, ChargeOccurrence::came_due, ChargePhase::told},
    ChargeTransition{ChargePhase::waiting, ChargeOccurrence::contract_ended, ChargePhase::cancelled},
    ChargeTransition{ChargePhase::told, ChargeOccurrence::tries_exhausted, ChargePhase::failed},
    ChargeTransition{ChargePhase::told, ChargeOccurrence::settled, ChargePhase::paid},
    ChargeTransition{ChargePhase::failed, ChargeOccurrence::settled, ChargePhase::paid},
};
constexpr std::optional<ChargePhase> next_phase(ChargePhase phase, ChargeOccurrence occurrence) {
    return next_in(kChargeLifecycle, phase, occurrence);
}
static_assert(!has_way_out(kChargeLifecycle, ChargePhase::cancelled), "what is cancelled is never told (C7)");
static_assert(!has_way_out(kChargeLifecycle, ChargePhase::paid), "no charge is made twice (B3)");
static_assert(!next_phase(ChargePhase::told, ChargeOccurrence::came_due), "each is told once");
static_assert(!next_phase(ChargePhase::waiting, ChargeOccurrence::settled),
              "none is paid before day 14 (B1)");

/// So long after the contract became active, or a later term began, that term is charged. Rule B1.
inline constexpr std::chrono::hours kChargedAfter{14 * 24};

struct Charge {
    int term = 1;      ///< counts the contract's terms from 1
    AccountId debtor;  ///< who bought the term; he stays it when the car is sold. Rule G8
    Timestamp due_at{};
    ChargePhase phase = ChargePhase::waiting;
    friend bool operator==(const Charge&, const Charge&) = default;
};

/// The same whenever it is asked: it is the charge's idempotency key.
ChargeId charge_id(const ContractId& contract, int term);
/// Which term of the contract the charge is for; nothing when it is none of this contract.
std::optional<int> term_of(const ChargeId& charge, const ContractId& contract);

/// The days of a term, counted from 1. Each begins on the day after the one before it ended. Rule C1.
LocalDay first_day_of(const Contract& contract, int term);
LocalDay last_day_of(const Contract& contract, int term);

/// As `billing` is told of it. The contract has a price.
wire::contracts::ChargeDue event_of(const Contract& contract, const Charge& charge);

}  // namespace traction::contracts
