#include "cloud/contracts/contracts_rules.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::contracts {
namespace {

namespace refused = wire::refused;

/// What happens at the beginning of the local day so many days before the last one.
struct Mark {
    int days_before;
    Act act;
};
constexpr std::array kMarks{Mark{30, Act::remind_30_days}, Mark{7, Act::remind_7_days},
                            Mark{1, Act::remind_1_day}, Mark{0, Act::open_window}};

/// The next act of the running term after `now`: a mark that lies before the term's beginning is never
/// reached.
Due next_due(const Contract& contract, Timestamp now) {
    const auto last = *last_day(contract);
    for (const auto& mark : kMarks) {
        const auto at = contract.zone.start_of(plus_days(last, -mark.days_before));
        if (at > now) return {at, mark.act};
    }
    return {*runs_until(contract), Act::expire};
}

void move_on(Contract& contract, Occurrence occurrence) {
    const auto next = next_phase(contract.phase, occurrence);
    check(next.has_value(), "a contract moves along its lifecycle");
    contract.phase = *next;
}

void close(Contract& contract, Occurrence occurrence, Timestamp now) {
    move_on(contract, occurrence);
    contract.due.reset();
    contract.closed_at = now;
}

void add_term(Contract& contract, Timestamp now) {
    contract.months += contract.term_months;
    contract.due = next_due(contract, now);
}

void activate(Contract& contract, Timestamp now) {
    move_on(contract, Occurrence::confirmed);
    contract.opened_on = contract.zone.day_of(now);
    add_term(contract, now);
}

Decision open_window(Contract contract, Timestamp now) {
    if (!contract.automatic_renewal) {
        contract.due = next_due(contract, now);
        return {std::move(contract), {Step::anniversary_reached}};
    }
    add_term(contract, now);
    return {std::move(contract), {Step::anniversary_reached, Step::renewed_automatically}};
}

Decision expire(Contract contract, Timestamp now) {
    close(contract, Occurrence::term_over, now);
    return {std::move(contract), {Step::expired}, /*order_entitlement=*/true};
}

Decision remind(Contract contract, Step step, Timestamp now) {
    contract.due = next_due(contract, now);
    return {std::move(contract), {step}};
}

}  // namespace

std::optional<LocalDay> last_day(const Contract& contract) {
    if (!contract.opened_on) return std::nullopt;
    return anniversary(*contract.opened_on, contract.months);
}

std::optional<Timestamp> runs_until(const Contract& contract) {
    if (!contract.opened_on) return std::nullopt;
    return contract.zone.end_of(*last_day(contract));
}

Decision buy(ContractId id, const wire::contracts::Buy& wish, const AccountId& buyer, OwnershipPeriod period,
             Zone zone, Timestamp now) {
    Contract contract{.id = std::move(id),
                      .vin = wish.vin,
                      .product = wish.product,
                      .term_months = wish.term_months,
                      .automatic_renewal = wish.automatic_renewal,
                      .phase = Phase::pending,
                      .buyer = buyer,
                      .holder = buyer,
                      .period = period,
                      .zone = zone,
                      .bought_at = now,
                      .due = Due{now + kConfirmationExpected, Act::tell_pending}};
    return {std::move(contract), {Step::bought}, /*order_entitlement=*/true};
}

Decision on_confirmed(Contract contract, bool granted, Timestamp now) {
    std::vector<Step> steps;
    const auto held = std::exchange(contract.car_holds, granted);
    if (granted && contract.phase == Phase::pending) {
        activate(contract, now);
        steps.push_back(Step::activated);
    }
    const bool wanted = is_running(contract.phase);
    if (!granted && !wanted && held != false) steps.push_back(Step::withdrawal_confirmed);
    return {std::move(contract), std::move(steps), granted != wanted};
}

Decision on_due(Contract contract, Timestamp now) {
    check(contract.due && contract.due->at == now, "what is due is done at its instant");
    switch (contract.due->act) {
        case Act::tell_pending:
            contract.due.reset();
            return {std::move(contract), {Step::entitlement_pending}};
        case Act::remind_30_days:
            return remind(std::move(contract), Step::reminded_30_days, now);
        case Act::remind_7_days:
            return remind(std::move(contract), Step::reminded_7_days, now);
        case Act::remind_1_day:
            return remind(std::move(contract), Step::reminded_1_day, now);
        case Act::open_window:
            return open_window(std::move(contract), now);
        case Act::expire:
            return expire(std::move(contract), now);
    }
    check(false, "every act is handled");
    return {std::move(contract), {}};
}

Result<Decision> renew(Contract contract, Timestamp now) {
    if (!contract.opened_on || contract.phase == Phase::ended) return Refusal(refused::contract_not_running);
    const auto last = *last_day(contract);
    const auto today = contract.zone.day_of(now);
    if (contract.phase == Phase::expired || today > last) {
        return Refusal(refused::renewal_window_closed, {{"last_day", to_text(last)}});
    }
    const bool renewed_before = contract.months > contract.term_months;
    if (renewed_before && today == anniversary(*contract.opened_on, contract.months - contract.term_months)) {
        return Refusal(refused::already_renewed, {{"last_day", to_text(last)}});
    }
    if (today < last) return Refusal(refused::renewal_window_not_open, {{"opens_on", to_text(last)}});
    add_term(contract, now);
    return Decision{std::move(contract), {Step::renewed_by_owner}};
}

Decision end(Contract contract, Timestamp now) {
    close(contract, Occurrence::ended_by_desk, now);
    return {std::move(contract), {Step::ended}, /*order_entitlement=*/true};
}

Decision on_owner(Contract contract, const AccountId& account, OwnershipPeriod period) {
    const bool waits = contract.period == 0;
    if (waits && contract.holder != account) return {std::move(contract), {}};
    std::vector<Step> steps;
    contract.period = period;
    if (contract.holder != account) {
        contract.holder = account;
        if (std::exchange(contract.automatic_renewal, false)) steps.push_back(Step::automatic_renewal_ended);
    }
    return {std::move(contract), std::move(steps)};
}

}  // namespace traction::contracts
