#include "shared/runtime/incoming_streams.hpp"

namespace traction::runtime {

using ports::Statement;
using ports::text;

IncomingStreams::IncomingStreams(ports::Database& database, std::string receiver)
    : receiver_(std::move(receiver)),
      load_(database.prepare("SELECT stream, epoch, applied FROM incoming_stream WHERE open = 1")),
      save_(database.prepare("UPDATE incoming_stream SET applied = ?3 WHERE stream = ?1 AND epoch = ?2")),
      open_(database.prepare(
          "INSERT INTO incoming_stream (stream, epoch, applied, open, opened_at) VALUES (?1, ?2, 0, 1, ?3)")),
      close_others_(database.prepare("UPDATE incoming_stream SET open = 0 WHERE stream = ?1 AND open = 1")),
      is_closed_(
          database.prepare("SELECT 1 FROM incoming_stream WHERE stream = ?1 AND epoch = ?2 AND open = 0")),
      opened_since_(
          database.prepare("SELECT count(*) FROM incoming_stream WHERE stream = ?1 AND opened_at > ?2")),
      keep_unreadable_(
          database.prepare("INSERT INTO unreadable (stream, epoch, number, why, payload, received_at) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")) {
    for (const auto& stream : wire::streams_to(receiver_)) position_of(stream);
    for_each_row(*load_, [&](const Statement& row) {
        auto& position = position_of(text(row, 0));
        position.epoch = static_cast<wire::Epoch>(row.integer(1));
        position.applied = static_cast<wire::Number>(row.integer(2));
    });
}

IncomingStreams::Position& IncomingStreams::position_of(const std::string& stream) {
    const auto [found, is_new] = positions_.try_emplace(stream);
    auto& position = found->second;
    if (!is_new) return position;
    const auto name = wire::parse_stream(stream);
    check(name.has_value(), "a numbered message travels on the topic of its stream");
    const bool names_itself = name->kind == wire::StreamKind::event;
    position.ack_topic = wire::ack_topic(stream, names_itself ? receiver_ : std::string());
    position.enough = wire::window_of(name->kind).messages / 2;
    return position;
}

IncomingStreams::~IncomingStreams() = default;

IncomingStreams::Verdict IncomingStreams::judge(const std::string& stream, const wire::Numbered& message,
                                                Timestamp machine_now) {
    auto& position = position_of(stream);
    if (position.epoch != message.epoch) return judge_other_epoch(stream, position, message, machine_now);
    if (!message.body.empty() && message.number == position.applied + 1) return Verdict::apply;
    if (message.number > position.applied) return tell_gap(stream, position);
    want_at_once(stream, position);
    return Verdict::repeated;
}

/// An unknown epoch opens at number 1 only, and closes the one before it for ever.
IncomingStreams::Verdict IncomingStreams::judge_other_epoch(const std::string& stream, Position& position,
                                                            const wire::Numbered& message,
                                                            Timestamp machine_now) {
    const auto yes = [](const Statement&) { return true; };
    const bool closed = position.epoch != 0 && first_row(*is_closed_, yes, stream, message.epoch).has_value();
    if (closed) {
        want_at_once(stream, position);
        return Verdict::repeated;
    }
    if (message.number != 1 || message.body.empty()) return tell_gap(stream, position);
    if (too_many_epochs(stream, machine_now)) {
        ++quarantined_;
        return Verdict::quarantined;
    }
    run(*close_others_, stream);
    run(*open_, stream, message.epoch, machine_now);
    position.epoch = message.epoch;
    position.applied = 0;
    return Verdict::apply;
}

bool IncomingStreams::too_many_epochs(const std::string& stream, Timestamp machine_now) {
    if (wire::parse_stream(stream)->vin.empty()) return false;
    const auto count = first_row(
        *opened_since_, [](const Statement& row) { return row.integer(0); }, stream,
        machine_now - std::chrono::days{1});
    return count.value_or(0) >= kMostEpochsADay;
}

void IncomingStreams::applied(const std::string& stream) {
    auto& position = positions_.at(stream);
    ++position.applied;
    ++position.unacknowledged;
    if (!std::exchange(position.changed, true)) changed_.push_back(stream);
    want_acknowledgement(stream, position);
}

void IncomingStreams::applied_unreadable(const std::string& stream, const wire::Numbered& message,
                                         const Refusal& why, Timestamp now) {
    std::string reason(why.code.name);
    for (const auto& [fact, value] : why.facts) reason.append(" ").append(fact).append("=").append(value);
    run(*keep_unreadable_, stream, message.epoch, message.number, reason, message.body, now);
    applied(stream);
}

IncomingStreams::Verdict IncomingStreams::tell_gap(const std::string& stream, Position& position) {
    position.misses_something = true;
    want_at_once(stream, position);
    return Verdict::gap;
}

void IncomingStreams::want_acknowledgement(const std::string& stream, Position& position) {
    if (!std::exchange(position.wants_acknowledgement, true)) to_acknowledge_.push_back(stream);
}

void IncomingStreams::save() {
    for (const auto& stream : changed_) {
        auto& position = positions_.at(stream);
        run(*save_, stream, position.epoch, position.applied);
        position.changed = false;
    }
    changed_.clear();
}

void IncomingStreams::want_at_once(const std::string& stream, Position& position) {
    position.at_once = true;
    want_acknowledgement(stream, position);
}

bool IncomingStreams::may_wait(const Position& position) const {
    return !position.at_once && position.unacknowledged < position.enough;
}

void IncomingStreams::acknowledge(std::optional<Timestamp> now, Timestamp machine_now, bool busy,
                                  std::vector<ports::Publication>& out) {
    const bool hold = busy && (!held_since_ || machine_now - *held_since_ < kLongestHeld);
    std::erase_if(to_acknowledge_, [&](const std::string& stream) {
        auto& position = positions_.at(stream);
        if (hold && may_wait(position)) return false;
        position.wants_acknowledgement = position.at_once = false;
        position.unacknowledged = 0;
        ports::Publication publication;
        publication.topic = position.ack_topic;
        publication.payload =
            wire::write_acknowledgement({.epoch = position.epoch,
                                         .applied = position.applied,
                                         .at = now,
                                         .again = std::exchange(position.misses_something, false)});
        out.push_back(std::move(publication));
        return true;
    });
    if (to_acknowledge_.empty()) {
        held_since_.reset();
    } else if (!held_since_) {
        held_since_ = machine_now;
    }
}

std::optional<Timestamp> IncomingStreams::held_until() const {
    if (!held_since_) return std::nullopt;
    return *held_since_ + kLongestHeld;
}

void IncomingStreams::on_connected(Timestamp machine_now, ports::Randomness& randomness,
                                   Milliseconds spread) {
    announcements_.clear();
    const auto range = static_cast<std::uint64_t>(spread.count()) + positions_.size() / 10 + 1;
    std::set<std::string> ordered;
    for (const auto& [stream, position] : positions_) ordered.insert(stream);
    for (const auto& stream : ordered) {
        announcements_.emplace(
            machine_now + Milliseconds{static_cast<std::int64_t>(randomness.next() % range)}, stream);
    }
}

void IncomingStreams::announce(Timestamp machine_now) {
    while (!announcements_.empty() && announcements_.begin()->first <= machine_now) {
        const auto& stream = announcements_.begin()->second;
        tell_gap(stream, positions_.at(stream));
        announcements_.erase(announcements_.begin());
    }
}

std::optional<Timestamp> IncomingStreams::next_announcement() const {
    if (announcements_.empty()) return std::nullopt;
    return announcements_.begin()->first;
}

}  // namespace traction::runtime
