#include "cloud/clock/clock_worker.hpp"

#include <algorithm>

namespace traction::clock {

using ports::Message;
using runtime::Asker;
using wire::ParsedTopic;
using wire::Party;
using wire::TopicKind;
using wire::clock::Advance;
using wire::clock::SetRate;
using wire::clock::Settled;
using wire::clock::Show;

namespace {

constexpr std::string_view kName = "clock";

template <class Body>
std::optional<Body> read_body(const Message& message) {
    const auto json = wire::parse_json(message.payload);
    if (!json) return std::nullopt;
    const auto body = wire::read_message<Body>(*json, wire::UnknownFields::allowed);
    if (!body) return std::nullopt;
    return *body;
}

}  // namespace

ClockWorker::ClockWorker(ports::Database& database, Timestamp start)
    : store_(database), state_(store_.load().value_or(ClockState{.now = start})) {}

void ClockWorker::declare(runtime::Handlers& handlers) {
    handlers.change<Advance>(Party::operators, [this](Turn& turn, const Asker&, const Advance& ask) {
        return on_advance(turn, ask);
    });
    handlers.change<SetRate>(Party::operators, [this](Turn& turn, const Asker&, const SetRate& ask) {
        return on_rate(turn, ask);
    });
    handlers.read<Show>(Party::operators,
                        [this](const Turn& turn, const Asker&, const Show&) { return show(turn); });
    const auto on_presence = [this](Turn&, const ParsedTopic& topic, const Message& message) {
        hear_presence(topic, message);
    };
    handlers.topic(TopicKind::presence, on_presence);
    handlers.topic(TopicKind::vehicle_presence, on_presence);
    handlers.topic(TopicKind::clock_done, [this](Turn&, const ParsedTopic& topic, const Message& message) {
        hear_settled(topic, message);
    });
    for (const auto kind : {TopicKind::presence, TopicKind::vehicle_presence, TopicKind::clock_done}) {
        handlers.subscribe(wire::filter(kind, {"+"}));
    }
}

/// The broker may have forgotten everyone, and those who died meanwhile do not say so: all begin as absent,
/// and come again.
void ClockWorker::on_connected(Timestamp machine_now) {
    attendance_.forget();
    all_arrived_ = machine_now + kArrivalTime;
    tick_owed_ = true;
}

runtime::Handlers::Answer ClockWorker::on_advance(Turn& turn, const Advance& ask) {
    const auto next = advance(state_, ask.to, turn.machine_now());
    if (!next) return next.refusal();
    move_to(turn, *next);
    return wire::Json{{"from", to_text(next->now)}, {"to", to_text(ask.to)}};
}

runtime::Handlers::Answer ClockWorker::on_rate(Turn& turn, const SetRate& ask) {
    move_to(turn, with_rate(state_, ask.rate, turn.machine_now()));
    return wire::Json{{"rate", ask.rate}};
}

runtime::Handlers::Answer ClockWorker::show(const Turn& turn) const {
    auto json = tick_of(rebased(state_, turn.machine_now())).json();
    json["waiting_for"] =
        state_.target ? attendance_.waiting_for(state_.step, state_.now) : std::vector<std::string>{};
    if (state_.target) json["target"] = to_text(*state_.target);
    return json;
}

void ClockWorker::hear_presence(const ParsedTopic& topic, const Message& message) {
    const auto process = topic.parts[0];
    const auto presence = read_body<wire::Presence>(message);
    if (!presence || process == kName) return;
    attendance_.on_presence(process, topic.kind == TopicKind::vehicle_presence ? Side::vehicle : Side::cloud,
                            *presence);
}

void ClockWorker::hear_settled(const ParsedTopic& topic, const Message& message) {
    if (const auto settled = read_body<Settled>(message)) attendance_.on_settled(topic.parts[0], *settled);
}

bool ClockWorker::everyone_settled() const {
    return attendance_.waiting_for(state_.step, state_.now).empty();
}

/// Asked after each batch of messages, so that a word that takes back an earlier one of the same batch is
/// heard before a step.
std::optional<Timestamp> ClockWorker::next_machine_due() {
    if (tick_owed_) return kEarliest;
    std::optional<Timestamp> due;
    if (state_.target || state_.rate > 0) due = next_tick_;
    if (state_.target && everyone_settled()) due = std::min(*due, all_arrived_);
    return due;
}

void ClockWorker::on_machine_due(Turn& turn) {
    const bool may_step = state_.target && turn.machine_now() >= all_arrived_ && everyone_settled();
    move_to(turn, may_step ? next_step(state_, attendance_.next_due(), turn.machine_now())
                           : rebased(state_, turn.machine_now()));
}

void ClockWorker::move_to(Turn& turn, const ClockState& state) {
    state_ = state;
    store_.save(state_);
    turn.retain(wire::topic(TopicKind::clock), tick_of(state_).json());
    next_tick_ = turn.machine_now() + kTickEvery;
    tick_owed_ = false;
}

bool ClockWorker::publish_view(Turn& turn, std::size_t) {
    move_to(turn, rebased(state_, turn.machine_now()));
    return false;
}

runtime::WorkerKind worker_kind(Timestamp start) {
    return {.name = std::string(kName), .migrations = migrations, .open = [start](ports::Database& database) {
                return std::make_unique<ClockWorker>(database, start);
            }};
}

}  // namespace traction::clock
