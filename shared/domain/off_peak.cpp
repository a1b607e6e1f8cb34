#include "shared/domain/off_peak.hpp"

#include <algorithm>

namespace traction {
namespace {

constexpr int kDaysAhead = 8;  ///< a weekday comes again within them, whatever the clocks do

/// Nothing on other days, nor where the clocks leave it no length.
std::optional<Stretch> on_day(const DailyWindow& window, const Zone& zone, LocalDay day) {
    if (!is_among(window.days, day)) return std::nullopt;
    const bool next_day = window.until <= window.from;
    const Stretch stretch{.starts = zone.at(day, window.from),
                          .ends = zone.at(next_day ? plus_days(day, 1) : day, window.until)};
    if (stretch.ends <= stretch.starts) return std::nullopt;
    return stretch;
}

/// Takes a label apart, blank by blank forgiving.
class Label {
   public:
    explicit Label(std::string_view text) : rest_(text) {}

    bool takes(char letter) {
        skip_blanks();
        if (rest_.empty() || rest_.front() != letter) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool ended() {
        skip_blanks();
        return rest_.empty();
    }
    /// "7H30" or "07H"; 24H00 is none.
    std::optional<std::chrono::minutes> time_of_day() {
        const auto hour = number();
        if (!hour || *hour > 23 || !takes('H')) return std::nullopt;
        const auto minute = number().value_or(0);
        if (minute > 59) return std::nullopt;
        return std::chrono::hours{*hour} + std::chrono::minutes{minute};
    }

   private:
    void skip_blanks() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }
    std::optional<int> number() {
        skip_blanks();
        std::optional<int> value;
        for (int digits = 0; digits < 2 && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
             ++digits) {
            value = value.value_or(0) * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }

    std::string_view rest_;
};

}  // namespace

std::optional<Stretch> stretch_at(const DailyWindow& window, const Zone& zone, Timestamp now) {
    const auto today = zone.day_of(now);
    for (const auto day : {plus_days(today, -1), today}) {
        const auto stretch = on_day(window, zone, day);
        if (stretch && stretch->starts <= now && now < stretch->ends) return stretch;
    }
    return std::nullopt;
}

std::optional<Timestamp> next_stretch(const DailyWindow& window, const Zone& zone, Timestamp now) {
    const auto today = zone.day_of(now);
    for (int ahead = 0; ahead <= kDaysAhead; ++ahead) {
        const auto stretch = on_day(window, zone, plus_days(today, ahead));
        if (stretch && stretch->starts > now) return stretch->starts;
    }
    return std::nullopt;
}

std::optional<Timestamp> off_peak_until(const OffPeak& off_peak, Timestamp now) {
    std::optional<Timestamp> until;
    // One window may go on where another ends; each can do so once before the day is round.
    for (std::size_t turn = 0; turn <= off_peak.windows.size(); ++turn) {
        const auto from = until.value_or(now);
        for (const auto& window : off_peak.windows) {
            const auto stretch = stretch_at(window, off_peak.zone, from);
            if (stretch && stretch->ends > until.value_or(now)) until = stretch->ends;
        }
        if (!until || *until == from) break;
    }
    return until;
}

std::optional<Timestamp> next_tariff_change(const OffPeak& off_peak, Timestamp now) {
    if (const auto until = off_peak_until(off_peak, now)) return until;
    std::optional<Timestamp> next;
    for (const auto& window : off_peak.windows) {
        const auto starts = next_stretch(window, off_peak.zone, now);
        if (starts) next = std::min(next.value_or(*starts), *starts);
    }
    return next;
}

std::optional<std::vector<DailyWindow>> parse_off_peak_label(std::string_view text) {
    Label label(text);
    if (label.ended()) return std::vector<DailyWindow>{};
    if (!label.takes('H') || !label.takes('C') || !label.takes('(')) return std::nullopt;
    std::vector<DailyWindow> windows;
    do {
        const auto from = label.time_of_day();
        if (!from || !label.takes('-')) return std::nullopt;
        const auto until = label.time_of_day();
        if (!until || *until == *from || windows.size() == kMostOffPeakWindows) return std::nullopt;
        windows.push_back({.from = *from, .until = *until});
    } while (label.takes(';'));
    if (!label.takes(')') || !label.ended()) return std::nullopt;
    return windows;
}

}  // namespace traction
