#include <set>

#include <fmt/format.h>

#include "tests/broker/attack/attacks.hpp"
#include "tests/broker/attack/rights.hpp"

namespace traction::attack {
namespace {

std::string words_of(const Role& role, const Right& right) {
    return fmt::format("will of {} on {}", role.who, right.topic);
}

/// What lies below $ reaches no subscriber but through the broker itself.
bool can_be_heard(const Right& right) {
    return !right.topic.starts_with('$');
}

}  // namespace

void leave_wills(Cast& cast, Tally& tally) {
    auto witness = cast.enter(kWitness);
    tally.cell(witness.admitted.is_yes() && witness.client.subscribe("#").is_yes(),
               "the witness hears everything");
    for (auto role : kRoles) {
        // On a WebSocket the broker takes its time to hang up.
        if (role.door == Door::web) role.door = Door::people;
        for (const auto& right : kRights) {
            ports::Publication will;
            will.topic = right.topic;
            will.payload = words_of(role, right);
            auto visitor = cast.enter(role, &will);
            if (visitor.admitted.is_yes()) visitor.client.leave_with_will();
        }
    }
    tally.cell(witness.client.is_alive(), "the witness still hears");
    std::set<std::string> heard;
    for (const auto& message : witness.client.heard()) heard.insert(message.payload);
    for (const auto& role : kRoles) {
        for (const auto& right : kRights) {
            const bool expected = can_be_heard(right) && is_among(role.letter, right.writers);
            tally.cell(heard.contains(words_of(role, right)) == expected, words_of(role, right));
        }
    }
}

}  // namespace traction::attack
