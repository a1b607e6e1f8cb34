/// Carries charges out: asks for payments, hears of them, tries again, issues invoices. Rules B1 to B4, C7.
#pragma once

#include "cloud/billing/charge_store.hpp"
#include "cloud/billing/invoice_store.hpp"
#include "cloud/billing/payer_store.hpp"
#include "shared/runtime/turn.hpp"
#include "shared/wire/messages/payments.hpp"

namespace traction::billing {

class Dunning {
   public:
    Dunning(ChargeStore& charges, PayerStore& payers, InvoiceStore& invoices)
        : charges_(charges), payers_(payers), invoices_(invoices) {}

    /// The 14 days are over: the first attempt. Heard again, it is the same charge. Rule B1.
    void on_due(runtime::Turn& turn, const wire::contracts::ChargeDue& due);
    /// The provider's word on an attempt; repeated or late ones change nothing. Rule B3.
    void on_settled(runtime::Turn& turn, const wire::payments::PaymentSettled& settled);
    /// What has not been charged is never charged. Rule C7.
    void on_contract_ended(runtime::Turn& turn, const ContractId& contract);
    /// Tries what is to be tried again at `turn.now()`. Rule B2.
    void try_again(runtime::Turn& turn);
    /// The account has new particulars: what was refused before is tried at once. Rule B2.
    void try_refused_of(runtime::Turn& turn, const AccountId& account);

   private:
    void carry_out(runtime::Turn& turn, StoredCharge stored, const Decision& decision);
    void carry_out(runtime::Turn& turn, const StoredCharge& stored, Effect effect);
    void ask(runtime::Turn& turn, const StoredCharge& stored);
    void issue_invoice(runtime::Turn& turn, const StoredCharge& paid, const wire::billing::Address& bill_to);
    void try_now(runtime::Turn& turn, const StoredCharge& stored);
    /// Whether the open attempt of a charge could be kept from leaving.
    bool take_back(runtime::Turn& turn, const Charge& charge);

    ChargeStore& charges_;
    PayerStore& payers_;
    InvoiceStore& invoices_;
};

}  // namespace traction::billing
