#include "cloud/contracts/ending_plan.hpp"

namespace traction::contracts {

using wire::Json;
using wire::contracts::effects_of;
using wire::contracts::kTeardownWorkers;

namespace {

/// A later owner's contracts are not the earlier one's to end (G8), nor are those of who has not paired the
/// car (G5).
bool is_meant(const Contract& contract, const std::optional<ownership::Owner>& owner) {
    if (!owner) return true;
    return contract.period == 0 ? contract.holder == owner->account : contract.period <= owner->period;
}

void plan_contract(Json& steps, const Running& running) {
    const auto& contract = running.stored.contract;
    const auto id = contract.id.text();
    steps.push_back({{"step", "contract_ends"},
                     {"contract", id},
                     {"product", wire::word_text(contract.product, wire::contracts::kProductNames)},
                     {"rule", "C6"}});
    for (const auto& charge : running.charges) {
        if (!next_phase(charge.phase, ChargeOccurrence::contract_ended)) continue;
        steps.push_back({{"step", "charge_is_cancelled"},
                         {"contract", id},
                         {"charge", charge_id(contract.id, charge.term).text()},
                         {"rule", "C7"}});
    }
    if (contract.period > 0)
        steps.push_back({{"step", "entitlement_is_withdrawn"}, {"contract", id}, {"rule", "C5"}});
}

void plan_teardown(Json& steps, const EndingCase& about) {
    const auto& effects = effects_of(about.reason);
    const auto add = [&](const char* step, const char* rule) {
        steps.push_back({{"step", step}, {"rule", rule}});
    };
    if (about.has_car) {
        add("sight_ends", "C7");
        add("remote_control_ends", "C7");
        add("pending_commands_are_cancelled", "C7");
    }
    for (const auto worker : kTeardownWorkers)
        steps.push_back({{"step", "personal_data_is_erased"}, {"worker", worker}, {"rule", "C7"}});
    if (effects.blocks_pairing && !about.later_owner) add("pairing_is_blocked", "C7");
    if (effects.revokes_car && !about.later_owner) add("car_is_revoked", "C7");
    add("person_is_told", "C7");
    add("receipt_is_kept", "H3");
}

}  // namespace

EndingPlan plan_ending(EndingCase about) {
    EndingPlan plan;
    for (auto& running : about.running) {
        if (!is_meant(running.stored.contract, about.owner)) continue;
        plan_contract(plan.steps, running);
        plan.contracts.push_back(std::move(running.stored));
    }
    if (about.owner && effects_of(about.reason).tears_down) {
        plan_teardown(plan.steps, about);
        plan.torn_down = about.owner;
    }
    return plan;
}

}  // namespace traction::contracts
