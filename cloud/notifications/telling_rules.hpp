/// Whether something is told now, at the end of the quiet hours, or not at all; and what becomes of it then.
/// Pure: no bus, clock or database. Rules N1, E4.
#pragma once

#include <array>
#include <map>
#include <optional>

#include "cloud/notifications/notifications_rules.hpp"
#include "shared/domain/lifecycle.hpp"
#include "shared/runtime/outgoing_streams.hpp"
#include "shared/wire/messages/accounts_owner.hpp"
#include "shared/wire/messages/notification_settings.hpp"

namespace traction::notifications {

using wire::accounts::DistanceUnit;
using wire::notifications::Choice;
using wire::notifications::Phase;
using wire::notifications::QuietHours;

/// What was heard of longer after it happened than this is told as late.
inline constexpr std::chrono::hours kLateAfter{1};
/// So long what was read, or not told because its kind is switched off, is kept from then on. What was not
/// read stays. Rule N1.
inline constexpr std::chrono::days kReadKept{400};
static_assert(kReadKept >= runtime::kEventsKept, "no event comes again whose notification is forgotten");

/// What happens to a notification.
enum class Event { may_be_told, kind_switched_off, owner_read };
inline constexpr int kEventCount = 3;

using Transition = traction::Transition<Phase, Event>;

/// What is not listed changes nothing: so each is told once, and read for good.
inline constexpr std::array kLifecycle{
    Transition{Phase::held, Event::may_be_told, Phase::told},
    Transition{Phase::held, Event::kind_switched_off, Phase::switched_off},
    Transition{Phase::told, Event::owner_read, Phase::read},
};
constexpr std::optional<Phase> next_phase(Phase phase, Event event) {
    return next_in(kLifecycle, phase, event);
}
static_assert(!has_way_out(kLifecycle, Phase::read) && !has_way_out(kLifecycle, Phase::switched_off),
              "nothing is told again");
constexpr bool is_told(Phase phase) {
    return phase == Phase::told || phase == Phase::read;
}
static_assert(!next_phase(Phase::held, Event::owner_read), "nobody has read what he was not told");

/// How a person is told.
struct Settings {
    Language language = Language::english;
    DistanceUnit distance_unit = DistanceUnit::km;
    Zone zone = Zone::standard();
    std::optional<QuietHours> quiet;
    std::map<Kind, Choice> choices;  ///< of kinds that are not just on

    Choice choice_of(Kind kind) const {
        const auto found = choices.find(kind);
        return found == choices.end() ? Choice::on : found->second;
    }
    Listener listener() const { return {.language = language, .zone = zone}; }
};

/// Refuses with `notice_always_told` or `notice_mailed_anyway`.
Result<Done> judge_choice(Kind kind, Choice choice);
/// Refuses with `quiet_hours_empty`.
Result<Done> judge_quiet_hours(const QuietHours& quiet);

/// When the quiet hours end in which `now` lies; nothing outside of them. Clocks that jump neither lengthen
/// them to another day nor let them end twice.
std::optional<Timestamp> quiet_until(const QuietHours& quiet, const Zone& zone, Timestamp now);

/// What is to be done with a notification that is not told yet.
struct Decision {
    Phase phase = Phase::told;
    std::optional<Timestamp> held_until;
};
/// Security never waits.
Decision decide(Kind kind, const Settings& settings, Timestamp now);

/// Marks what is heard of too late, in words too.
bool is_late(Timestamp happened_at, Timestamp heard_at);

}  // namespace traction::notifications
