#include <doctest/doctest.h>

#include "cloud/commands/commands_rules.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::commands {
namespace {

using namespace std::chrono_literals;

/// Phase by event, as the rules say it; "-" changes nothing.
TEST_CASE("K1: the whole life of a command") {
    struct Row {
        std::string_view phase;
        std::array<std::string_view, kEventCount> next;
    };
    // sent, taken_back, deadline, heard_received, heard_done, heard_refused, heard_expired
    const std::array rows{
        Row{"accepted", {"sent", "cancelled", "expired", "received", "done", "refused", "expired"}},
        Row{"sent", {"-", "-", "unanswered", "received", "done", "refused", "expired"}},
        Row{"received", {"-", "-", "unanswered", "-", "done", "refused", "expired"}},
        Row{"unanswered", {"-", "-", "-", "-", "done", "refused", "expired"}},
        Row{"done", {"-", "-", "-", "-", "-", "-", "-"}},
        Row{"refused", {"-", "-", "-", "-", "-", "-", "-"}},
        Row{"expired", {"-", "-", "-", "-", "-", "-", "-"}},
        Row{"cancelled", {"-", "-", "-", "-", "-", "-", "-"}},
    };
    for (std::size_t phase = 0; phase < rows.size(); ++phase) {
        REQUIRE(wire::commands::kPhaseNames[phase] == rows[phase].phase);
        for (std::size_t event = 0; event < kEventCount; ++event) {
            CAPTURE(rows[phase].phase);
            CAPTURE(event);
            const auto next = next_phase(static_cast<Phase>(phase), static_cast<Event>(event));
            CHECK((next ? wire::word_text(*next, wire::commands::kPhaseNames) : "-") ==
                  rows[phase].next[event]);
        }
    }
}

TEST_CASE("K1: what is accepted, until when, and why not") {
    const auto now = *parse_timestamp("2026-03-02T12:00:00Z");
    struct Row {
        std::optional<Milliseconds> deadline;
        int waiting;
        std::string_view outcome;  ///< the deadline, or the refusal
    };
    for (const auto& row : {
             Row{std::nullopt, 0, "2026-03-02T12:10:00.000Z"},
             Row{1ms, 19, "2026-03-02T12:00:00.001Z"},
             Row{0ms, 0, "deadline_passed"},
             Row{-1h, 20, "deadline_passed"},
             Row{1h, 20, "car_unreachable_too_long"},
         }) {
        const auto accepted =
            accept(row.deadline ? std::optional(now + *row.deadline) : std::nullopt, now, row.waiting);
        CHECK((accepted ? to_text(*accepted) : std::string(accepted.refusal().code.name)) == row.outcome);
    }
}

}  // namespace
}  // namespace traction::commands
