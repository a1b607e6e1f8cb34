/// Payers, charges and invoices as people see them.
#pragma once

#include "cloud/billing/charge_store.hpp"
#include "cloud/billing/invoice_rules.hpp"

namespace traction::billing {

/// Without the token. Rule S3.
wire::Json view_of(const Payer& payer);
wire::Json missing_view(const Payer& payer);
wire::Json view_of(const StoredCharge& stored);
wire::Json view_of(const Invoice& invoice);

template <class Things>
wire::Json views_of(const Things& things) {
    auto views = wire::Json::array();
    for (const auto& thing : things) views.push_back(view_of(thing));
    return views;
}

}  // namespace traction::billing
