/// What each step of a contract's life says: to its history, to the followers, to the car.
#pragma once

#include "cloud/contracts/contracts_rules.hpp"
#include "shared/runtime/turn.hpp"

namespace traction::contracts {

/// How a step stands in the history: its name on the wire, the cause with its rule, and who acted. Rules C8,
/// K6.
struct StepWords {
    std::string_view name;
    std::string_view cause;
    std::string_view actor;
};
StepWords words_of(Step step);
/// The same for an order that the car did not take.
StepWords words_of(wire::garage::WrongPeriod reason);

/// Tells the followers of a step, where there is an event for it.
void tell(runtime::Turn& turn, const Contract& contract, Step step);

/// Orders the car to hold the entitlement of a contract that gives one, and to give up that of any other. An
/// order that was not sent yet is replaced: the car hears what is wanted last. Rules C2, C5.
void order_entitlement(runtime::Turn& turn, const Contract& contract);

/// As its owner and the help desk see it.
wire::contracts::ContractView view_of(const Contract& contract);

}  // namespace traction::contracts
