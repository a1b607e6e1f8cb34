#include "cloud/billing/invoice_rules.hpp"

#include <fmt/format.h>

#include "shared/domain/digits.hpp"

namespace traction::billing {
namespace {

constexpr int kYearsKept = 10;
constexpr std::size_t kYearDigits = 4;
constexpr std::size_t kMostSerialDigits = 9;

}  // namespace

std::string number_text(const InvoiceNumber& number) {
    return fmt::format("{:04}-{:06}", number.year, number.serial);
}

std::optional<InvoiceNumber> parse_invoice_number(std::string_view text) {
    if (text.size() <= kYearDigits || text.size() > kYearDigits + 1 + kMostSerialDigits) return std::nullopt;
    const InvoiceNumber number{.year = digits(text.substr(0, kYearDigits)),
                               .serial = digits(text.substr(kYearDigits + 1))};
    if (number_text(number) != text) return std::nullopt;
    return number;
}

Zone seller_zone() {
    return Zone::standard();
}

Timestamp bill_to_kept_until(int year) {
    using namespace std::chrono;
    return seller_zone().start_of(std::chrono::year{year + kYearsKept + 1} / January / day{1});
}

}  // namespace traction::billing
