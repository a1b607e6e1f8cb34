/// When the car charges: what the owner's programmes make of plugging in. Pure. Rules E1, E2, E3, E6, E7.
#pragma once

#include <optional>
#include <vector>

#include "shared/wire/messages/programmes.hpp"

namespace traction::charging {

using wire::commands::ChargingProgramme;
using wire::commands::OffPeakProgramme;

inline constexpr int kFullPercent = 100;

/// What the owner programmed.
struct Plan {
    std::vector<ChargingProgramme> programmes;  ///< by slot, at most `wire::commands::kSlots`
    std::optional<OffPeakProgramme> off_peak;
    std::optional<Timestamp> paused_until;  ///< no programme starts a charge before

    friend bool operator==(const Plan&, const Plan&) = default;
};

/// Whether the owner wants the car to charge at times only.
bool is_active(const Plan& plan);

struct Situation {
    bool plugged = false;
    bool charge_now = false;  ///< asked for in this session; the programmes hold again from the next one
    Timestamp waits_since{};  ///< plugged in or programmed, whichever is later
    int limit_percent = kFullPercent;  ///< the owner's
};

/// A run of a programme: what the car was to do from an instant on.
struct Run {
    Timestamp began{};
    std::optional<Timestamp> ends;      ///< nothing: it goes on until the battery is full or the plug is out
    std::optional<int> target_percent;  ///< that is to be reached at its end

    friend bool operator==(const Run&, const Run&) = default;
};

struct Decision {
    bool charge = true;
    int stop_at_percent = kFullPercent;  ///< the owner's limit or the programme's target, whichever is lower
    std::optional<Timestamp> until;      ///< when to decide anew
    std::optional<Run> run;              ///< the latest of those that have the car charge

    friend bool operator==(const Decision&, const Decision&) = default;
};

/// Without an active programme the car charges as soon as it can. With some it charges while one of them
/// wants it: a programme with an end and the off-peak hours in their windows, one without an end from its
/// first start after `waits_since` on. Of several that want it now the highest target counts. An unplugged
/// car with an active programme holds back, so that plugging in does not start a charge for a moment.
Decision decide(const Plan& plan, const Situation& situation, Timestamp now);

/// The programme's first start at or after `from`: where local clocks jump over it the instant of the jump,
/// where they show it twice the first time.
Timestamp next_start(const ChargingProgramme& programme, Timestamp from);

}  // namespace traction::charging
