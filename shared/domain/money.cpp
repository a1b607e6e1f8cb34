#include "shared/domain/money.hpp"

#include <array>
#include <limits>

#include "shared/domain/result.hpp"

namespace traction {
namespace {

struct CurrencyRow {
    std::string_view code;
    int minor_digits;
};

/// Where the cars are sold. A row's place is never written down anywhere, so rows may be added freely.
constexpr std::array kCurrencies{
    CurrencyRow{"EUR", 2}, CurrencyRow{"BGN", 2}, CurrencyRow{"CHF", 2}, CurrencyRow{"CZK", 2},
    CurrencyRow{"DKK", 2}, CurrencyRow{"DZD", 2}, CurrencyRow{"GBP", 2}, CurrencyRow{"HUF", 2},
    CurrencyRow{"ISK", 0}, CurrencyRow{"JPY", 0}, CurrencyRow{"MAD", 2}, CurrencyRow{"NOK", 2},
    CurrencyRow{"PLN", 2}, CurrencyRow{"RON", 2}, CurrencyRow{"SEK", 2}, CurrencyRow{"TND", 3},
    CurrencyRow{"TRY", 2}, CurrencyRow{"USD", 2},
};

/// The amount without its sign, also for the lowest number, which has no positive counterpart.
std::uint64_t magnitude(std::int64_t amount) {
    const auto bits = static_cast<std::uint64_t>(amount);
    return amount < 0 ? std::uint64_t{0} - bits : bits;
}

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
    for (std::size_t row = 0; row < kCurrencies.size(); ++row) {
        if (kCurrencies[row].code == code) return Currency(row);
    }
    return std::nullopt;
}

Currency Currency::euro() {
    static_assert(kCurrencies[0].code == "EUR");
    return Currency(0);
}

std::string_view Currency::code() const {
    return kCurrencies[row_].code;
}

int Currency::minor_digits() const {
    return kCurrencies[row_].minor_digits;
}

std::optional<Money> plus(const Money& a, const Money& b) {
    check(a.currency == b.currency, "money of two currencies was added");
    using Limits = std::numeric_limits<std::int64_t>;
    const bool too_high = b.minor_units > 0 && a.minor_units > Limits::max() - b.minor_units;
    const bool too_low = b.minor_units < 0 && a.minor_units < Limits::min() - b.minor_units;
    if (too_high || too_low) return std::nullopt;
    return Money{a.minor_units + b.minor_units, a.currency};
}

std::string to_text(const Money& money) {
    const auto decimals = static_cast<std::size_t>(money.currency.minor_digits());
    std::string text = std::to_string(magnitude(money.minor_units));
    if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
    if (decimals > 0) text.insert(text.size() - decimals, 1, '.');
    if (money.minor_units < 0) text.insert(0, 1, '-');
    return text.append(" ").append(money.currency.code());
}

}  // namespace traction
