#include "cloud/notifications/telling_rules.hpp"

#include <doctest/doctest.h>

#include "shared/wire/refusals.hpp"

namespace traction::notifications {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Timestamp instant(std::string_view text) {
    return parse_timestamp(text).value();
}
constexpr QuietHours kNight{.from = hours{22}, .until = hours{7}};
constexpr QuietHours kNap{.from = hours{13}, .until = hours{14} + minutes{30}};

}  // namespace

TEST_CASE("N1: quiet hours are local, over midnight or not, and end once where clocks jump") {
    struct Row {
        QuietHours quiet;
        const char* now;
        const char* until;  ///< empty: not quiet
    };
    constexpr QuietHours kShort{.from = hours{1}, .until = hours{2} + minutes{30}};
    for (const auto& row : {
             Row{kNight, "2026-11-22T20:59:59Z", ""},  // 21:59 in Paris
             Row{kNight, "2026-11-22T21:00:00Z", "2026-11-23T06:00:00Z"},
             Row{kNight, "2026-11-23T02:00:00Z", "2026-11-23T06:00:00Z"},
             Row{kNight, "2026-11-23T06:00:00Z", ""},
             Row{kNap, "2026-11-23T12:15:00Z", "2026-11-23T13:30:00Z"}, Row{kNap, "2026-11-23T13:30:00Z", ""},
             Row{kNight, "2027-03-27T22:00:00Z", "2027-03-28T05:00:00Z"},  // a night of 8 hours
             Row{kNight, "2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z"},  // a night of 10 hours
             Row{kShort, "2027-03-28T00:30:00Z", "2027-03-28T01:00:00Z"},  // 02:30 does not exist
             Row{kShort, "2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z"},
             Row{kShort, "2026-10-25T01:10:00Z", ""},  // 02:10 again
         }) {
        CAPTURE(row.now);
        const auto until = quiet_until(row.quiet, Zone::standard(), instant(row.now));
        CHECK((until ? to_text(*until) : "") == (*row.until == '\0' ? "" : to_text(instant(row.until))));
    }
}

TEST_CASE("N1: security never waits, contracts wait and cannot be switched off, cars' kinds can be both") {
    const auto night = instant("2026-11-22T23:00:00Z");
    for (const auto& row : kKinds) {
        CAPTURE(name_of(row.kind));
        const bool security = row.subject == Subject::security;
        const bool car = row.subject == Subject::car;
        CHECK(decide(row.kind, {.quiet = kNight}, night).phase == (security ? Phase::told : Phase::held));
        CHECK(decide(row.kind, {}, night).phase == Phase::told);
        const auto off = judge_choice(row.kind, Choice::off);
        CHECK(off.ok() == car);
        if (!car) CHECK(off.refusal().code == wire::refused::notice_always_told);
        const auto mail = judge_choice(row.kind, Choice::mail);
        CHECK(mail.ok() == wire::notifications::is_mailed_on_wish(row.kind));
        if (!mail) CHECK(mail.refusal().code == wire::refused::notice_mailed_anyway);
        CHECK(judge_choice(row.kind, Choice::on).ok());
    }
    const Settings off{.quiet = kNight, .choices = {{Kind::charge_complete, Choice::off}}};
    CHECK(decide(Kind::charge_complete, off, night).phase == Phase::switched_off);
    CHECK(decide(Kind::charging_fault, off, night).phase == Phase::held);
    CHECK(judge_quiet_hours({.from = hours{7}, .until = hours{7}}).refusal().code ==
          wire::refused::quiet_hours_empty);
}

TEST_CASE("N1: late is what was heard of more than an hour after it happened") {
    const auto at = instant("2026-11-22T06:15:00Z");
    CHECK_FALSE(is_late(at, at));
    CHECK_FALSE(is_late(at, at + kLateAfter));
    CHECK(is_late(at, at + kLateAfter + Milliseconds{1}));
    CHECK(
        told_late(at, {}) ==
        " You are told late: it happened on Sunday 22 November 2026 at 07:15, and was not known until now.");
}

TEST_CASE("N1: a notification's life, phase by event") {
    for (int phase = 0; phase < static_cast<int>(wire::notifications::kPhaseNames.size()); ++phase) {
        for (int event = 0; event < kEventCount; ++event) {
            const auto next = next_phase(static_cast<Phase>(phase), static_cast<Event>(event));
            if (phase == 0 && event == 0) {
                CHECK(next == Phase::told);
            } else if (phase == 0 && event == 1) {
                CHECK(next == Phase::switched_off);
            } else if (phase == 1 && event == 2) {
                CHECK(next == Phase::read);
            } else {
                CHECK_FALSE(next.has_value());
            }
        }
    }
}

}  // namespace traction::notifications
