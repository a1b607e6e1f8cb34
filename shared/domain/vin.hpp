/// The vehicle identification number.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "shared/domain/result.hpp"

namespace traction {

inline constexpr RefusalCode kVinNotValid{
    "vin_not_valid",
    "This is not a VIN: it has 17 characters, digits and letters without I, O and Q. Look at the "
    "registration document and type it again."};

/// A checked VIN: 17 characters of A-Z and 0-9 without I, O and Q. Rule G2.
class Vin {
   public:
    /// Forgives lower case and blanks (spaces and tabs, anywhere). The check digit at place 9 is not looked
    /// at: European cars do not carry one. Refuses with `vin_not_valid`; the facts say "why": length, or the
    /// offending character and its place.
    static Result<Vin> parse(std::string_view text);

    const std::string& text() const { return text_; }

    friend bool operator==(const Vin&, const Vin&) = default;
    friend auto operator<=>(const Vin&, const Vin&) = default;

   private:
    explicit Vin(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace traction

template <>
struct std::hash<traction::Vin> {
    std::size_t operator()(const traction::Vin& vin) const noexcept {
        return std::hash<std::string>{}(vin.text());
    }
};
