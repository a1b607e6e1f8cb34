#include "shared/wire/messages/billing_asks.hpp"

#include "shared/domain/digits.hpp"

namespace traction::wire::billing {
namespace {

std::string filled_text(Reader& reader, const char* field, std::size_t longest) {
    auto text = reader.text(field, longest);
    if (text.empty()) reader.fail(field, "must not be empty");
    return text;
}

}  // namespace

Address Address::read(Reader& reader) {
    return {.name = filled_text(reader, "name", kLongestName),
            .street = filled_text(reader, "street", kLongestStreet),
            .postal_code = reader.text("postal_code", kLongestPostalCode),
            .city = filled_text(reader, "city", kLongestCity),
            .country = reader.country("country")};
}

Json Address::json() const {
    return {{"name", name},
            {"street", street},
            {"postal_code", postal_code},
            {"city", city},
            {"country", country.text()}};
}

Means Means::read(Reader& reader) {
    Means means{.token = read_means(reader, "token"),
                .brand = reader.word<Brand>("brand", kBrandNames),
                .last4 = reader.text("last4", 4),
                .expires = std::chrono::year{static_cast<int>(reader.integer("expiry_year", 2000, 2199))} /
                           std::chrono::month{static_cast<unsigned>(reader.integer("expiry_month", 1, 12))}};
    if (means.last4.size() != 4 || digits(means.last4) < 0)
        reader.fail("last4", "must be the last four digits");
    return means;
}

Json Means::json() const {
    return {{"token", token.text()},
            {"brand", word_text(brand, kBrandNames)},
            {"last4", last4},
            {"expiry_year", static_cast<int>(expires.year())},
            {"expiry_month", static_cast<unsigned>(expires.month())}};
}

}  // namespace traction::wire::billing
