/// All that `billing` has of a person: address and means, charges, invoices. Rule A11.
#pragma once

#include "cloud/billing/charge_store.hpp"
#include "cloud/billing/invoice_store.hpp"
#include "cloud/billing/payer_store.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/exports.hpp"

namespace traction::billing {

class BillingExport {
   public:
    BillingExport(PayerStore& payers, ChargeStore& charges, InvoiceStore& invoices)
        : payers_(payers), charges_(charges), invoices_(invoices) {}

    void declare(runtime::Handlers& handlers);

   private:
    Result<wire::Json> answer(const AccountId& account, const wire::exports::Export& ask);
    /// Each tells what comes after a number. False when the page is full.
    bool tell_charges(wire::exports::Page& page, const AccountId& account, std::int64_t told);
    bool tell_invoices(wire::exports::Page& page, const AccountId& account, std::int64_t told);

    PayerStore& payers_;
    ChargeStore& charges_;
    InvoiceStore& invoices_;
};

}  // namespace traction::billing
