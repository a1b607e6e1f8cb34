/// How a charge stands in a row, for the stores that read one.
#pragma once

#include "cloud/billing/billing_rules.hpp"
#include "shared/ports/database.hpp"

namespace traction::billing {

inline constexpr std::string_view kChargeColumns =
    "charge.number, charge.charge, charge.contract, charge.account, charge.product, charge.term_from, "
    "charge.term_until, charge.price_minor, charge.currency, charge.tax_permille, charge.phase, "
    "charge.due_at, charge.attempts, charge.first_refused_at, charge.next_try_at, charge.has_failed";
inline constexpr int kChargeColumnCount = 16;

/// The charge in a row that begins with `kChargeColumns`.
Charge read_charge(const ports::Statement& row);

wire::billing::Address read_bill_to(std::string_view json);

}  // namespace traction::billing
