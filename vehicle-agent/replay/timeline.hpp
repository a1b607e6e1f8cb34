/// When each row of a log was measured, where its clock can be believed.
#pragma once

#include <optional>

#include "vehicle-agent/replay/log_format.hpp"

namespace traction::vehicle {

inline constexpr std::chrono::seconds kLongestStep{10};  ///< more than this between two rows is a gap
inline constexpr std::chrono::hours kLongestPause{
    12};  ///< more than this is believed only when the next row agrees

class Timeline {
   public:
    /// `zone`: of the log's clock; nothing for UTC.
    explicit Timeline(std::optional<Zone> zone) : zone_(zone) {}

    /// The instant of `row`, always after the one before, or nothing when the row must be dropped; the row's
    /// doubts say why. `next` is the row that follows, if any: it settles which of two rows is wrong.
    std::optional<Timestamp> place(LoggedRow& row, const LoggedRow* next);

   private:
    std::optional<Timestamp> place_first(LoggedRow& row, const LoggedRow* next) const;
    std::optional<Timestamp> place_after_last(LoggedRow& row, const LoggedRow* next) const;
    std::optional<Timestamp> continued(const LoggedRow& row) const;
    Timestamp to_utc(Timestamp wall) const;

    std::optional<Zone> zone_;
    std::optional<Timestamp> last_wall_;  ///< as the log's clock showed it
    std::optional<Timestamp> last_utc_;
};

}  // namespace traction::vehicle
