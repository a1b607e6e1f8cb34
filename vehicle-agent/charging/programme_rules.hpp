/// When the car charges: what the owner's programme makes of plugging in. Rules E1, E2, E3, E6.
#pragma once

#include <optional>

#include "shared/wire/messages/commands.hpp"

namespace traction::charging {

using wire::commands::ChargingProgramme;

inline constexpr int kFullPercent = 100;

struct Situation {
    bool plugged = false;
    bool charge_now = false;  ///< asked for in this session; the programme holds again from the next one
    Timestamp waits_since{};  ///< plugged in or programmed, whichever is later
    int limit_percent = kFullPercent;  ///< the owner's
};

struct Decision {
    bool charge = true;
    int stop_at_percent = kFullPercent;  ///< the owner's limit or the programme's target, whichever is lower
    std::optional<Timestamp> until;      ///< when to decide anew

    friend bool operator==(const Decision&, const Decision&) = default;
};

/// Without an active programme the car charges as soon as it can. A programme with an end charges in its
/// windows; one without an end waits for its first start after `waits_since` and charges from then on. An
/// unplugged car with an active programme holds back, so that plugging in does not start a charge for a
/// moment.
Decision decide(const std::optional<ChargingProgramme>& programme, const Situation& situation, Timestamp now);

/// The programme's first start at or after `from`: where local clocks jump over it the instant of the jump,
/// where they show it twice the first time.
Timestamp next_start(const ChargingProgramme& programme, Timestamp from);

/// The end of the window that `now` lies in, or nothing. The programme has an end; one that is not after the
/// start is of the next day.
std::optional<Timestamp> window_end(const ChargingProgramme& programme, Timestamp now);

}  // namespace traction::charging
