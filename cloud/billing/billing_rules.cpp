#include "cloud/billing/billing_rules.hpp"

#include "shared/domain/shown_text.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::billing {
namespace {

/// Takes a step that the table must have.
void take(Charge& charge, Step step) {
    const auto phase = after(charge.phase, step);
    check(phase.has_value(), "a charge takes only steps of its lifecycle");
    charge.phase = *phase;
    charge.next_try_at.reset();
}

Decision refuse(Charge charge, Timestamp now) {
    charge.first_refused_at = charge.first_refused_at.value_or(now);
    const auto again = charge.has_failed ? std::nullopt : next_try(*charge.first_refused_at, now);
    if (again) {
        take(charge, Step::refused);
        charge.next_try_at = again;
        return {std::move(charge), {Effect::tell_refused}};
    }
    take(charge, Step::gave_up);
    const bool told = std::exchange(charge.has_failed, true);
    if (told) return {std::move(charge), {Effect::tell_refused}};
    return {std::move(charge), {Effect::tell_refused, Effect::tell_failed}};
}

}  // namespace

Charge charge_of(const wire::contracts::ChargeDue& due, Timestamp now) {
    return {.id = due.charge,
            .contract = due.contract,
            .account = due.account,
            .product = due.product,
            .term_from = due.term_from,
            .term_until = due.term_until,
            .price = due.price,
            .tax_permille = due.tax_permille,
            .due_at = now};
}

Decision try_now(Charge charge, bool payer_is_ready, Timestamp now) {
    ++charge.attempts;
    if (!payer_is_ready) return refuse(std::move(charge), now);
    take(charge, Step::asked);
    return {std::move(charge), {Effect::ask}};
}

Decision on_refused(Charge charge, Timestamp now) {
    if (charge.phase != Phase::ending) return refuse(std::move(charge), now);
    take(charge, Step::refused);
    return {std::move(charge), {}};
}

Charge on_paid(Charge charge) {
    take(charge, Step::paid);
    return charge;
}

Charge on_contract_ended(Charge charge, bool taken_back) {
    const auto step = taken_back ? Step::taken_back : Step::contract_ended;
    if (after(charge.phase, step)) take(charge, step);
    return charge;
}

std::optional<Timestamp> next_try(Timestamp first_refused_at, Timestamp now) {
    for (const auto pause : kRetriedAfter) {
        if (first_refused_at + pause > now) return first_refused_at + pause;
    }
    return std::nullopt;
}

PaymentKey key_of(const ChargeId& charge, int attempt) {
    const auto key = PaymentKey::parse(charge.text() + "-" + std::to_string(attempt));
    check(key.has_value(), "the id of a charge leaves room for its attempts");
    return *key;
}

std::vector<Particular> missing(const Payer& payer) {
    std::vector<Particular> particulars;
    if (!payer.address) particulars.push_back(Particular::address);
    if (!payer.means) particulars.push_back(Particular::means);
    return particulars;
}

Result<Done> judge(const wire::billing::Address& address) {
    const std::array<std::pair<const char*, const std::string*>, 4> lines{
        {{"name", &address.name},
         {"street", &address.street},
         {"postal_code", &address.postal_code},
         {"city", &address.city}}};
    for (const auto& [field, text] : lines) {
        if (!is_shown_well(*text, Shape::line))
            return Refusal(wire::refused::text_not_valid, {{"path", std::string("/body/") + field}});
    }
    return Done{};
}

Result<Done> judge(const wire::billing::Means& means, Timestamp now) {
    const std::chrono::sys_days good_until{(means.expires + std::chrono::months{1}) / std::chrono::day{1}};
    if (good_until <= now) return Refusal(wire::refused::means_expired);
    return Done{};
}

}  // namespace traction::billing
