/// The account of a replay: nothing is left out of it, and every doubt has a name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace traction::vehicle {

/// Why a row or a value of a log was not believed.
enum class Doubt : std::uint8_t {
    line_too_long,    ///< row dropped
    not_text,         ///< control characters or broken quotes; row dropped
    columns_shifted,  ///< another number of columns than the header has; row dropped
    time_impossible,  ///< no time of day; row dropped
    date_impossible,  ///< not in the calendar or years away; repaired where the time of day goes on by steps,
                      ///< else row dropped
    time_leap,        ///< far away from the rows around it; row dropped
    time_backwards,   ///< row dropped
    time_repeated,    ///< row dropped
    gap,              ///< more than `kLongestStep` since the row before; nothing is changed
    not_a_number,     ///< value dropped
    out_of_bounds,    ///< value dropped
    soc_jump,         ///< value marked
    odometer_jump,    ///< value marked
    gps_repeated,     ///< position marked: the same fix while the car moved on
    gps_jump,         ///< position marked: no car goes that fast
    gnss_speed_differs  ///< satellite speed marked
};
inline constexpr std::array<std::string_view, 16> kDoubtNames{
    "line_too_long",     "not_text",        "columns_shifted",
    "time_impossible",   "date_impossible", "time_leap",
    "time_backwards",    "time_repeated",   "gap",
    "not_a_number",      "out_of_bounds",   "soc_jump",
    "odometer_jump",     "gps_repeated",    "gps_jump",
    "gnss_speed_differs"};

/// The doubts about one row, each at most once.
class Doubts {
   public:
    void add(Doubt doubt) { bits_ |= bit(doubt); }
    bool has(Doubt doubt) const { return (bits_ & bit(doubt)) != 0; }
    bool any() const { return bits_ != 0; }

   private:
    static constexpr std::uint32_t bit(Doubt doubt) {
        return std::uint32_t{1} << static_cast<unsigned>(doubt);
    }
    std::uint32_t bits_ = 0;
};

/// `read == used + dropped` always. A row is doubtful when it was dropped, or repaired, or has a value that
/// was dropped or marked.
struct Tally {
    std::uint64_t read = 0;  ///< lines after the header that are not blank
    std::uint64_t used = 0;
    std::uint64_t dropped = 0;
    std::uint64_t doubtful = 0;
    std::map<Doubt, std::uint64_t> reasons;  ///< in how many rows each doubt was met; a row can have several

    void count(const Doubts& doubts, bool is_used);
    /// "rows=8521 used=8521 doubtful=5120 (date_impossible=57, gps_repeated=5063)"
    std::string summary() const;
};

}  // namespace traction::vehicle
