/// A signal's value as it stands in JSON: a number with the table's decimals, true or false, or a word of its
/// list.
#pragma once

#include <fmt/format.h>

#include "shared/wire/json.hpp"
#include "shared/wire/signals.hpp"

namespace traction::wire {

/// Appends the value; truths are 0 or 1, words the index in their list.
void append_value(fmt::memory_buffer& out, const SignalRow& row, double value);

/// The value in JSON, or nothing when it does not have the row's form. Bounds are not looked at.
std::optional<double> value_of(const SignalRow& row, const Json& json);

}  // namespace traction::wire
