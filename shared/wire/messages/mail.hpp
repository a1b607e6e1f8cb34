/// What is asked of the worker `mail`. Rule H4.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::mail {

/// Ask of an operator: which letters wait, and which were not delivered. Without addresses and facts. Answer:
/// {"waiting", "letters": [{"letter", "subject", "received_at", "attempts", "next_attempt_at", "reason"}, …],
/// "ended": {phase: count}, "undelivered": [{"letter", "phase", "reason", "ended_at"}, …]}; each list holds
/// at most 100, the oldest that waits and the newest that was not delivered first.
struct Waiting {
    static constexpr std::string_view kVerb = "waiting";
    static Waiting read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

}  // namespace traction::wire::mail
