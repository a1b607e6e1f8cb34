#include "broker-config/access/rights.hpp"

#include <algorithm>
#include <array>

#include "shared/domain/result.hpp"
#include "shared/wire/signals.hpp"
#include "shared/wire/streams.hpp"

namespace traction::access {
namespace {

using wire::ParsedTopic;
using wire::Party;
using wire::TopicEnd;
using wire::TopicKind;
using wire::TopicRow;

constexpr std::string_view kFollower = "{follower}";
constexpr std::string_view kBrokersOwn = "$SYS/";
constexpr auto kPosition = wire::kAspectNames[static_cast<std::size_t>(wire::Aspect::position)];

/// A parameter of a topic that must be the own name: its place among the parameters.
constexpr int kNone = -1;
constexpr int place_of(std::string_view pattern, std::string_view parameter) {
    if (!parameter.starts_with('{')) return kNone;
    const auto at = pattern.find(parameter);
    if (at == std::string_view::npos) return kNone;
    return static_cast<int>(std::count(pattern.begin(), pattern.begin() + static_cast<long>(at), '{'));
}

/// Where an end of a row carries the name of who stands there.
struct Bond {
    int name = kNone;
    int device = kNone;
};
constexpr Bond bond_of(std::string_view pattern, const TopicEnd& end) {
    switch (end.party) {
        case Party::vehicle:
            return {place_of(pattern, "{vin}"), kNone};
        case Party::owner:
            return {place_of(pattern, "{account}"), place_of(pattern, "{device}")};
        case Party::guest:
            return {place_of(pattern, "{client}"), kNone};
        case Party::desk:
            return {place_of(pattern, "{agent}"), kNone};
        case Party::operators:
            return {place_of(pattern, "{name}"), kNone};
        default:
            return {place_of(pattern, end.worker), kNone};
    }
}

struct Bonds {
    Bond writer;
    Bond reader;
};
constexpr auto kBonds = [] {
    std::array<Bonds, wire::kTopics.size()> bonds;
    for (std::size_t i = 0; i < bonds.size(); ++i) {
        const auto& row = wire::kTopics[i];
        bonds[i] = {bond_of(row.pattern, row.writer), bond_of(row.pattern, row.reader)};
    }
    return bonds;
}();

constexpr Party party_of(Standing standing) {
    switch (standing) {
        case Standing::car:
            return Party::vehicle;
        case Standing::owner:
            return Party::owner;
        case Standing::guest:
            return Party::guest;
        case Standing::desk:
            return Party::desk;
        case Standing::operators:
            return Party::operators;
        case Standing::worker:
            return Party::worker;
        case Standing::witness:
            return Party::anyone;
    }
    return Party::guest;
}

bool carries_own_name(const Identity& identity, const ParsedTopic& topic, const Bond& bond) {
    const auto is = [&](int place, const std::string& own) {
        return place == kNone || topic.parts[static_cast<std::size_t>(place)] == own;
    };
    return is(bond.name, identity.name) && is(bond.device, identity.device);
}

template <class Names>
bool is_among(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// A worker that is named by the end, or whose own name is bound by it.
bool is_the_worker(const Identity& identity, const TopicEnd& end) {
    return end.worker.empty() || end.worker.starts_with('{') || end.worker == identity.name;
}

/// What the streams say beyond the table: who follows whom, gives orders, writes letters, ends rights.
bool streams_let_write(const Identity& identity, const ParsedTopic& topic) {
    switch (topic.kind) {
        case TopicKind::order:
        case TopicKind::outcome_ack:
            return identity.standing != Standing::worker || is_among(wire::kOrderingWorkers, identity.name);
        case TopicKind::event_ack:
            return is_among(wire::followers_of(topic.parts[0]), identity.name);
        case TopicKind::letter:
            return is_among(wire::kLetterWriters, identity.name);
        case TopicKind::access:
            return is_among(wire::kAccessWriters, identity.name);
        default:
            return true;
    }
}

bool is_process(const Identity& identity) {
    return identity.standing == Standing::car || identity.standing == Standing::worker;
}

bool is_of_the_party(const Identity& identity, const TopicEnd& end) {
    if (end.party == Party::anyone)
        return end.worker.empty() ? identity.standing != Standing::guest : is_process(identity);
    if (party_of(identity.standing) != end.party) return false;
    return identity.standing != Standing::worker || is_the_worker(identity, end);
}

bool stands_at(const Identity& identity, const ParsedTopic& topic, const TopicEnd& end, const Bond& bond) {
    return is_of_the_party(identity, end) && carries_own_name(identity, topic, bond);
}

/// Staff sees where a car is only under a grant that names car, purpose and end (rule H1).
bool is_position(const ParsedTopic& topic) {
    return topic.kind == TopicKind::twin && topic.parts[1] == kPosition;
}

bool may_read_row(const Identity& identity, const ParsedTopic& topic) {
    const auto& row = wire::row_of(topic.kind);
    if (identity.standing == Standing::operators) {
        if (is_position(topic)) return false;
        if (row.watched) return true;
    }
    if (row.reader.worker == kFollower && identity.standing == Standing::worker)
        return is_among(wire::followers_of(topic.parts[0]), identity.name);
    return stands_at(identity, topic, row.reader, kBonds[static_cast<std::size_t>(topic.kind)].reader);
}

bool sees_the_broker(const Identity& identity) {
    return identity.standing == Standing::operators || identity.standing == Standing::witness;
}

}  // namespace

bool may_write(const Identity& identity, const Topic& topic, bool retained) {
    if (!topic.parsed) return false;
    const auto& row = wire::row_of(topic.parsed->kind);
    if (retained && !row.retained) return false;
    const auto& bond = kBonds[static_cast<std::size_t>(topic.parsed->kind)].writer;
    return stands_at(identity, *topic.parsed, row.writer, bond) && streams_let_write(identity, *topic.parsed);
}

bool may_read(const Identity& identity, const Topic& topic) {
    if (topic.text.starts_with('$')) return topic.text.starts_with(kBrokersOwn) && sees_the_broker(identity);
    if (identity.standing == Standing::witness) return true;
    return topic.parsed && may_read_row(identity, *topic.parsed);
}

bool may_subscribe(const Identity& identity, std::string_view filter) {
    if (filter.starts_with('$')) return filter.starts_with(kBrokersOwn) && sees_the_broker(identity);
    if (identity.standing == Standing::witness) return true;
    const auto row = wire::parse_filter(filter);
    return row && may_read_row(identity, *row);
}
}  // namespace traction::access
