/// Local calendar days of IANA zones, and the anniversaries of contracts (rule C1).
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/domain/timestamp.hpp"

namespace date {
class time_zone;
}

namespace traction {

/// A day of the local calendar. Written "2027-02-28".
using LocalDay = std::chrono::year_month_day;

std::string to_text(LocalDay day);
std::optional<LocalDay> parse_local_day(std::string_view text);

/// An IANA zone by its name. Cheap to copy; lives as long as the program. Clock changes are known as far as
/// the system's zone files spell them out, for most zones to the end of 2037; afterwards the last offset
/// stays, and days still tile.
class Zone {
   public:
    /// Nothing when the system's zone data does not know the name.
    static std::optional<Zone> parse(std::string_view iana_name);
    /// Europe/Paris, where an account has said nothing else.
    static Zone standard();

    std::string name() const;

    /// The local day on which `instant` lies.
    LocalDay day_of(Timestamp instant) const;
    /// The first instant of the local day: usually 00:00, later where the clock jumps over midnight.
    Timestamp start_of(LocalDay day) const;
    /// The midnight that ends the day, which is the start of the next one: days are 23, 24 or 25 hours long.
    Timestamp end_of(LocalDay day) const;
    /// The instant at which local clocks first show `time_of_day` on `day`; where clocks jump over it, the
    /// instant of the jump.
    Timestamp at(LocalDay day, std::chrono::minutes time_of_day) const;
    /// Minutes since local midnight as the clock on the wall shows them.
    std::chrono::minutes time_of_day(Timestamp instant) const;

    friend bool operator==(const Zone&, const Zone&) = default;

   private:
    explicit Zone(const date::time_zone* zone) : zone_(zone) {}
    const date::time_zone* zone_;
};

LocalDay plus_days(LocalDay day, int days);

/// Whether the day's weekday, 1 (Monday) to 7, is among these; of none: yes, every day is meant.
bool is_among(std::span<const int> weekdays, LocalDay day);

/// `months` calendar months after `opening`, on the opening day's day of the month, clamped at the month's
/// end: the 31st becomes the 30th or 28th, and returns to the 31st where there is one, because it is always
/// computed from the opening day. Rule C1.
constexpr LocalDay anniversary(LocalDay opening, int months) {
    const auto month = std::chrono::year_month{opening.year(), opening.month()} + std::chrono::months{months};
    const LocalDay same_day = month / opening.day();
    return same_day.ok() ? same_day : LocalDay{month / std::chrono::last};
}

namespace anniversary_examples {
using namespace std::chrono;
static_assert(anniversary(2024y / February / 29, 12) == 2025y / February / 28);
static_assert(anniversary(2024y / February / 29, 36) == 2027y / February / 28);
static_assert(anniversary(2024y / February / 29, 48) == 2028y / February / 29,
              "a leap year gives the day back");
static_assert(anniversary(2096y / February / 29, 48) == 2100y / February / 28, "2100 is no leap year");
static_assert(anniversary(2026y / January / 31, 1) == 2026y / February / 28);
static_assert(anniversary(2026y / January / 31, 2) == 2026y / March / 31,
              "computed from the opening day, not from the 28th");
static_assert(anniversary(2026y / August / 31, 1) == 2026y / September / 30);
static_assert(anniversary(2026y / December / 15, 1) == 2027y / January / 15);
}  // namespace anniversary_examples

}  // namespace traction
