#include "cloud/notifications/telling_rules.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::notifications {

namespace refused = wire::refused;

Result<Done> judge_choice(Kind kind, Choice choice) {
    if (choice == Choice::off && !can_be_switched_off(kind)) return Refusal(refused::notice_always_told);
    if (choice == Choice::mail && !wire::notifications::is_mailed_on_wish(kind))
        return Refusal(refused::notice_mailed_anyway);
    return Done{};
}

Result<Done> judge_quiet_hours(const QuietHours& quiet) {
    if (quiet.from == quiet.until) return Refusal(refused::quiet_hours_empty);
    return Done{};
}

std::optional<Timestamp> quiet_until(const QuietHours& quiet, const Zone& zone, Timestamp now) {
    const auto time = zone.time_of_day(now);
    const bool over_midnight = quiet.until < quiet.from;
    const bool quiet_now =
        over_midnight ? time >= quiet.from || time < quiet.until : time >= quiet.from && time < quiet.until;
    if (!quiet_now) return std::nullopt;
    const auto today = zone.day_of(now);
    const auto end = zone.at(over_midnight && time >= quiet.from ? plus_days(today, 1) : today, quiet.until);
    // In an hour that clocks show twice, they have ended already.
    if (end <= now) return std::nullopt;
    return end;
}

Decision decide(Kind kind, const Settings& settings, Timestamp now) {
    if (settings.choice_of(kind) == Choice::off) return {.phase = Phase::switched_off, .held_until = {}};
    if (row_of(kind).subject == Subject::security || !settings.quiet) return {};
    const auto until = quiet_until(*settings.quiet, settings.zone, now);
    return {.phase = until ? Phase::held : Phase::told, .held_until = until};
}

bool is_late(Timestamp happened_at, Timestamp heard_at) {
    return heard_at - happened_at > kLateAfter;
}

}  // namespace traction::notifications
