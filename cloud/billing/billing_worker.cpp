#include "cloud/billing/billing_worker.hpp"

#include <algorithm>
#include <functional>

#include "cloud/billing/billing_views.hpp"
#include "cloud/billing/invoice_document.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::billing {

using namespace wire::billing;
using wire::Json;
using wire::Party;
using wire::contracts::ChargeDue;
using wire::contracts::ContractEnded;
using wire::payments::PaymentSettled;

runtime::WorkerKind worker_kind() {
    return {.name = "billing", .migrations = migrations, .open = [](ports::Database& database) {
                return std::make_unique<BillingWorker>(database);
            }};
}

BillingWorker::BillingWorker(ports::Database& database)
    : charges_(database),
      payers_(database),
      invoices_(database),
      dunning_(charges_, payers_, invoices_),
      export_(payers_, charges_, invoices_) {}

void BillingWorker::declare(runtime::Handlers& handlers) {
    declare_asks(handlers);
    export_.declare(handlers);
    handlers.event<ChargeDue>(
        "contracts", [this](Turn& turn, const Origin&, const ChargeDue& due) { dunning_.on_due(turn, due); });
    handlers.event<ContractEnded>("contracts", [this](Turn& turn, const Origin&, const ContractEnded& ended) {
        dunning_.on_contract_ended(turn, ended.contract);
    });
    handlers.event<PaymentSettled>("payments",
                                   [this](Turn& turn, const Origin&, const PaymentSettled& settled) {
                                       dunning_.on_settled(turn, settled);
                                   });
    // Invoices stay, as the law asks. Rule A10.
    handlers.event<wire::accounts::AccountErased>(
        "accounts", [this](Turn&, const Origin&, const auto& erased) { payers_.erase(erased.account); });
}

void BillingWorker::declare_asks(runtime::Handlers& handlers) {
    using Self = BillingWorker;
    handlers.change<SetAddress>(Party::owner, std::bind_front(&Self::set_address, this));
    handlers.change<SetMeans>(Party::owner, std::bind_front(&Self::set_means, this));
    handlers.read<ShowPayer>(Party::owner, std::bind_front(&Self::show_payer, this));
    handlers.read<ListCharges>(Party::owner, std::bind_front(&Self::list_charges, this));
    handlers.read<ListInvoices>(Party::owner, std::bind_front(&Self::list_invoices, this));
    handlers.read<GetInvoice>(Party::owner, std::bind_front(&Self::get_invoice, this));
    handlers.read<ShowAccount>(Party::desk, std::bind_front(&Self::show_account, this));
}

std::optional<Timestamp> BillingWorker::next_due() {
    const auto next_try = charges_.next_try();
    const auto year = invoices_.first_year_kept();
    if (!year) return next_try;
    return std::min(next_try.value_or(kLatest), bill_to_kept_until(*year));
}

void BillingWorker::on_due(Turn& turn) {
    dunning_.try_again(turn);
    const auto year = invoices_.first_year_kept();
    if (year && bill_to_kept_until(*year) <= turn.now()) invoices_.forget_bill_to(*year);
}

std::vector<runtime::DueAct> BillingWorker::due_acts(Timestamp until) {
    auto acts = charges_.due_acts(until);
    const auto year = invoices_.first_year_kept();
    if (year && bill_to_kept_until(*year) <= until)
        acts.push_back({.act = "forget_bill_to", .count = 1, .earliest = bill_to_kept_until(*year)});
    return acts;
}

BillingWorker::Answer BillingWorker::set_address(Turn& turn, const Asker& asker, const SetAddress& ask) {
    const auto fits = judge(ask.address);
    if (!fits) return fits.refusal();
    const auto before = payers_.of(asker.account());
    payers_.set_address(before.account, ask.address);
    return tell_payer(turn, before);
}

BillingWorker::Answer BillingWorker::set_means(Turn& turn, const Asker& asker, const SetMeans& ask) {
    const auto fits = judge(ask.means, turn.now());
    if (!fits) return fits.refusal();
    const auto before = payers_.of(asker.account());
    payers_.set_means(before.account, ask.means);
    return tell_payer(turn, before);
}

/// Told when there is news for others: they know of no address but its country. Rule B2: new means are tried
/// at once.
BillingWorker::Answer BillingWorker::tell_payer(Turn& turn, const Payer& before) {
    const auto payer = payers_.of(before.account);
    const bool moved = !before.address || !payer.address || before.address->country != payer.address->country;
    if (missing(before) != missing(payer) || (is_ready(payer) && moved)) {
        if (is_ready(payer)) {
            turn.emit(PayerReady{.account = payer.account, .country = payer.address->country});
        } else {
            turn.emit(PayerIncomplete{.account = payer.account, .missing = missing(payer)});
        }
    }
    const bool other_means = payer.means && (!before.means || before.means->token != payer.means->token);
    if (is_ready(payer) && (other_means || !is_ready(before))) dunning_.try_refused_of(turn, payer.account);
    return view_of(payer);
}

BillingWorker::Answer BillingWorker::show_payer(Turn&, const Asker& asker, const ShowPayer&) {
    return view_of(payers_.of(asker.account()));
}

BillingWorker::Answer BillingWorker::list_charges(Turn&, const Asker& asker, const ListCharges&) {
    return Json{{"charges", views_of(charges_.of_account(asker.account(), kMostListed))}};
}

BillingWorker::Answer BillingWorker::list_invoices(Turn&, const Asker& asker, const ListInvoices&) {
    return Json{{"invoices", views_of(invoices_.of_account(asker.account(), kMostListed))}};
}

BillingWorker::Answer BillingWorker::get_invoice(Turn&, const Asker& asker, const GetInvoice& ask) {
    const auto number = parse_invoice_number(ask.invoice);
    const auto invoice = number ? invoices_.find(asker.account(), *number) : std::nullopt;
    if (!invoice) return Refusal(wire::refused::invoice_unknown);
    auto answer = view_of(*invoice);
    answer["document"] = document_of(*invoice);
    return answer;
}

BillingWorker::Answer BillingWorker::show_account(Turn&, const Asker&, const ShowAccount& ask) {
    return Json{{"missing", missing_view(payers_.of(ask.account))},
                {"charges", views_of(charges_.of_account(ask.account, kMostListed))},
                {"invoices", views_of(invoices_.of_account(ask.account, kMostListed))}};
}

}  // namespace traction::billing
