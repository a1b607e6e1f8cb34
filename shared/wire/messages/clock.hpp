/// The sandbox clock (design 3), and presence.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::clock {

/// Retained on `clock`: service time is `now` plus `rate` times the machine time since this was heard.
struct Tick {
    Timestamp now{};
    double rate = 0;         ///< seconds of service time per second; 0: time stands
    std::uint64_t step = 0;  ///< counts the steps of all advances; `Settled` answers it
    bool advancing = false;  ///< a target is not reached yet
    static Tick read(Reader& reader) {
        return {.now = reader.instant("now"),
                .rate = reader.number("rate", 0, 1e6),
                .step = static_cast<std::uint64_t>(reader.integer("step", 0, INT64_MAX)),
                .advancing = reader.truth("advancing")};
    }
    Json json() const {
        return {{"now", to_text(now)}, {"rate", rate}, {"step", step}, {"advancing", advancing}};
    }
};

/// Retained on `clock/done/{process}`.
struct Settled {
    std::uint64_t step = 0;
    bool settled = false;  ///< everything of that step is done: inbox and outbox empty
    std::optional<Timestamp> next_due;
    static Settled read(Reader& reader) {
        return {.step = static_cast<std::uint64_t>(reader.integer("step", 0, INT64_MAX)),
                .settled = reader.truth("settled"),
                .next_due = reader.optional_instant("next_due")};
    }
    Json json() const {
        Json json{{"step", step}, {"settled", settled}};
        if (next_due) json["next_due"] = to_text(*next_due);
        return json;
    }
};

/// Ask of an operator: move forward to an instant, in steps. Answer: {"from", "to"}; the arrival is seen on
/// `clock`.
struct Advance {
    static constexpr std::string_view kVerb = "advance";
    Timestamp to{};
    static Advance read(Reader& reader) { return {.to = reader.instant("to")}; }
    Json json() const { return {{"to", to_text(to)}}; }
};
/// Ask of an operator: let time run by itself. Answer: {"rate"}.
struct SetRate {
    static constexpr std::string_view kVerb = "set_rate";
    double rate = 0;
    static SetRate read(Reader& reader) { return {.rate = reader.number("rate", 0, 100'000)}; }
    Json json() const { return {{"rate", rate}}; }
};
/// Ask of an operator. Answer: `Tick`, with "waiting_for": [process, …] that have not settled, and "target"
/// while it advances.
struct Show {
    static constexpr std::string_view kVerb = "show";
    static Show read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

}  // namespace traction::wire::clock
