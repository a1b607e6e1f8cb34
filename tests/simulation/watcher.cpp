#include "tests/simulation/watcher.hpp"

#include <fmt/format.h>

#include "shared/wire/messages/accounts_staff.hpp"

namespace traction::simulation {

using wire::StreamKind;
using wire::TopicKind;
namespace commands = wire::commands;
namespace contracts = wire::contracts;

namespace {

template <class Body>
std::optional<Body> body_of(const wire::Json& json) {
    auto body = wire::read_message<Body>(json, wire::UnknownFields::allowed);
    if (!body) return std::nullopt;
    return std::move(body).value();
}

}  // namespace

void Watcher::complain(const std::string& what, Timestamp now) {
    violations_.push_back(fmt::format("{} {}", to_text(now), what));
}

void Watcher::see(const std::string& from, const ports::Publication& publication, Timestamp now) {
    ++publications_;
    for (const auto* text : {&publication.topic, &publication.payload})
        for (const char c : *text) trace_ = (trace_ ^ static_cast<unsigned char>(c)) * 1099511628211u;
    const auto topic = wire::parse_topic(publication.topic);
    if (!topic) return complain("a topic that is not in the table: " + publication.topic, now);
    if (const auto name = wire::parse_stream(publication.topic)) {
        const auto message = wire::read_numbered(publication.payload);
        if (!message) return complain("a numbered message that cannot be read on " + publication.topic, now);
        return see_numbered(publication.topic, *name, *message, now);
    }
    if (const auto target = wire::parse_ack_topic(publication.topic)) {
        const auto ack = wire::read_acknowledgement(publication.payload);
        if (!ack) return complain("an acknowledgement that cannot be read on " + publication.topic, now);
        return see_acknowledgement(from, *target, *ack, now);
    }
    const std::pair<std::string, std::string> sight{topic->parts[0], topic->parts[1]};
    if (topic->kind == TopicKind::vehicle_view && blind_.contains(sight)) {
        complain(fmt::format("C7: {} still sees {}", sight.first, sight.second), now);
    }
    if (topic->kind == TopicKind::vehicle_view) see_sight(sight.first, sight.second, now);
    if (topic->kind == TopicKind::notification)
        see_notification(std::string(topic->parts[0]), publication, now);
    if (topic->kind == TopicKind::command_step) see_step(topic->parts[0], publication, now);
}

/// A number means one message for ever.
void Watcher::see_numbered(const std::string& stream, const wire::StreamName& name,
                           const wire::Numbered& message, Timestamp now) {
    if (message.body.empty()) return;
    const auto digest = std::hash<std::string_view>{}(message.body) | 1;
    // Nobody loses a database in this world, so no stream has reason for a second epoch; but a broker that
    // begins anew knows of no rights that have ended, and is told all of them.
    auto& seen = streams_.try_emplace(stream, Stream{.epoch = message.epoch, .bodies = {}}).first->second;
    if (seen.epoch != message.epoch && name.kind != wire::StreamKind::access) {
        seen.epoch = message.epoch;
        complain(stream + " began a new epoch", now);
    }
    auto& bodies = seen.bodies[message.epoch];
    const auto index = static_cast<std::size_t>(message.number - 1);
    if (was_sent(stream, message.epoch, message.number)) {
        if (bodies[index] != digest)
            complain(fmt::format("{} number {} changed its body", stream, message.number), now);
        return;
    }
    if (message.number > 1 && !was_sent(stream, message.epoch, message.number - 1)) {
        complain(fmt::format("{} number {} was sent before the one before it", stream, message.number), now);
    }
    if (bodies.size() <= index) bodies.resize(index + 1);
    bodies[index] = digest;
    if (name.kind == StreamKind::report) {
        samples_[std::string(name.vin)] +=
            static_cast<std::int64_t>(wire::Json::parse(message.body).at("samples").size());
    }
    if (name.kind == StreamKind::letter) see_letter(message, now);
    if (name.kind == StreamKind::order && name.worker == "contracts") see_entitlement(name, message);
    if ((name.kind == StreamKind::order || name.kind == StreamKind::outcome) && name.worker == "danger_zones")
        see_surroundings(name, now);
    if (name.kind != StreamKind::event) return;
    const auto event = wire::read_event(message.body);
    if (!event) return complain("an event that cannot be read on " + stream, now);
    if (events_.insert(event->id.text()).second) see_event(name.worker, *event, now);
}

bool Watcher::was_sent(const std::string& stream, wire::Epoch epoch, wire::Number number) const {
    const auto known = streams_.find(stream);
    if (known == streams_.end()) return false;
    const auto bodies = known->second.bodies.find(epoch);
    const auto index = static_cast<std::size_t>(number - 1);
    return bodies != known->second.bodies.end() && index < bodies->second.size() &&
           bodies->second[index] != 0;
}

/// Acknowledged means stored.
void Watcher::see_acknowledgement(const std::string& from, const wire::AckTarget& target,
                                  const wire::Acknowledgement& ack, Timestamp now) {
    if (ack.applied == 0) return;
    const auto stored = applied_(from, target.stream, ack.epoch);
    if (stored < ack.applied) {
        complain(
            fmt::format("{} acknowledged {} of {}, but stored {}", from, ack.applied, target.stream, stored),
            now);
    }
    if (!was_sent(target.stream, ack.epoch, ack.applied)) {
        complain(fmt::format("{} acknowledged {} of {}, which nobody sent", from, ack.applied, target.stream),
                 now);
    }
}

void Watcher::see_letter(const wire::Numbered& message, Timestamp now) {
    const auto letter = body_of<wire::letters::Letter>(wire::Json::parse(message.body));
    if (letter) accounts_.see_letter(*letter, now);
}

void Watcher::see_event(std::string_view worker, const wire::Event& event, Timestamp now) {
    accounts_.see_event(event, now);
    money_.see(event, now);
    if (event.type == wire::store::OrderPlaced::kType) see_order(event);
    if (event.type == contracts::ContractExtended::kType) see_extension(event, now);
    if (event.type == contracts::ContractActivated::kType) {
        const auto id = body_of<contracts::ContractActivated>(event.data)->contract.text();
        auto& contract = contracts_[id];
        if (contract.opened_on != LocalDay{}) complain("C2: contract " + id + " was activated twice", now);
        contract.opened_on = contract.zone.day_of(event.at);
    }
    if (event.type == wire::accounts::ZoneChosen::kType)
        notices_.zone_changed(body_of<wire::accounts::ZoneChosen>(event.data)->account.text(), now);
    if (event.type == contracts::ContractRenewed::kType) see_renewal(event, now);
    if (event.type == contracts::ContractExpired::kType || event.type == contracts::ContractEnded::kType)
        contract_over_(*body_of<contracts::ContractEvent>(event.data));
    if (event.type == contracts::TeardownBegan::kType) {
        const auto teardown = body_of<contracts::TeardownBegan>(event.data);
        teardowns_.emplace(teardown->teardown.text(), *teardown);
    }
    if (event.type == contracts::TeardownPart::kType) see_teardown_part(worker, event);
    if (event.type == wire::garage::OwnershipEnded::kType) {
        const auto ended = body_of<wire::garage::OwnershipEnded>(event.data);
        ended_periods_.emplace(ended->vin.text(), ended->period);
    }
    if (event.type == wire::garage::OwnershipBegan::kType) {
        const auto owner = body_of<wire::garage::OwnershipBegan>(event.data);
        see_owner(*owner, now);
        blind_.erase({owner->account.text(), owner->vin.text()});
        untold_.erase({owner->account.text(), owner->vin.text()});
        powerless_.erase({owner->account.text(), owner->vin.text()});
    }
}

/// G8: never two owners in one instant.
void Watcher::see_owner(const wire::garage::OwnershipBegan& began, Timestamp now) {
    const auto [earlier, is_first] = owners_.emplace(began.vin.text(), began);
    if (is_first) return;
    if (!ended_periods_.contains({began.vin.text(), earlier->second.period}))
        complain("G8: " + began.vin.text() + " has two owners", now);
    earlier->second = began;
}

/// G8: from "paired" on, which is told with the new period, nothing of the car goes to anybody else.
void Watcher::see_sight(const std::string& account, const std::string& vin, Timestamp now) {
    const auto owner = owners_.find(vin);
    if (owner == owners_.end() || owner->second.account.text() == account) return;
    complain(fmt::format("G8: something of {} goes to {}", vin, account), now);
}

/// C3: once per anniversary, and on its local day only, in the zone in which it was ordered (C1).
void Watcher::see_renewal(const wire::Event& event, Timestamp now) {
    const auto id = body_of<contracts::ContractRenewed>(event.data)->contract.text();
    auto& contract = contracts_[id];
    ++contract.further_terms;
    const auto expected = anniversary(contract.opened_on, contract.term_months * contract.further_terms);
    const auto actual = contract.zone.day_of(event.at);
    if (actual != expected) {
        complain(fmt::format("C3: contract {} was renewed on {}, its last day is {}", id, to_text(actual),
                             to_text(expected)),
                 now);
    }
}

/// C4: before its end.
void Watcher::see_extension(const wire::Event& event, Timestamp now) {
    const auto id = body_of<contracts::ContractExtended>(event.data)->contract.text();
    auto& contract = contracts_[id];
    ++contract.further_terms;
    const auto last_day = anniversary(contract.opened_on, contract.term_months * contract.further_terms);
    if (last_day < contract.zone.day_of(event.at))
        complain(fmt::format("C4: contract {} was extended after {}", id, to_text(last_day)), now);
}

void Watcher::see_teardown_part(std::string_view worker, const wire::Event& event) {
    const auto part = body_of<contracts::TeardownPart>(event.data);
    const auto teardown = teardowns_.find(part->teardown.text());
    if (teardown == teardowns_.end()) return;
    const std::pair<std::string, std::string> right{teardown->second.account.text(),
                                                    teardown->second.vin.text()};
    if (worker == "state") blind_.insert(right);
    if (worker == "notifications") untold_.insert(right);
    if (worker == "commands") powerless_.insert(right);
}

/// K1: one end, and never another.
void Watcher::see_step(std::string_view account, const ports::Publication& publication, Timestamp now) {
    const auto step = body_of<commands::Step>(wire::Json::parse(publication.payload));
    if (!step) return complain("a command's step that cannot be read", now);
    if (powerless_.contains({std::string(account), step->vin.text()})) {
        complain(fmt::format("C7: {} still hears of commands to {}", account, step->vin.text()), now);
    }
    see_sight(std::string(account), step->vin.text(), now);
    if (!commands::is_end(step->phase)) return;
    const auto [ended, is_new] = ended_commands_.emplace(step->command.text(), step->phase);
    if (!is_new && ended->second != step->phase)
        complain("K1: command " + step->command.text() + " ended twice", now);
}

/// What tells of the car, and not of its contracts or of the end itself, is its owner's only.
void Watcher::see_notification(const std::string& account, const ports::Publication& publication,
                               Timestamp now) {
    const auto json = wire::parse_json(publication.payload);
    const auto told = json ? body_of<wire::notifications::Notification>(*json) : std::nullopt;
    if (!told) return complain("a notification that cannot be read", now);
    notices_.see(account, *told, now);
    if (!told->vin || told->contract || told->kind == "teardown_done") return;
    if (untold_.contains({account, told->vin->text()}))
        complain(fmt::format("C7: {} is still told of {}", account, told->vin->text()), now);
    see_sight(account, told->vin->text(), now);
}

void Watcher::see_entitlement(const wire::StreamName& stream, const wire::Numbered& message) {
    const auto order = body_of<contracts::EntitlementOrder>(wire::Json::parse(message.body));
    if (order && order->granted && order->product == contracts::Product::speedcam)
        entitled_to_warnings_.emplace(stream.vin);
}

void Watcher::see_surroundings(const wire::StreamName& stream, Timestamp now) {
    if (entitled_to_warnings_.contains(std::string(stream.vin))) return;
    complain(fmt::format("D3: {} is about danger zones, and never was entitled to any", stream.vin), now);
}

void Watcher::see_order(const wire::Event& event) {
    const auto order = body_of<wire::store::OrderPlaced>(event.data);
    for (const auto& item : order->items)
        contracts_[item.contract.text()] = {.zone = order->zone, .term_months = item.term_months};
}

std::int64_t Watcher::samples_sent(const std::string& vin) const {
    const auto found = samples_.find(vin);
    return found == samples_.end() ? 0 : found->second;
}

}  // namespace traction::simulation
