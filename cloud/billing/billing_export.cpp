#include "cloud/billing/billing_export.hpp"

#include "cloud/billing/billing_views.hpp"

namespace traction::billing {

using wire::Json;
using wire::exports::Export;
using wire::exports::Page;
using wire::exports::Place;

namespace {

constexpr int kReadAtOnce = 100;
// A place names what was told last; all of one kind comes before the next.
constexpr std::string_view kPayer = "payer";
constexpr std::string_view kCharge = "charge";
constexpr std::string_view kInvoice = "invoice";

Json row_of(std::string_view what, Json view) {
    view["what"] = what;
    return view;
}

Json row_of(const Invoice& invoice) {
    auto row = row_of(kInvoice, view_of(invoice));
    if (invoice.bill_to) row["bill_to"] = invoice.bill_to->json();
    return row;
}

std::string place_of(std::string_view what, std::int64_t number) {
    return std::string(what).append(".").append(std::to_string(number));
}

}  // namespace

void BillingExport::declare(runtime::Handlers& handlers) {
    handlers.read<Export>(wire::Party::owner,
                          [this](runtime::Turn&, const runtime::Asker& asker, const Export& ask) {
                              return answer(asker.account(), ask);
                          });
}

Result<Json> BillingExport::answer(const AccountId& account, const Export& ask) {
    const auto after = ask.after.value_or("");
    const Place place(after);
    const auto what = place.part(0);
    const auto told = place.number(1);
    const bool known = what == kPayer || ((what == kCharge || what == kInvoice) && told);
    if (ask.after && !known) return wire::exports::no_such_place();
    Page page;
    if (!ask.after) page.add(row_of(kPayer, view_of(payers_.of(account))), std::string(kPayer));
    const bool room = what == kInvoice || tell_charges(page, account, what == kCharge ? *told : 0);
    if (room) tell_invoices(page, account, what == kInvoice ? *told : 0);
    return std::move(page).answer();
}

bool BillingExport::tell_charges(Page& page, const AccountId& account, std::int64_t told) {
    while (true) {
        const auto charges = charges_.of_account_after(account, told, kReadAtOnce);
        if (charges.empty()) return true;
        for (const auto& stored : charges) {
            if (!page.add(row_of(kCharge, view_of(stored)), place_of(kCharge, stored.number))) return false;
        }
        told = charges.back().number;
    }
}

bool BillingExport::tell_invoices(Page& page, const AccountId& account, std::int64_t told) {
    while (true) {
        const auto invoices = invoices_.of_account_after(account, told, kReadAtOnce);
        if (invoices.empty()) return true;
        for (const auto& placed : invoices) {
            if (!page.add(row_of(placed.invoice), place_of(kInvoice, placed.place))) return false;
        }
        told = invoices.back().place;
    }
}

}  // namespace traction::billing
