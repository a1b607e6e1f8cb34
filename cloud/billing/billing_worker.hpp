/// The worker `billing`: who pays and how, charges and their retries, invoices. `contracts` says what is due
/// and when; `payments` carries what is asked for to the provider. Rules B1 to B4, S3, H1, A10, A11.
#pragma once

#include "cloud/billing/billing_export.hpp"
#include "cloud/billing/dunning.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/accounts_staff.hpp"

namespace traction::billing {

runtime::WorkerKind worker_kind();

class BillingWorker final : public runtime::Worker {
   public:
    explicit BillingWorker(ports::Database& database);

    void declare(runtime::Handlers& handlers) override;
    /// Retries of refused charges, and the end of the time for which invoices are kept with a name.
    std::optional<Timestamp> next_due() override;
    void on_due(runtime::Turn& turn) override;
    std::vector<runtime::DueAct> due_acts(Timestamp until) override;

   private:
    using Answer = Result<wire::Json>;
    using Turn = runtime::Turn;
    using Asker = runtime::Asker;
    using Origin = runtime::Origin;

    void declare_asks(runtime::Handlers& handlers);
    Answer set_address(Turn& turn, const Asker& asker, const wire::billing::SetAddress& ask);
    Answer set_means(Turn& turn, const Asker& asker, const wire::billing::SetMeans& ask);
    Answer show_payer(Turn& turn, const Asker& asker, const wire::billing::ShowPayer& ask);
    Answer list_charges(Turn& turn, const Asker& asker, const wire::billing::ListCharges& ask);
    Answer list_invoices(Turn& turn, const Asker& asker, const wire::billing::ListInvoices& ask);
    Answer get_invoice(Turn& turn, const Asker& asker, const wire::billing::GetInvoice& ask);
    Answer show_account(Turn& turn, const Asker& asker, const wire::billing::ShowAccount& ask);
    /// What follows from new particulars.
    Answer tell_payer(Turn& turn, const Payer& before);

    ChargeStore charges_;
    PayerStore payers_;
    InvoiceStore invoices_;
    Dunning dunning_;
    BillingExport export_;
};

}  // namespace traction::billing
