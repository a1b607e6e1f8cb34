#include <set>

#include <doctest/doctest.h>

#include "cloud/billing/invoice_document.hpp"
#include "tests/cloud/billing/billing_fixture.hpp"
#include "tests/support/agreement.hpp"
#include "tests/support/exported.hpp"

namespace traction::billing {

using namespace std::chrono_literals;
using wire::billing::GetInvoice;

namespace {

Invoice invoice_for(const wire::billing::Address& bill_to) {
    using namespace std::chrono;
    return {.number = {.year = 2027, .serial = 123},
            .issued_on = 2027y / March / 15,
            .tax_minor = 1317,
            .bill_to = bill_to,
            .charge = charge_of(due_charge(), kDue)};
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("B4: the tax in a price is rounded to the minor unit, halves up, and leaves a whole price") {
    struct Row {
        std::int64_t price;
        int permille;
        std::int64_t tax;
    };
    for (const auto& row : {Row{7900, 200, 1317}, Row{7900, 190, 1261}, Row{7900, 230, 1477}, Row{1, 200, 0},
                            Row{3, 200, 1}, Row{2, 1000, 1}, Row{100, 55, 5}, Row{0, 200, 0}}) {
        CAPTURE(row.price);
        CAPTURE(row.permille);
        CHECK(tax_in(row.price, row.permille) == row.tax);
    }
}

TEST_CASE("B4: numbers of invoices are read as they are written, and nothing else is") {
    const InvoiceNumber number{.year = 2027, .serial = 123};
    CHECK(number_text(number) == "2027-000123");
    CHECK(parse_invoice_number("2027-000123") == number);
    CHECK(parse_invoice_number("2027-1234567") == InvoiceNumber{.year = 2027, .serial = 1234567});
    for (const auto* text : {"", "2027", "2027-", "2027-123", "2027-00012x", "2027_000123", "02027-00012",
                             "2027-0000123", "2027-0001230000000", "2027--00123", "-027-000123"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_invoice_number(text).has_value());
    }
}

TEST_CASE("B4: an invoice says who, what, when, the tax and the sum") {
    const auto document = document_of(invoice_for(address("DE")));
    for (const auto* part : {"<!DOCTYPE html>", "Invoice 2027-000123", "Anna Müller", "12 rue de Rivoli",
                             "75004 Paris", "Mapping Pack", "Monday 15 March 2027", "65.83 EUR", "13.17 EUR",
                             "79.00 EUR", "20 %", "lang=\"en\""}) {
        CAPTURE(part);
        CHECK(holds(document, part));
    }
    CHECK_FALSE(holds(document, "{{"));
    CHECK_FALSE(holds(document, "http"));
}

TEST_CASE("B4: it speaks French to a French address") {
    const auto document = document_of(invoice_for(address("FR")));
    for (const auto* part : {"Facture 2027-000123", "Pack Mapping", "lundi 15 mars 2027", "lang=\"fr\""})
        CHECK(holds(document, part));
}

TEST_CASE("B4: names and addresses are text of the document, whatever they hold") {
    auto hostile = address();
    hostile.name = "<script>alert('1')</script>";
    hostile.street = "\"/><img src=x onerror=alert(1)>";
    hostile.city = "{{NUMBER}} & {{%AUTOESCAPE}}";
    const auto document = document_of(invoice_for(hostile));
    CHECK_FALSE(holds(document, "<script"));
    CHECK_FALSE(holds(document, "<img"));
    CHECK(holds(document, "&lt;script&gt;"));
    CHECK(holds(document, "{{NUMBER}} &amp; {{%AUTOESCAPE}}"));
}

TEST_CASE(
    "B4: numbers leave no gap, count from 1 each year of the seller's calendar, and refusals take none") {
    Fixture f;
    f.gives_particulars();
    std::vector<std::string> numbers;
    const auto pay = [&](const char* charge) {
        f.is_due(due_charge(charge));
        f.pays();
        for (const auto& paid : f.billing.emitted<wire::billing::ChargePaid>())
            numbers.push_back(paid.invoice);
    };
    pay("c-1-1");
    f.is_due(due_charge("c-2-1"));
    f.refuses();
    pay("c-3-1");
    f.billing.crash();
    pay("c-4-1");
    f.billing.hears("contracts", ended("c-2"));
    f.billing.advance_to(*parse_timestamp("2027-12-31T22:59:59.999Z"));
    pay("c-5-1");
    f.billing.advance(1ms);
    pay("c-6-1");
    pay("c-7-1");
    CHECK(numbers == std::vector<std::string>{"2027-000001", "2027-000002", "2027-000003", "2027-000004",
                                              "2028-000001", "2028-000002"});
}

TEST_CASE("B4: an invoice is its account's only, and keeps the address of its day") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    f.pays();
    auto moved = address();
    moved.street = "1 quai de la Loire";
    f.billing.owner_asks("anna", wire::billing::SetAddress{moved});
    const auto mine = f.billing.owner_asks("anna", GetInvoice{"2027-000001"});
    REQUIRE(mine.done);
    CHECK(mine.body.at("tax_minor") == 1317);
    CHECK(holds(mine.body.at("document"), "12 rue de Rivoli"));
    CHECK(f.billing.owner_asks("ben", GetInvoice{"2027-000001"}).refused == "invoice_unknown");
    for (const auto* number : {"2027-000002", "2026-000001", "", "nonsense"})
        CHECK(f.billing.owner_asks("anna", GetInvoice{number}).refused == "invoice_unknown");
}

TEST_CASE("A11: the export tells address, means, charges and invoices, and nothing of others") {
    Fixture f;
    f.gives_particulars();
    f.gives_particulars("ben");
    f.is_due();
    f.pays();
    f.is_due(due_charge("c-2-1", "ben"));
    const auto rows = test::exported(f.billing, "anna", "billing.ExportPage").rows;
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].at("what") == "payer");
    CHECK(rows[0].at("address").at("street") == "12 rue de Rivoli");
    CHECK_FALSE(rows[0].at("means").contains("token"));
    CHECK(rows[1].at("what") == "charge");
    CHECK(rows[1].at("charge") == "c-1-1");
    CHECK(rows[2].at("what") == "invoice");
    CHECK(rows[2].at("bill_to").at("name") == "Anna Müller");
}

TEST_CASE("A11: many charges fill several pages, each told once, and no place of another form is taken") {
    Fixture f;
    f.gives_particulars();
    constexpr int kMany = 600;
    for (int i = 1; i <= kMany; ++i) {
        f.is_due(due_charge(("c-1-" + std::to_string(i)).c_str()));
        f.pays();
    }
    const auto all = test::exported(f.billing, "anna", "billing.ExportPage");
    CHECK(all.pages > 1);
    for (const auto* what : {"charge", "invoice"}) {
        std::set<std::string> told;
        for (const auto& row : all.of(what)) told.insert(row.at(what).get<std::string>());
        CHECK(told.size() == kMany);
        CHECK(all.of(what).size() == kMany);
    }
    for (const auto* place : {"nonsense", "charge", "charge.x", "invoice.", ".1", "account.1"})
        CHECK(f.billing.owner_asks("anna", wire::exports::Export{place}).refused == "message_not_understood");
}

}  // namespace traction::billing
