#include "cloud/contracts/contract_steps.hpp"

#include "shared/wire/streams.hpp"

namespace traction::contracts {

using namespace wire::contracts;

StepWords words_of(Step step) {
    switch (step) {
        case Step::bought:
            return {"bought", "asked by the owner (S4)", "owner"};
        case Step::activated:
            return {"activated", "the car confirmed the entitlement (C2)", "vehicle"};
        case Step::entitlement_pending:
            return {"entitlement_pending", "not confirmed in 7 days (C2)", "calendar"};
        case Step::reminded_30_days:
            return {"reminded", "30 days before the last day (C3)", "calendar"};
        case Step::reminded_7_days:
            return {"reminded", "7 days before the last day (C3)", "calendar"};
        case Step::reminded_1_day:
            return {"reminded", "1 day before the last day (C3)", "calendar"};
        case Step::anniversary_reached:
            return {"anniversary_reached", "the last day began (C3)", "calendar"};
        case Step::renewed_by_owner:
            return {"renewed", "asked by the owner on the last day (C3)", "owner"};
        case Step::renewed_automatically:
            return {"renewed", "automatic renewal on the last day (C3)", "calendar"};
        case Step::extended:
            return {"extended", "asked by the owner before the end (C4)", "owner"};
        case Step::automatic_renewal_began:
            return {"automatic_renewal_began", "asked by the owner (C3)", "owner"};
        case Step::automatic_renewal_stopped:
            return {"automatic_renewal_ended", "asked by the owner (C3)", "owner"};
        case Step::automatic_renewal_ended:
            return {"automatic_renewal_ended", "the car moved to another account (G8)", "garage"};
        case Step::moved:
            return {"moved", "the car moved to another account, and took it along (G8)", "garage"};
        case Step::charge_due:
            return {"charge_due", "14 days after the term began (B1)", "calendar"};
        case Step::charge_paid:
            return {"charge_paid", "the payment means were charged (B1)", "billing"};
        case Step::charge_failed:
            return {"charge_failed", "refused after 1, 3 and 5 days too (B2)", "billing"};
        case Step::charge_cancelled:
            return {"charge_cancelled", "the contract ended before the charge (B1, C7)", "calendar"};
        case Step::suspended:
            return {"suspended", "a charge has failed (B2)", "billing"};
        case Step::resumed:
            return {"resumed", "nothing is left unpaid (B2)", "billing"};
        case Step::expired:
            return {"expired", "not renewed on the last day (C3)", "calendar"};
        case Step::ended:
            return {"ended", "ended before its term (C6)", "desk"};
        case Step::ended_unpaid:
            return {"ended", "not paid 14 days after the suspension (B2)", "calendar"};
        case Step::ended_already_held:
            return {"ended", "the car had this product already (S4)", "store"};
        case Step::withdrawal_confirmed:
            return {"withdrawal_confirmed", "the car gave up the entitlement (C5)", "vehicle"};
    }
    check(false, "every step has words");
    return {};
}

StepWords words_of(wire::garage::WrongPeriod reason) {
    const bool unknown = reason == wire::garage::WrongPeriod::period_unknown;
    return {"entitlement_refused",
            unknown ? "the car knew of no such owner yet (G8)" : "the owner had the car no more (G8)",
            "vehicle"};
}

void tell(runtime::Turn& turn, const Contract& contract, Step step) {
    const ContractEvent event{.contract = contract.id,
                              .vin = contract.vin,
                              .account = contract.holder,
                              .day = contract.zone.day_of(turn.now()),
                              .period = contract.period > 0 ? std::optional(contract.period) : std::nullopt};
    switch (step) {
        case Step::bought:
            return turn.emit(ContractBought{event});
        case Step::activated:
            return turn.emit(ContractActivated{event});
        case Step::entitlement_pending:
            return turn.emit(EntitlementPending{event});
        case Step::reminded_30_days:
            return turn.emit(RenewalReminder{.of = event, .days_left = 30});
        case Step::reminded_7_days:
            return turn.emit(RenewalReminder{.of = event, .days_left = 7});
        case Step::reminded_1_day:
            return turn.emit(RenewalReminder{.of = event, .days_left = 1});
        case Step::anniversary_reached:
            return turn.emit(AnniversaryReached{event});
        case Step::renewed_by_owner:
        case Step::renewed_automatically:
            return turn.emit(ContractRenewed{event});
        case Step::extended:
            return turn.emit(ContractExtended{event});
        case Step::suspended:
            return turn.emit(ContractSuspended{event});
        case Step::resumed:
            return turn.emit(ContractResumed{event});
        case Step::moved:
            return turn.emit(ContractMoved{event});
        case Step::expired:
            return turn.emit(ContractExpired{event});
        case Step::ended:
        case Step::ended_unpaid:
        case Step::ended_already_held:
            return turn.emit(ContractEnded{event});
        // `charge_due` says more than a step: see `Charges`.
        case Step::charge_due:
        case Step::charge_paid:
        case Step::charge_failed:
        case Step::charge_cancelled:
        case Step::automatic_renewal_began:
        case Step::automatic_renewal_stopped:
        case Step::automatic_renewal_ended:
        case Step::withdrawal_confirmed:
            return;
    }
}

void order_entitlement(runtime::Turn& turn, const Contract& contract) {
    if (contract.period == 0) return;  // rule G5: the car hears of it once its buyer has paired it
    const EntitlementOrder order{.contract = contract.id,
                                 .period = contract.period,
                                 .product = contract.product,
                                 .granted = is_entitled(contract.phase)};
    turn.send(wire::order_stream(contract.vin, "contracts"), order.json(),
              "entitlement-" + contract.id.text());
}

ContractView view_of(const Contract& contract) {
    return {.contract = contract.id,
            .vin = contract.vin,
            .product = contract.product,
            .term_months = contract.term_months,
            .phase = contract.phase,
            .automatic_renewal = contract.automatic_renewal,
            .opened_on = contract.opened_on,
            .last_day = last_day(contract),
            .zone = contract.zone.name(),
            .price = contract.price ? std::optional(contract.price->amount) : std::nullopt,
            .suspended_until = contract.unpaid_until};
}

}  // namespace traction::contracts
