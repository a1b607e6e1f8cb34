/// The life of a charge: pure decisions, without bus, clock and database. Rules B1 to B3, C7.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "shared/domain/lifecycle.hpp"
#include "shared/wire/messages/billing_asks.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::billing {

using wire::billing::Particular;
using wire::contracts::Product;

/// Where a charge is.
enum class Phase {
    due,      ///< heard of, and nobody asked yet: not longer than a turn
    asked,    ///< an attempt is open at the provider
    waiting,  ///< refused, to be tried again
    failed,   ///< refused after all tries; new means can still pay it
    ending,   ///< the contract ended while an attempt was open: what became of it is still to be heard
    paid,
    cancelled  ///< never to be charged. Rule C7
};
inline constexpr std::array<std::string_view, 7> kPhaseNames{"due",    "asked", "waiting",  "failed",
                                                             "ending", "paid",  "cancelled"};

/// What can happen to it.
enum class Step {
    asked,
    refused,
    gave_up,  ///< refused, and all tries are used up
    paid,
    taken_back,     ///< the contract ended before the attempt had left
    contract_ended  ///< and an attempt that is open is out of our hands
};

using Transition = traction::Transition<Phase, Step>;
/// A step without a row changes nothing.
inline constexpr std::array kLifecycle{
    Transition{Phase::due, Step::asked, Phase::asked},
    Transition{Phase::due, Step::refused, Phase::waiting},
    Transition{Phase::asked, Step::refused, Phase::waiting},
    Transition{Phase::asked, Step::gave_up, Phase::failed},
    Transition{Phase::asked, Step::paid, Phase::paid},
    Transition{Phase::asked, Step::taken_back, Phase::cancelled},
    Transition{Phase::asked, Step::contract_ended, Phase::ending},
    Transition{Phase::waiting, Step::asked, Phase::asked},
    Transition{Phase::waiting, Step::refused, Phase::waiting},
    Transition{Phase::waiting, Step::gave_up, Phase::failed},
    Transition{Phase::waiting, Step::contract_ended, Phase::cancelled},
    Transition{Phase::failed, Step::asked, Phase::asked},
    Transition{Phase::failed, Step::contract_ended, Phase::cancelled},
    Transition{Phase::ending, Step::paid, Phase::paid},
    Transition{Phase::ending, Step::refused, Phase::cancelled},
};
constexpr std::optional<Phase> after(Phase phase, Step step) {
    return next_in(kLifecycle, phase, step);
}
/// An attempt is open: what becomes of it is not known.
constexpr bool is_open(Phase phase) {
    return phase == Phase::asked || phase == Phase::ending;
}
static_assert(!has_way_out(kLifecycle, Phase::paid), "what is paid is never charged again (B3)");
static_assert(!has_way_out(kLifecycle, Phase::cancelled), "what has not been charged never is (C7)");
static_assert(!after(Phase::asked, Step::asked) && !after(Phase::ending, Step::asked),
              "a new attempt only when the former one is settled (B3)");
static_assert(after(Phase::failed, Step::asked) == Phase::asked, "new means can pay what had failed (B2)");

/// A refused charge is tried again so long after its first refusal. Rule B2.
inline constexpr std::array kRetriedAfter{std::chrono::hours{1 * 24}, std::chrono::hours{3 * 24},
                                          std::chrono::hours{5 * 24}};

struct Charge {
    ChargeId id;
    ContractId contract;
    AccountId account;  ///< the debtor: who bought the term, whoever has the car now. Rule G8
    Product product{};
    LocalDay term_from;
    LocalDay term_until;
    Money price{0, Currency::euro()};  ///< tax included
    int tax_permille = 0;
    Timestamp due_at{};
    Phase phase = Phase::due;
    int attempts = 0;
    std::optional<Timestamp> first_refused_at = std::nullopt;
    std::optional<Timestamp> next_try_at = std::nullopt;
    bool has_failed = false;  ///< once told so, it is not told again
};

/// What is to be done about a decision.
enum class Effect { ask, tell_refused, tell_failed };

struct Decision {
    Charge charge;
    std::vector<Effect> effects;
};

Charge charge_of(const wire::contracts::ChargeDue& due, Timestamp now);

/// An attempt, where the payer has given what one needs; else it is as if it were refused. Of a charge that
/// is due, waiting or failed.
Decision try_now(Charge charge, bool payer_is_ready, Timestamp now);

/// The open attempt was refused. Rule B2.
Decision on_refused(Charge charge, Timestamp now);

/// The open attempt is paid, whatever happened meanwhile. An invoice is due. Rules B1, B3, B4.
Charge on_paid(Charge charge);

/// What has not been charged is never charged. `taken_back`: the open attempt had not left yet. Rule C7.
Charge on_contract_ended(Charge charge, bool taken_back);

/// When a charge that was first refused at `first_refused_at` is tried again after `now`: nothing when it is
/// not. Rule B2.
std::optional<Timestamp> next_try(Timestamp first_refused_at, Timestamp now);

/// The same for the same attempt, also after a restore: so the provider knows it again. Rule B3.
PaymentKey key_of(const ChargeId& charge, int attempt);

/// Who pays for an account, as far as it is known. Rule S3.
struct Payer {
    AccountId account;
    std::optional<wire::billing::Address> address = std::nullopt;
    std::optional<wire::billing::Means> means = std::nullopt;
};
std::vector<Particular> missing(const Payer& payer);
inline bool is_ready(const Payer& payer) {
    return payer.address && payer.means;
}

/// Refuses with `text_not_valid`. An invoice is to be read.
Result<Done> judge(const wire::billing::Address& address);
/// Refuses with `means_expired`. A card is good until the end of its month, which is read in UTC.
Result<Done> judge(const wire::billing::Means& means, Timestamp now);

}  // namespace traction::billing
