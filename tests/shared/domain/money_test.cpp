#include "shared/domain/money.hpp"

#include <limits>

#include <doctest/doctest.h>

namespace traction {
namespace {

constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();

TEST_CASE("B4: money is written with as many decimals as its currency has") {
    struct Row {
        std::int64_t minor_units;
        std::string_view currency;
        std::string_view text;
    };
    const Row rows[] = {
        {12900, "EUR", "129.00 EUR"},
        {0, "EUR", "0.00 EUR"},
        {5, "EUR", "0.05 EUR"},
        {-5, "EUR", "-0.05 EUR"},
        {-12900, "GBP", "-129.00 GBP"},
        {1500, "JPY", "1500 JPY"},
        {0, "JPY", "0 JPY"},
        {1234, "TND", "1.234 TND"},
        {7, "TND", "0.007 TND"},
        {kMost, "EUR", "92233720368547758.07 EUR"},
        {kLeast, "EUR", "-92233720368547758.08 EUR"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(to_text(Money{row.minor_units, Currency::parse(row.currency).value()}) == row.text);
    }
}

TEST_CASE("B4: a currency is one of the known codes in capitals") {
    CHECK(Currency::parse("EUR") == Currency::euro());
    for (const std::string_view bad : {"", "eur", "EURO", "XXX", "€", "EU"})
        CHECK_FALSE(Currency::parse(bad).has_value());
}

TEST_CASE("B4: a sum that does not fit is nothing, not another number") {
    const auto euros = [](std::int64_t cents) { return Money{cents, Currency::euro()}; };
    CHECK(plus(euros(1), euros(2)) == euros(3));
    CHECK(plus(euros(12900), euros(-12900)) == euros(0));
    CHECK(plus(euros(kMost), euros(0)) == euros(kMost));
    CHECK(plus(euros(kMost), euros(kLeast)) == euros(-1));
    CHECK_FALSE(plus(euros(kMost), euros(1)).has_value());
    CHECK_FALSE(plus(euros(1), euros(kMost)).has_value());
    CHECK_FALSE(plus(euros(kLeast), euros(-1)).has_value());
    CHECK_FALSE(plus(euros(kLeast), euros(kLeast)).has_value());
}

}  // namespace
}  // namespace traction
