/// How long the provider is asked, and when again. Pure: no bus, clock or database. Rule B3.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "shared/domain/lifecycle.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/ports/payment_provider.hpp"
#include "shared/wire/messages/payments.hpp"

namespace traction::payments {

/// Where a payment is. The provider's first word on a key is its last.
enum class Phase {
    open,  ///< wanted; the provider has not answered for good
    paid,
    refused
};
inline constexpr std::array<std::string_view, 3> kPhaseNames{"open", "paid", "refused"};

enum class Step { asked, paid, refused };

using Transition = traction::Transition<Phase, Step>;
/// A step without a row changes nothing: what comes twice or late finds an end.
inline constexpr std::array kLifecycle{
    Transition{Phase::open, Step::asked, Phase::open},
    Transition{Phase::open, Step::paid, Phase::paid},
    Transition{Phase::open, Step::refused, Phase::refused},
};
constexpr std::optional<Phase> after(Phase phase, Step step) {
    return next_in(kLifecycle, phase, step);
}
static_assert(!has_way_out(kLifecycle, Phase::paid) && !has_way_out(kLifecycle, Phase::refused),
              "a key is settled once");

constexpr Step step_of(ports::PaymentOutcome::Verdict verdict) {
    return verdict == ports::PaymentOutcome::Verdict::paid ? Step::paid : Step::refused;
}
/// The phase of a payment that is settled, in the words of the event.
constexpr wire::payments::Outcome outcome_of(Phase settled) {
    return settled == Phase::paid ? wire::payments::Outcome::paid : wire::payments::Outcome::refused;
}

inline constexpr Milliseconds kFirstPause{2'000};  ///< doubled with each ask. Machine time
inline constexpr Milliseconds kLongestPause{600'000};
/// For so long after an ask the answer is expected any moment. Machine time.
inline constexpr Milliseconds kAnswerExpected{10'000};

/// How long to wait for an answer after the given number of asks: doubled from `kFirstPause` to
/// `kLongestPause`. A payment is never given up: whether money has moved must be known.
constexpr Milliseconds pause_after(int asks) {
    auto pause = kFirstPause;
    for (int ask = 1; ask < asks && pause < kLongestPause; ++ask) pause *= 2;
    return pause < kLongestPause ? pause : kLongestPause;
}
static_assert(pause_after(1) == kFirstPause && pause_after(3) == 4 * kFirstPause);
static_assert(pause_after(1'000'000) == kLongestPause);

/// How long to wait until the next look for outcomes, so long after the last ask: often at first, then ever
/// more seldom, because what has not come soon comes late.
constexpr Milliseconds look_pause(Milliseconds since_ask) {
    constexpr Milliseconds kShortest{20};
    constexpr Milliseconds kLongest{60'000};
    const auto pause = since_ask / 8;
    return pause < kShortest ? kShortest : pause < kLongest ? pause : kLongest;
}

}  // namespace traction::payments
