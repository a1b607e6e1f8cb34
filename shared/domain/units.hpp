/// Quantities that could be taken for one another. Each is a number with its unit in the type; `value()`
/// leaves the unit behind.
#pragma once

#include <chrono>
#include <compare>
#include <optional>

namespace traction {

template <class Unit>
class Quantity {
   public:
    constexpr Quantity() = default;
    constexpr explicit Quantity(double value) : value_(value) {}

    constexpr double value() const { return value_; }

    friend constexpr auto operator<=>(Quantity, Quantity) = default;
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.value_ + b.value_); }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.value_ - b.value_); }
    friend constexpr Quantity operator*(Quantity a, double factor) { return Quantity(a.value_ * factor); }
    /// How many times `b` goes into `a`.
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }

   private:
    double value_ = 0;
};

using WattHours = Quantity<struct WattHourUnit>;
using Watts = Quantity<struct WattUnit>;  ///< what flows into the battery is positive
using Metres = Quantity<struct MetreUnit>;
using Celsius = Quantity<struct CelsiusUnit>;

/// What `power` moves in `time`.
constexpr WattHours energy(Watts power, std::chrono::milliseconds time) {
    return WattHours{power.value() * std::chrono::duration<double, std::ratio<3600>>(time).count()};
}

/// A share of a whole, 0 to 100.
class Percent {
   public:
    constexpr Percent() = default;

    /// Nothing outside of 0 to 100, nor for what is not a number.
    static constexpr std::optional<Percent> parse(double value) {
        if (!(value >= 0 && value <= 100)) return std::nullopt;
        return Percent(value);
    }
    /// The nearest percentage, for results of arithmetic; 0 for what is not a number.
    static constexpr Percent nearest(double value) {
        if (!(value > 0)) return Percent(0);
        return Percent(value < 100 ? value : 100);
    }

    constexpr double value() const { return value_; }
    constexpr double fraction() const { return value_ / 100; }

    friend constexpr auto operator<=>(Percent, Percent) = default;

   private:
    constexpr explicit Percent(double value) : value_(value) {}
    double value_ = 0;
};

}  // namespace traction
