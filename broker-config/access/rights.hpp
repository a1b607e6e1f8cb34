/// What an identity may do on the broker. It follows from the one topic table (`shared/wire/topics.hpp`): who
/// writes, who reads, and whose name stands in the topic. Design 6.
#pragma once

#include <string_view>

#include "broker-config/access/identity.hpp"
#include "shared/wire/topics.hpp"

namespace traction::access {

/// A topic as its parser sees it: the row, or none, and the text.
struct Topic {
    std::string_view text;
    std::optional<wire::ParsedTopic> parsed;
};

/// May publish there. What is not retained by the table must not be: it would be heard again and again.
bool may_write(const Identity& identity, const Topic& topic, bool retained);

/// May be given a message of this topic. Asked at each delivery, so that a subscription opens nothing.
bool may_read(const Identity& identity, const Topic& topic);

/// May subscribe. A subscription names one row of the table, with the own name where the row has it; there
/// is no `$share`, which would take messages away from others.
bool may_subscribe(const Identity& identity, std::string_view filter);

}  // namespace traction::access
