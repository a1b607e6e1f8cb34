#include "cloud/contracts/charges.hpp"

#include <algorithm>

namespace traction::contracts {

using runtime::Origin;
using runtime::Turn;
using wire::billing::ChargeFailed;
using wire::billing::ChargePaid;

void Charges::declare(runtime::Handlers& handlers) {
    handlers.event<ChargeFailed>(
        "billing", [this](Turn& turn, const Origin&, const ChargeFailed& event) { on_failed(turn, event); });
    handlers.event<ChargePaid>(
        "billing", [this](Turn& turn, const Origin&, const ChargePaid& event) { on_paid(turn, event); });
}

std::optional<Timestamp> Charges::next_due() {
    const auto charge = charges_.next_due();
    const auto unpaid = contracts_.next_unpaid();
    if (!charge || !unpaid) return charge ? charge : unpaid;
    return std::min(*charge, *unpaid);
}

void Charges::on_due(Turn& turn) {
    for (auto due = charges_.due_at(turn.now()); !due.empty(); due = charges_.due_at(turn.now())) {
        for (const auto& charge : due) tell(turn, charge);
    }
    for (auto unpaid = contracts_.unpaid_until(turn.now()); !unpaid.empty();
         unpaid = contracts_.unpaid_until(turn.now())) {
        for (const auto& stored : unpaid)
            book_.carry_out(turn, stored, on_left_unpaid(stored.contract, turn.now()));
    }
}

void Charges::tell(Turn& turn, const StoredCharge& due) {
    check(book_.move_on(due.contract, due.charge, ChargeOccurrence::came_due), "what waits can be told");
    book_.note(turn, due.contract, words_of(Step::charge_due));
    turn.emit(event_of(contracts_.at(due.contract).contract, due.charge));
}

std::optional<Charges::Found> Charges::find(const wire::billing::OfCharge& of) {
    const auto stored = contracts_.find(of.contract);
    const auto term = stored ? term_of(of.charge, of.contract) : std::nullopt;
    const auto charge = term ? charges_.find(stored->number, *term) : std::nullopt;
    if (!charge) return std::nullopt;
    return Found{*stored, *charge};
}

void Charges::on_failed(Turn& turn, const ChargeFailed& event) {
    const auto found = find(event.of);
    if (!found || !book_.move_on(found->stored.number, found->charge, ChargeOccurrence::tries_exhausted))
        return;
    book_.carry_out(turn, found->stored, on_charge_failed(found->stored.contract, turn.now()));
}

void Charges::on_paid(Turn& turn, const ChargePaid& event) {
    const auto found = find(event.of);
    if (!found || !book_.move_on(found->stored.number, found->charge, ChargeOccurrence::settled)) return;
    const auto all = charges_.of_contract(found->stored.number);
    const bool another_failed = std::any_of(
        all.begin(), all.end(), [](const Charge& other) { return other.phase == ChargePhase::failed; });
    book_.carry_out(turn, found->stored, on_charge_paid(found->stored.contract, another_failed));
}

}  // namespace traction::contracts
