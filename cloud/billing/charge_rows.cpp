#include "cloud/billing/charge_rows.hpp"

#include "cloud/billing/stored_words.hpp"

namespace traction::billing {

Charge read_charge(const ports::Statement& row) {
    return {.id = ChargeId::parse(row.text(1)).value(),
            .contract = ContractId::parse(row.text(2)).value(),
            .account = AccountId::parse(row.text(3)).value(),
            .product = word_named<Product>(row.text(4), wire::contracts::kProductNames),
            .term_from = parse_local_day(row.text(5)).value(),
            .term_until = parse_local_day(row.text(6)).value(),
            .price = {row.integer(7), Currency::parse(row.text(8)).value()},
            .tax_permille = static_cast<int>(row.integer(9)),
            .due_at = ports::timestamp(row, 11),
            .phase = word_named<Phase>(row.text(10), kPhaseNames),
            .attempts = static_cast<int>(row.integer(12)),
            .first_refused_at = ports::optional_timestamp(row, 13),
            .next_try_at = ports::optional_timestamp(row, 14),
            .has_failed = row.integer(15) != 0};
}

wire::billing::Address read_bill_to(std::string_view json) {
    return wire::read_message<wire::billing::Address>(wire::Json::parse(json), wire::UnknownFields::allowed)
        .value();
}

}  // namespace traction::billing
