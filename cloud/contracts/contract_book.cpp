#include "cloud/contracts/contract_book.hpp"

namespace traction::contracts {

using runtime::Turn;

void ContractBook::open(Turn& turn, const Decision& decision) {
    speak(turn, contracts_.add(decision.contract), decision);
}

void ContractBook::carry_out(Turn& turn, const Stored& before, const Decision& decision) {
    contracts_.save(before.number, decision.contract, before.contract.phase);
    speak(turn, before.number, decision);
}

void ContractBook::carry_out_ending(Turn& turn, const Stored& before, const Decision& decision,
                                    std::int64_t ending, const StepWords& words) {
    contracts_.save_ended(before.number, decision.contract, ending);
    speak(turn, before.number, decision, words);
}

bool ContractBook::move_on(std::int64_t contract, const Charge& charge, ChargeOccurrence occurrence) {
    const auto next = next_phase(charge.phase, occurrence);
    if (next) charges_.save_phase(contract, charge.term, *next);
    return next.has_value();
}

void ContractBook::note(Turn& turn, std::int64_t contract, const StepWords& words) {
    contracts_.add_history(contract, turn.now(), words);
}

void ContractBook::speak(Turn& turn, std::int64_t number, const Decision& decision,
                         const std::optional<StepWords>& words) {
    for (const auto step : decision.steps) {
        note(turn, number, words.value_or(words_of(step)));
        tell(turn, decision.contract, step);
    }
    if (decision.charge) charges_.add(number, *decision.charge);
    if (decision.contract.phase == Phase::ended) cancel_charges(turn, number);
    if (decision.order_entitlement) order_entitlement(turn, decision.contract);
}

/// Whoever ended it: what has not been charged is never charged. Rules B1, C7.
void ContractBook::cancel_charges(Turn& turn, std::int64_t number) {
    for (const auto& charge : charges_.of_contract(number)) {
        if (move_on(number, charge, ChargeOccurrence::contract_ended))
            note(turn, number, words_of(Step::charge_cancelled));
    }
}

}  // namespace traction::contracts
