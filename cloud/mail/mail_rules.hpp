/// How long a letter is tried, and how it ends. Pure: no bus, clock or database.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/lifecycle.hpp"
#include "shared/ports/mail_transport.hpp"
#include "shared/wire/messages/letters.hpp"

namespace traction::mail {

/// Where a letter is. All but the first are ends, and nothing personal is kept of a letter that has ended.
enum class Phase {
    waiting,
    sent,           ///< the server has taken it
    undeliverable,  ///< a fact is missing, or the address is none
    refused,        ///< the server will never take it
    given_up,       ///< tried for `kPatience`
    out_of_date,    ///< what it brings, such as an activation, can no longer be used. Rule A2
    withdrawn       ///< by who wrote it. Rule A10
};
inline constexpr std::array<std::string_view, 7> kPhaseNames{
    "waiting", "sent", "undeliverable", "refused", "given_up", "out_of_date", "withdrawn"};

/// What can happen to it.
enum class Step { delivered, put_off, found_unfit, refused, patience_ended, use_ended, taken_back };

using Transition = traction::Transition<Phase, Step>;
/// A step without a row changes nothing: an end stays.
inline constexpr std::array kLifecycle{
    Transition{Phase::waiting, Step::delivered, Phase::sent},
    Transition{Phase::waiting, Step::put_off, Phase::waiting},
    Transition{Phase::waiting, Step::found_unfit, Phase::undeliverable},
    Transition{Phase::waiting, Step::refused, Phase::refused},
    Transition{Phase::waiting, Step::patience_ended, Phase::given_up},
    Transition{Phase::waiting, Step::use_ended, Phase::out_of_date},
    Transition{Phase::waiting, Step::taken_back, Phase::withdrawn},
};
constexpr std::optional<Phase> after(Phase phase, Step step) {
    return next_in(kLifecycle, phase, step);
}
static_assert(!after(Phase::withdrawn, Step::delivered), "an outcome that comes late revives nothing");
static_assert(!after(Phase::sent, Step::taken_back), "a mail that was sent cannot be taken back");

inline constexpr std::chrono::days kPatience{5};     ///< machine time from the letter's arrival
inline constexpr std::chrono::days kEndedKept{400};  ///< service time: as long as a letter may be repeated
inline constexpr Milliseconds kFirstPause{60'000};   ///< doubled with each attempt
inline constexpr Milliseconds kLongestPause{21'600'000};
/// An attempt that has begun holds its letter so long; then it is lost, with the process that made it.
inline constexpr Milliseconds kAttemptHolds = ports::kLongestSending + std::chrono::minutes{1};

/// How long to wait after the given number of attempts: 1 minute, doubled up to 6 hours, and up to a quarter
/// more, drawn from the letter's id so that letters put off together do not come back together.
Milliseconds pause_after(int attempts, const LetterId& letter);

/// What an outcome does to a letter that arrived at `received_at`. Machine time.
Step step_of(ports::MailOutcome::Verdict verdict, Timestamp received_at, Timestamp machine_now);

/// True when what the letter brings can no longer be used at `now` (service time). Rule A2.
bool is_out_of_date(const wire::letters::Letter& letter, Timestamp now);

/// An address that can stand in an envelope and in a header: one '@', ASCII letters, digits and what RFC 5321
/// allows without quoting, at most 254 bytes. Others, such as those with blanks, brackets, quotes or line
/// ends, are not.
bool is_mail_address(std::string_view text);

}  // namespace traction::mail
