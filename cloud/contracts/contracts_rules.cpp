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
    contract.unpaid_until.reset();
    contract.closed_at = now;
}

/// Adds the first or a further term, which begins at `begins`. Who pays for it is decided here, once: the
/// contract may move on with its car (G8).
std::optional<Charge> add_term(Contract& contract, Timestamp begins, Timestamp now) {
    contract.months += contract.term_months;
    contract.due = next_due(contract, now);
    if (!contract.price || contract.price->amount.minor_units == 0) return std::nullopt;
    const auto term = terms_of(contract);
    return Charge{.term = term,
                  .debtor = term == 1 ? contract.buyer : contract.holder,
                  .due_at = begins + kChargedAfter};
}

/// A further term begins at the midnight that ends the one before. Rule C1.
std::optional<Charge> add_term(Contract& contract, Timestamp now) {
    const auto begins = *runs_until(contract);
    return add_term(contract, begins, now);
}

std::optional<Charge> activate(Contract& contract, Timestamp now) {
    move_on(contract, Occurrence::confirmed);
    contract.opened_on = contract.zone.day_of(now);
    return add_term(contract, now, now);
}

Decision renewed(Contract contract, std::vector<Step> steps, Timestamp now) {
    auto charge = add_term(contract, now);
    return {std::move(contract), std::move(steps), /*order_entitlement=*/false, std::move(charge)};
}

Decision open_window(Contract contract, Timestamp now) {
    if (contract.automatic_renewal)
        return renewed(std::move(contract), {Step::anniversary_reached, Step::renewed_automatically}, now);
    contract.due = next_due(contract, now);
    return {std::move(contract), {Step::anniversary_reached}};
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

Decision buy(const Purchase& purchase, Timestamp now) {
    Contract contract{.id = purchase.contract,
                      .vin = purchase.vin,
                      .product = purchase.product,
                      .term_months = purchase.term_months,
                      .automatic_renewal = purchase.automatic_renewal,
                      .phase = Phase::pending,
                      .buyer = purchase.buyer,
                      .holder = purchase.buyer,
                      .period = purchase.period,
                      .zone = purchase.zone,
                      .bought_at = now,
                      .due = Due{now + kConfirmationExpected, Act::tell_pending},
                      .order = purchase.order,
                      .price = purchase.price};
    return {std::move(contract), {Step::bought}, /*order_entitlement=*/true};
}

Decision buy_in_vain(const Purchase& purchase, Timestamp now) {
    auto contract = buy(purchase, now).contract;
    close(contract, Occurrence::already_held, now);
    return {std::move(contract), {Step::bought, Step::ended_already_held}};
}

Decision on_confirmed(Contract contract, bool granted, Timestamp now) {
    std::vector<Step> steps;
    std::optional<Charge> charge;
    const auto held = std::exchange(contract.car_holds, granted);
    if (granted && contract.phase == Phase::pending) {
        charge = activate(contract, now);
        steps.push_back(Step::activated);
    }
    const bool wanted = is_entitled(contract.phase);
    if (!granted && !wanted && held != false) steps.push_back(Step::withdrawal_confirmed);
    return {std::move(contract), std::move(steps), granted != wanted, std::move(charge)};
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

Window window_on(const Contract& contract, LocalDay today) {
    const auto last = *last_day(contract);
    if (contract.phase == Phase::expired || today > last) return Window::closed;
    if (today == last) return Window::open;
    const auto term = terms_of(contract);
    return term > 1 && today == last_day_of(contract, term - 1) ? Window::renewed_today : Window::not_open;
}

Result<Decision> renew(Contract contract, Timestamp now) {
    if (!contract.opened_on || contract.phase == Phase::ended) return Refusal(refused::contract_not_running);
    const auto last = to_text(*last_day(contract));
    switch (window_on(contract, contract.zone.day_of(now))) {
        case Window::not_open:
            return Refusal(refused::renewal_window_not_open, {{"opens_on", last}});
        case Window::renewed_today:
            return Refusal(refused::already_renewed, {{"last_day", last}});
        case Window::closed:
            return Refusal(refused::renewal_window_closed, {{"last_day", last}});
        case Window::open:
            break;
    }
    return renewed(std::move(contract), {Step::renewed_by_owner}, now);
}

Result<Decision> extend(Contract contract, Timestamp now) {
    if (!contract.opened_on || !is_running(contract.phase)) return Refusal(refused::contract_not_running);
    const auto last = *last_day(contract);
    if (wire::contracts::is_pack(contract.product))
        return Refusal(refused::pack_not_extendable, {{"opens_on", to_text(last)}});
    const auto extended = anniversary(*contract.opened_on, contract.months + contract.term_months);
    if (extended > anniversary(contract.zone.day_of(now), kExtendedAtMost))
        return Refusal(refused::extended_far_enough, {{"last_day", to_text(last)}});
    return renewed(std::move(contract), {Step::extended}, now);
}

Result<Decision> set_automatic_renewal(Contract contract, bool wanted, Timestamp now) {
    if (!is_running(contract.phase)) return Refusal(refused::contract_not_running);
    if (std::exchange(contract.automatic_renewal, wanted) == wanted) return Decision{std::move(contract), {}};
    if (!wanted) return Decision{std::move(contract), {Step::automatic_renewal_stopped}};
    const bool window_is_open = contract.due && contract.due->act == Act::expire;
    if (!window_is_open) return Decision{std::move(contract), {Step::automatic_renewal_began}};
    return renewed(std::move(contract), {Step::automatic_renewal_began, Step::renewed_automatically}, now);
}

Decision on_charge_failed(Contract contract, Timestamp now) {
    const auto next = next_phase(contract.phase, Occurrence::charge_failed);
    if (!next) return {std::move(contract), {Step::charge_failed}};
    contract.phase = *next;
    contract.unpaid_until = now + kSuspendedFor;
    return {std::move(contract), {Step::charge_failed, Step::suspended}, /*order_entitlement=*/true};
}

Decision on_charge_paid(Contract contract, bool another_failed) {
    const auto next = next_phase(contract.phase, Occurrence::charge_paid);
    if (!next || another_failed) return {std::move(contract), {Step::charge_paid}};
    contract.phase = *next;
    contract.unpaid_until.reset();
    return {std::move(contract), {Step::charge_paid, Step::resumed}, /*order_entitlement=*/true};
}

Decision on_left_unpaid(Contract contract, Timestamp now) {
    close(contract, Occurrence::left_unpaid, now);
    return {std::move(contract), {Step::ended_unpaid}, /*order_entitlement=*/true};
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
        steps.push_back(Step::moved);
        if (std::exchange(contract.automatic_renewal, false)) steps.push_back(Step::automatic_renewal_ended);
    }
    return {std::move(contract), std::move(steps)};
}

}  // namespace traction::contracts
