#include "cloud/billing/invoice_store.hpp"

#include "cloud/billing/charge_rows.hpp"

namespace traction::billing {

using ports::Statement;
using wire::billing::Address;

namespace {

std::string select_invoices(std::string_view which) {
    return std::string("SELECT ")
        .append(kChargeColumns)
        .append(
            ", invoice.number, year, serial, issued_on, tax_minor, bill_to FROM invoice JOIN charge ON "
            "charge.number = invoice.charge ")
        .append(which);
}

InvoiceStore::Placed read_placed(const Statement& row) {
    constexpr int kFirst = kChargeColumnCount;
    Invoice invoice{.number = {.year = static_cast<int>(row.integer(kFirst + 1)),
                               .serial = static_cast<int>(row.integer(kFirst + 2))},
                    .issued_on = parse_local_day(row.text(kFirst + 3)).value(),
                    .tax_minor = row.integer(kFirst + 4),
                    .bill_to = std::nullopt,
                    .charge = read_charge(row)};
    if (!row.is_null(kFirst + 5)) invoice.bill_to = read_bill_to(row.text(kFirst + 5));
    return {.place = row.integer(kFirst), .invoice = std::move(invoice)};
}

Invoice read_invoice(const Statement& row) {
    return read_placed(row).invoice;
}

}  // namespace

InvoiceStore::InvoiceStore(ports::Database& database)
    : issue_(database.prepare(
          "INSERT INTO invoice (year, serial, charge, account, issued_on, tax_minor, bill_to) VALUES (?1, "
          "(SELECT coalesce(max(serial), 0) + 1 FROM invoice WHERE year = ?1), ?2, ?3, ?4, ?5, ?6) "
          "RETURNING serial")),
      find_(database.prepare(select_invoices("WHERE invoice.account = ?1 AND year = ?2 AND serial = ?3"))),
      of_account_(database.prepare(
          select_invoices("WHERE invoice.account = ?1 ORDER BY invoice.number DESC LIMIT ?2"))),
      of_account_after_(database.prepare(select_invoices(
          "WHERE invoice.account = ?1 AND invoice.number > ?2 ORDER BY invoice.number LIMIT ?3"))),
      first_year_kept_(
          database.prepare("SELECT year FROM invoice WHERE bill_to IS NOT NULL ORDER BY year LIMIT 1")),
      forget_bill_to_(
          database.prepare("UPDATE invoice SET bill_to = NULL WHERE year = ?1 AND bill_to IS NOT NULL")) {}

InvoiceNumber InvoiceStore::issue(const StoredCharge& paid, const Address& bill_to, LocalDay issued_on) {
    const auto& charge = paid.charge;
    const auto year = static_cast<int>(issued_on.year());
    const auto serial = first_row(
        *issue_, [](const Statement& row) { return static_cast<int>(row.integer(0)); }, year, paid.number,
        charge.account.text(), to_text(issued_on), tax_in(charge.price.minor_units, charge.tax_permille),
        bill_to.json().dump());
    return {.year = year, .serial = serial.value()};
}

std::optional<Invoice> InvoiceStore::find(const AccountId& account, const InvoiceNumber& number) {
    return first_row(*find_, read_invoice, account.text(), number.year, number.serial);
}

std::vector<Invoice> InvoiceStore::of_account(const AccountId& account, int most) {
    std::vector<Invoice> invoices;
    for_each_row(
        *of_account_, [&](const Statement& row) { invoices.push_back(read_invoice(row)); }, account.text(),
        most);
    return invoices;
}

std::vector<InvoiceStore::Placed> InvoiceStore::of_account_after(const AccountId& account, std::int64_t place,
                                                                 int most) {
    std::vector<Placed> invoices;
    for_each_row(
        *of_account_after_, [&](const Statement& row) { invoices.push_back(read_placed(row)); },
        account.text(), place, most);
    return invoices;
}

std::optional<int> InvoiceStore::first_year_kept() {
    return first_row(*first_year_kept_,
                     [](const Statement& row) { return static_cast<int>(row.integer(0)); });
}

void InvoiceStore::forget_bill_to(int year) {
    run(*forget_bill_to_, year);
}

}  // namespace traction::billing
