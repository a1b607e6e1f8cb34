/// Countries, as ISO 3166-1 writes them: where somebody is billed, and which prices and taxes hold there.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace traction {

/// Two capital letters, "FR". Whether something is sold there is for the catalogue to say.
class Country {
   public:
    static std::optional<Country> parse(std::string_view text) {
        const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        if (text.size() != 2 || !is_capital(text[0]) || !is_capital(text[1])) return std::nullopt;
        return Country(std::string(text));
    }

    const std::string& text() const { return text_; }

    friend bool operator==(const Country&, const Country&) = default;
    friend auto operator<=>(const Country&, const Country&) = default;

   private:
    explicit Country(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace traction
