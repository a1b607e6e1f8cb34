/// What wraps bodies on the wire: numbered messages and their acknowledgements, asks and answers, events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/ids.hpp"
#include "shared/domain/result.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/wire/json.hpp"

namespace traction::wire {

/// A random name of one life of a stream: 1 to 2^53-1, so that it survives every JSON library. 0 means
/// "none".
using Epoch = std::uint64_t;
/// The place of a message in its epoch, from 1.
using Number = std::uint64_t;
inline constexpr std::uint64_t kLargestEpoch = (std::uint64_t{1} << 53) - 1;

/// One message of a numbered stream. Without a body it is a probe: it carries nothing and asks where the
/// receiver stands.
struct Numbered {
    Epoch epoch = 0;
    Number number = 0;
    std::optional<Timestamp>
        at;  ///< service time of this sending, by the sender's clock; a car learns the time from it
    std::string_view body;  ///< JSON text, points into what was parsed
    /// Of orders: the VIN of the car that is meant. One that was recorded from another car is not obeyed.
    std::string_view to = {};
};
std::string write_numbered(const Numbered& message);
/// Takes the envelope apart without parsing the body. Refuses like `parse_json` and `read_message`.
Result<Numbered> read_numbered(std::string_view payload);

/// Where a receiver stands: everything up to `applied` is stored.
struct Acknowledgement {
    Epoch epoch = 0;
    Number applied = 0;
    std::optional<Timestamp> at;
    bool again = false;  ///< what comes after `applied` is missing here: send it again
};
std::string write_acknowledgement(const Acknowledgement& acknowledgement);
Result<Acknowledgement> read_acknowledgement(std::string_view payload);

/// A request: `{"id": …, "body": {…}}`. The asker chooses the id and repeats the ask with it until it is
/// answered.
struct Ask {
    AskId id;
    Json body;
};
std::string write_ask(const Ask& ask);
Result<Ask> read_ask(std::string_view payload);

/// `{"id": …, "done": {…}}` or `{"id": …, "refused": {"code": …, "sentence": …, "facts": {…}}}`.
std::string write_answer(const AskId& id, const Result<Json>& outcome);
/// An answer as its asker reads it.
struct Answer {
    AskId id;
    bool done = false;
    Json body;  ///< of `done`, or of `refused`
};
Result<Answer> read_answer(std::string_view payload);

/// A domain event in CloudEvents 1.0's JSON format. `data` names ids only: no addresses, no positions.
struct Event {
    EventId id;
    std::string type;  ///< snake case, what happened: `contract_renewed`
    Timestamp at{};
    Json data;
};
std::string write_event(std::string_view worker, const Event& event);
Result<Event> read_event(std::string_view body);

}  // namespace traction::wire
