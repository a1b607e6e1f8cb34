#include "cloud/clock/clock_rules.hpp"

#include <algorithm>

#include "shared/wire/refusals.hpp"

namespace traction::clock {

Timestamp now_at(const ClockState& state, Timestamp machine_now) {
    if (state.target) return state.now;
    const auto elapsed = std::clamp<Milliseconds>(machine_now - state.as_of, Milliseconds{0}, kLongestPause);
    const Milliseconds moved{static_cast<std::int64_t>(static_cast<double>(elapsed.count()) * state.rate)};
    return std::min(state.now + moved, kLatest);
}

ClockState rebased(ClockState state, Timestamp machine_now) {
    state.now = now_at(state, machine_now);
    state.as_of = machine_now;
    return state;
}

wire::clock::Tick tick_of(const ClockState& state) {
    const bool advancing = state.target.has_value();
    return {.now = state.now, .rate = advancing ? 0 : state.rate, .step = state.step, .advancing = advancing};
}

Result<ClockState> advance(const ClockState& state, Timestamp to, Timestamp machine_now) {
    auto next = rebased(state, machine_now);
    const auto earliest = next.target.value_or(next.now);
    if (to < earliest)
        return Refusal(wire::refused::clock_never_goes_back, {{"earliest", to_text(earliest)}});
    if (!next.target) ++next.step;
    next.target = to;
    return next;
}

ClockState with_rate(const ClockState& state, double rate, Timestamp machine_now) {
    auto next = rebased(state, machine_now);
    next.rate = rate;
    return next;
}

ClockState next_step(const ClockState& state, std::optional<Timestamp> next_due, Timestamp machine_now) {
    check(state.target.has_value(), "steps are taken towards a target");
    auto next = state;
    next.as_of = machine_now;
    ++next.step;
    if (next.now == *next.target) {
        next.target.reset();
        return next;
    }
    check(!next_due || *next_due > next.now, "who has something due has not settled");
    next.now = std::min({*next.target, next_due.value_or(kLatest), next.now + kLongestStep});
    return next;
}

}  // namespace traction::clock
