/// Every topic, once: pattern, who writes, who reads, retained or not. Topics are built and parsed here only;
/// the access rules of the broker and `asyncapi.yaml` are tested against this table. All levels are ASCII
/// without blanks; at most 8 of them (design 9).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/domain/ids.hpp"
#include "shared/domain/vin.hpp"

namespace traction::wire {

enum class TopicKind {
    report,
    report_ack,
    order,
    order_ack,
    outcome,
    outcome_ack,
    vehicle_presence,
    twin,
    owner_ask,
    owner_answer,
    vehicle_view,
    command_step,
    notification,
    guest_ask,
    guest_answer,
    desk_ask,
    desk_answer,
    operator_ask,
    operator_answer,
    event,
    event_ack,
    letter,
    letter_ack,
    access,
    access_ack,
    payment_ask,
    payment_answer,
    token,
    presence,
    view,
    metrics,
    clock,
    clock_done,
};

/// Who may stand at an end of a topic. A guest has not signed in; the broker is its access plugin; `anyone`
/// has shown who he is, and so is no guest.
enum class Party { vehicle, owner, guest, desk, operators, worker, broker, anyone };

/// One end of a topic. Cars and people stand at the end of topics that carry their own VIN or name. Of
/// workers `worker` says which: a name, or a parameter of the pattern that must be the worker's own name
/// (`{follower}` of an event: any that follows it); any worker when it is empty. Of `anyone`, `{process}` is
/// a car or a worker by its own name.
struct TopicEnd {
    constexpr TopicEnd(Party party_, std::string_view worker_ = {}) : party(party_), worker(worker_) {}
    Party party;
    std::string_view worker;
};
constexpr TopicEnd worker(std::string_view which) {
    return {Party::worker, which};
}

struct TopicRow {
    TopicKind kind;
    std::string_view
        pattern;  ///< levels in braces are parameters, in the order in which `parse_topic` gives them
    TopicEnd writer;
    TopicEnd reader;
    bool retained;
    bool numbered;  ///< dropped when an inbox is full: it comes again
    bool watched;   ///< operators read it too
};

inline constexpr std::array kTopics{
    TopicRow{TopicKind::report, "vehicle/{vin}/report", Party::vehicle, worker("state"), false, true, false},
    TopicRow{TopicKind::report_ack, "vehicle/{vin}/report/ack", worker("state"), Party::vehicle, false, true,
             false},
    TopicRow{TopicKind::order, "vehicle/{vin}/order/{worker}", worker("{worker}"), Party::vehicle, false,
             true, false},
    TopicRow{TopicKind::order_ack, "vehicle/{vin}/order/{worker}/ack", Party::vehicle, worker("{worker}"),
             false, true, false},
    TopicRow{TopicKind::outcome, "vehicle/{vin}/outcome/{worker}", Party::vehicle, worker("{worker}"), false,
             true, false},
    TopicRow{TopicKind::outcome_ack, "vehicle/{vin}/outcome/{worker}/ack", worker("{worker}"), Party::vehicle,
             false, true, false},
    TopicRow{TopicKind::vehicle_presence, "vehicle/{vin}/presence", Party::vehicle, Party::worker, true,
             false, true},
    TopicRow{TopicKind::twin, "vehicle/{vin}/state/{aspect}", worker("state"), Party::operators, true, false,
             false},
    TopicRow{TopicKind::owner_ask, "account/{account}/device/{device}/ask/{worker}/{verb}", Party::owner,
             worker("{worker}"), false, true, false},
    TopicRow{TopicKind::owner_answer, "account/{account}/device/{device}/answer", Party::worker, Party::owner,
             false, false, false},
    TopicRow{TopicKind::vehicle_view, "account/{account}/vehicle/{vin}/state", worker("state"), Party::owner,
             false, false, false},
    TopicRow{TopicKind::command_step, "account/{account}/command/{command}", worker("commands"), Party::owner,
             false, false, false},
    TopicRow{TopicKind::notification, "account/{account}/notification", worker("notifications"), Party::owner,
             false, false, false},
    TopicRow{TopicKind::guest_ask, "guest/{client}/ask/{worker}/{verb}", Party::guest, worker("{worker}"),
             false, true, false},
    TopicRow{TopicKind::guest_answer, "guest/{client}/answer", Party::worker, Party::guest, false, false,
             false},
    TopicRow{TopicKind::desk_ask, "desk/{agent}/ask/{worker}/{verb}", Party::desk, worker("{worker}"), false,
             true, false},
    TopicRow{TopicKind::desk_answer, "desk/{agent}/answer", Party::worker, Party::desk, false, false, false},
    TopicRow{TopicKind::operator_ask, "operator/{name}/ask/{worker}/{verb}", Party::operators,
             worker("{worker}"), false, true, false},
    TopicRow{TopicKind::operator_answer, "operator/{name}/answer", Party::worker, Party::operators, false,
             false, false},
    TopicRow{TopicKind::event, "event/{worker}", worker("{worker}"), worker("{follower}"), false, true, true},
    TopicRow{TopicKind::event_ack, "event/{worker}/ack/{follower}", worker("{follower}"), worker("{worker}"),
             false, true, false},
    TopicRow{TopicKind::letter, "letter/{worker}", worker("{worker}"), worker("mail"), false, true, false},
    TopicRow{TopicKind::letter_ack, "letter/{worker}/ack", worker("mail"), worker("{worker}"), false, true,
             false},
    TopicRow{TopicKind::access, "$CONTROL/traction/access/{worker}", worker("{worker}"), Party::broker, false,
             true, false},
    TopicRow{TopicKind::access_ack, "access/ack/{worker}", Party::broker, worker("{worker}"), false, true,
             false},
    TopicRow{TopicKind::payment_ask, "provider/payments/ask", worker("payment_gateway"),
             worker("payment_sandbox"), false, true, false},
    TopicRow{TopicKind::payment_answer, "provider/payments/answer", worker("payment_sandbox"),
             worker("payment_gateway"), false, true, false},
    TopicRow{TopicKind::token, "$CONTROL/traction/token", Party::anyone, Party::broker, false, false, false},
    TopicRow{TopicKind::presence, "presence/{process}", worker("{process}"), Party::anyone, true, false,
             false},
    TopicRow{TopicKind::view, "view/{worker}", worker("{worker}"), worker("{worker}"), true, false, true},
    TopicRow{TopicKind::metrics, "metrics/{process}", worker("{process}"), Party::operators, true, false,
             false},
    TopicRow{TopicKind::clock, "clock", worker("clock"), Party::anyone, true, false, false},
    TopicRow{TopicKind::clock_done, "clock/done/{process}", TopicEnd(Party::anyone, "{process}"),
             worker("clock"), true, false, false},
};

const TopicRow& row_of(TopicKind kind);

/// The topic of this kind with its parameters filled in, in the pattern's order. Too few or too many
/// parameters are a bug.
std::string topic(TopicKind kind, std::initializer_list<std::string_view> parameters = {});

/// The same as a subscription: a parameter may be "+".
inline std::string filter(TopicKind kind, std::initializer_list<std::string_view> parameters = {}) {
    return topic(kind, parameters);
}

/// A topic taken apart. The parts point into the text that was parsed.
struct ParsedTopic {
    TopicKind kind;
    std::array<std::string_view, 4> parts;
};

/// Nothing when no row matches, or a parameter is not made of letters, digits, '-' and '_'. The broker asks
/// this of each message, so no row is compared that has another number of levels.
std::optional<ParsedTopic> parse_topic(std::string_view topic);

/// The row that a subscription names, with "+" for what it leaves open: "+" and a closing "#" may stand for
/// parameters, never for another level of a pattern, so that each subscription names one row. Nothing
/// otherwise.
std::optional<ParsedTopic> parse_filter(std::string_view filter);

}  // namespace traction::wire
