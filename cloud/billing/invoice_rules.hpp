/// Numbers, tax and time of invoices. Pure. Rule B4.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cloud/billing/billing_rules.hpp"

namespace traction::billing {

/// The tax in a price that includes it, in whole minor units: price × rate / (1 + rate), halves rounded up.
/// What is left is the price without tax, so that both always add up to what was paid.
constexpr std::int64_t tax_in(std::int64_t price_minor, int tax_permille) {
    const std::int64_t whole = 1000 + tax_permille;
    return (2 * price_minor * tax_permille + whole) / (2 * whole);
}
static_assert(tax_in(12000, 200) == 2000);
static_assert(tax_in(7900, 200) == 1317, "1316.67");
static_assert(tax_in(3, 200) == 1, "a half is rounded up");
static_assert(tax_in(7900, 0) == 0 && tax_in(1, 190) == 0);
static_assert(tax_in(wire::kHighestPrice, 1000) == wire::kHighestPrice / 2, "no price overflows");

/// An invoice names its year and its place in it: "2027-000123". Each year's numbers begin at 1 and leave no
/// gap.
struct InvoiceNumber {
    int year = 0;  ///< of the day of issue, where the seller sits
    int serial = 0;
    friend bool operator==(const InvoiceNumber&, const InvoiceNumber&) = default;
};
std::string number_text(const InvoiceNumber& number);
/// Reads what `number_text` writes; nothing for any other text.
std::optional<InvoiceNumber> parse_invoice_number(std::string_view text);

struct Invoice {
    InvoiceNumber number;
    LocalDay issued_on;
    std::int64_t tax_minor = 0;
    std::optional<wire::billing::Address>
        bill_to;  ///< its own copy; nothing when the law no longer asks for it
    Charge charge;
};

/// The calendar by which invoices are dated: the seller's.
Zone seller_zone();

/// French commercial law (L123-22) asks for invoices for ten years from the end of the year. From the instant
/// given, name and address are not kept any longer.
Timestamp bill_to_kept_until(int year);

}  // namespace traction::billing
