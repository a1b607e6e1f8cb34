/// What will become of a contract if nobody does anything, and what is charged is paid: pure, by the same
/// decisions with which the worker lives through it. Rules H2, K6.
#pragma once

#include "cloud/contracts/contracts_rules.hpp"

namespace traction::contracts {

struct Foreseen {
    Timestamp at;
    Step step;
};

struct Forecast {
    Contract contract;
    std::vector<Charge> charges;
    std::vector<Foreseen> steps = {};  ///< in the order in which they come
};

/// Lives through all that is due before `until`.
Forecast foresee(Contract contract, std::vector<Charge> charges, Timestamp until);

/// When everything that is certain today is over: the term, the wait for the car, or the suspension.
Timestamp foreseeable_until(const Contract& contract, Timestamp now);

/// Whether the contract can be renewed at the end of this local day. Rule C3.
bool renewable_on(const Contract& contract, LocalDay day);

/// How far ahead a contract can be previewed, in calendar months from today.
inline constexpr int kPreviewedAtMost = 120;

}  // namespace traction::contracts
