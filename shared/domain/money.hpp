/// Money: whole minor units with a currency, never a floating-point number. Rule B4.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace traction {

/// A currency of ISO 4217 that the service takes. It exists only with a known code.
class Currency {
   public:
    /// Three capital letters, "EUR". Nothing for a code that is not in the table of `money.cpp`.
    static std::optional<Currency> parse(std::string_view code);
    static Currency euro();

    std::string_view code() const;
    /// How many digits the minor unit has: 2 for EUR, 0 for JPY, 3 for TND.
    int minor_digits() const;

    friend bool operator==(Currency, Currency) = default;

   private:
    explicit Currency(std::size_t row) : row_(static_cast<std::uint8_t>(row)) {}
    std::uint8_t row_;
};

/// An amount, negative for what is given back.
struct Money {
    std::int64_t minor_units;
    Currency currency;

    friend bool operator==(const Money&, const Money&) = default;
};

/// The sum; nothing when it does not fit. Adding two currencies is a bug.
std::optional<Money> plus(const Money& a, const Money& b);

/// "129.00 EUR", "-0.05 EUR", "1500 JPY": as many decimals as the currency has, a point, no grouping.
std::string to_text(const Money& money);

}  // namespace traction
