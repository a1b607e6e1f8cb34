#include "cloud/contracts/charge.hpp"

#include <charconv>

namespace traction::contracts {

ChargeId charge_id(const ContractId& contract, int term) {
    const auto id = ChargeId::parse(contract.text() + "-" + std::to_string(term));
    check(id.has_value(), "a contract's id leaves room for the number of a term");
    return *id;
}

std::optional<int> term_of(const ChargeId& charge, const ContractId& contract) {
    const std::string_view text = charge.text();
    const auto begin = contract.text().size() + 1;
    if (text.size() <= begin || text.size() > begin + 4) return std::nullopt;
    int term = 0;
    std::from_chars(text.data() + begin, text.data() + text.size(), term);
    if (term < 1 || charge != charge_id(contract, term)) return std::nullopt;
    return term;
}

LocalDay first_day_of(const Contract& contract, int term) {
    if (term == 1) return *contract.opened_on;
    return plus_days(last_day_of(contract, term - 1), 1);
}

LocalDay last_day_of(const Contract& contract, int term) {
    return anniversary(*contract.opened_on, contract.term_months * term);
}

wire::contracts::ChargeDue event_of(const Contract& contract, const Charge& charge) {
    check(contract.price.has_value(), "only what has a price is charged");
    return {.charge = charge_id(contract.id, charge.term),
            .contract = contract.id,
            .account = charge.debtor,
            .vin = contract.vin,
            .product = contract.product,
            .term_from = first_day_of(contract, charge.term),
            .term_until = last_day_of(contract, charge.term),
            .price = contract.price->amount,
            .tax_permille = contract.price->tax_permille};
}

}  // namespace traction::contracts
