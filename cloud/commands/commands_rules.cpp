#include "cloud/commands/commands_rules.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::commands {

Result<Timestamp> accept(std::optional<Timestamp> deadline, Timestamp now, int waiting) {
    const auto until = deadline.value_or(now + kUsualDeadline);
    if (until <= now)
        return Refusal(wire::refused::deadline_passed, {{"deadline", to_text(until)}, {"now", to_text(now)}});
    if (waiting >= kMostWaiting)
        return Refusal(wire::refused::car_unreachable_too_long, {{"waiting", std::to_string(waiting)}});
    return until;
}

}  // namespace traction::commands
