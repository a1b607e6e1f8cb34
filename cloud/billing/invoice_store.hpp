/// The invoices. One is issued in the transaction that hears of the payment, so that numbers leave no gap.
/// Rule B4.
#pragma once

#include <memory>
#include <vector>

#include "cloud/billing/charge_store.hpp"
#include "cloud/billing/invoice_rules.hpp"

namespace traction::billing {

class InvoiceStore {
   public:
    explicit InvoiceStore(ports::Database& database);

    /// The next number of the year.
    InvoiceNumber issue(const StoredCharge& paid, const wire::billing::Address& bill_to, LocalDay issued_on);
    /// Nothing when the account has no such invoice.
    std::optional<Invoice> find(const AccountId& account, const InvoiceNumber& number);
    /// The newest first.
    std::vector<Invoice> of_account(const AccountId& account, int most);
    /// An invoice, and its place among all.
    struct Placed {
        std::int64_t place = 0;
        Invoice invoice;
    };
    /// Those after the place, the oldest first.
    std::vector<Placed> of_account_after(const AccountId& account, std::int64_t place, int most);

    /// The first year of which names and addresses are kept.
    std::optional<int> first_year_kept();
    void forget_bill_to(int year);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared issue_, find_, of_account_, of_account_after_, first_year_kept_, forget_bill_to_;
};

}  // namespace traction::billing
