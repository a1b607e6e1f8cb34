#include "cloud/notifications/telling_rules.hpp"

#include "shared/domain/off_peak.hpp"
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
    const auto stretch = stretch_at({.from = quiet.from, .until = quiet.until}, zone, now);
    return stretch ? std::optional(stretch->ends) : std::nullopt;
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
