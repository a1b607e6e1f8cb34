/// The life of a remote command, and whether one is accepted. Pure: no bus, clock or database. Rules K1 and
/// K3.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "shared/domain/lifecycle.hpp"
#include "shared/wire/messages/commands.hpp"

namespace traction::commands {

using wire::commands::Act;
using wire::commands::Phase;

inline constexpr std::chrono::minutes kUsualDeadline{10};
inline constexpr int kMostWaiting = 20;  ///< commands of one car without an end, before their deadline

/// What happens to a command.
enum class Event {
    sent,        ///< the order got its number
    taken_back,  ///< by the owner, a later command, or the end of the ownership
    deadline,
    heard_received,  ///< the car's words
    heard_done,
    heard_refused,
    heard_expired,
};
inline constexpr int kEventCount = 7;

using Transition = traction::Transition<Phase, Event>;

/// What is not listed changes nothing: so a repeated or late word never changes an end. The car's word counts
/// in every phase before an end, because a back-up that was put back may know less than the car.
inline constexpr std::array kLifecycle{
    Transition{Phase::accepted, Event::sent, Phase::sent},
    Transition{Phase::accepted, Event::taken_back, Phase::cancelled},
    Transition{Phase::accepted, Event::deadline, Phase::expired},
    Transition{Phase::accepted, Event::heard_received, Phase::received},
    Transition{Phase::accepted, Event::heard_done, Phase::done},
    Transition{Phase::accepted, Event::heard_refused, Phase::refused},
    Transition{Phase::accepted, Event::heard_expired, Phase::expired},
    Transition{Phase::sent, Event::deadline, Phase::unanswered},
    Transition{Phase::sent, Event::heard_received, Phase::received},
    Transition{Phase::sent, Event::heard_done, Phase::done},
    Transition{Phase::sent, Event::heard_refused, Phase::refused},
    Transition{Phase::sent, Event::heard_expired, Phase::expired},
    Transition{Phase::received, Event::deadline, Phase::unanswered},
    Transition{Phase::received, Event::heard_done, Phase::done},
    Transition{Phase::received, Event::heard_refused, Phase::refused},
    Transition{Phase::received, Event::heard_expired, Phase::expired},
    Transition{Phase::unanswered, Event::heard_done, Phase::done},
    Transition{Phase::unanswered, Event::heard_refused, Phase::refused},
    Transition{Phase::unanswered, Event::heard_expired, Phase::expired},
};

/// The phase that follows, or nothing when the event changes nothing.
constexpr std::optional<Phase> next_phase(Phase phase, Event event) {
    return next_in(kLifecycle, phase, event);
}

// K1: an end is for ever; only what was not sent is taken back or expires in the cloud; no phase comes twice.
static_assert(std::none_of(kLifecycle.begin(), kLifecycle.end(),
                           [](const auto& row) { return is_end(row.phase); }));
static_assert(std::none_of(kLifecycle.begin(), kLifecycle.end(), [](const auto& row) {
    return row.phase != Phase::accepted &&
           (row.next == Phase::cancelled || (row.event == Event::deadline && is_end(row.next)));
}));
static_assert(std::all_of(kLifecycle.begin(), kLifecycle.end(),
                          [](const auto& row) { return row.next > row.phase; }));

/// What a car's outcome says, or nothing when it names a phase that is not the car's to tell.
constexpr std::optional<Event> event_of(Phase told) {
    switch (told) {
        case Phase::received:
            return Event::heard_received;
        case Phase::done:
            return Event::heard_done;
        case Phase::refused:
            return Event::heard_refused;
        case Phase::expired:
            return Event::heard_expired;
        default:
            return std::nullopt;
    }
}

/// The command's deadline, or why it is not accepted: `deadline_passed`, then `car_unreachable_too_long`.
/// `waiting` counts the car's other commands without an end, those that this one supersedes left out.
Result<Timestamp> accept(std::optional<Timestamp> deadline, Timestamp now, int waiting);

}  // namespace traction::commands
