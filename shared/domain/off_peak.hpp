/// Off-peak hours: when electricity is cheap. Rule E7.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "shared/domain/calendar.hpp"

namespace traction {

/// A stretch of the clock on the wall, from a time of day until another: of the same day where it is later,
/// else of the next one.
struct DailyWindow {
    std::chrono::minutes from{};
    std::chrono::minutes until{};
    std::vector<int> days;  ///< on which it begins: 1 is Monday … 7; empty means every day

    friend bool operator==(const DailyWindow&, const DailyWindow&) = default;
};

/// One run of a window.
struct Stretch {
    Timestamp starts{};
    Timestamp ends{};

    friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// The run of the window that lies around `now`, or nothing. A time of day that local clocks jump over is the
/// instant of the jump, one that they show twice is the first; a window between two instants that are one has
/// no run.
std::optional<Stretch> stretch_at(const DailyWindow& window, const Zone& zone, Timestamp now);
/// The first start of a run later than `now`, or nothing when there is none within nine days.
std::optional<Timestamp> next_stretch(const DailyWindow& window, const Zone& zone, Timestamp now);

/// All windows of a tariff; they may touch and overlap.
struct OffPeak {
    std::vector<DailyWindow> windows;
    Zone zone = Zone::standard();

    friend bool operator==(const OffPeak&, const OffPeak&) = default;
};
inline constexpr std::size_t kMostOffPeakWindows = 16;

/// Until when it is off-peak without a break, or nothing when it is not now.
std::optional<Timestamp> off_peak_until(const OffPeak& off_peak, Timestamp now);
/// The next instant at which off-peak hours begin or end, or nothing where there are no windows.
std::optional<Timestamp> next_tariff_change(const OffPeak& off_peak, Timestamp now);

/// The windows of a French label such as "HC (23H30-7H30)" or "HC (12H00-14H00;23H30-7H30)", of an empty one
/// none; nothing for any other text.
std::optional<std::vector<DailyWindow>> parse_off_peak_label(std::string_view label);

}  // namespace traction
