/// An event as it comes on its stream, to be heard as often as a test wants.
#pragma once

#include <string>

#include "shared/wire/envelope.hpp"

namespace traction::test {

template <class Event>
std::string numbered_event(const std::string& worker, const Event& event, wire::Number number, Timestamp at) {
    const wire::Event wrapped{.id = *EventId::parse("event-" + std::to_string(number)),
                              .type = std::string(Event::kType),
                              .at = at,
                              .data = event.json()};
    const auto body = wire::write_event(worker, wrapped);
    return wire::write_numbered({.epoch = 4711, .number = number, .at = at, .body = body});
}

}  // namespace traction::test
