#include "shared/wire/signal_value.hpp"

#include <cmath>

namespace traction::wire {
namespace {

template <std::size_t N>
std::optional<double> word_value(const Json& json, const std::array<std::string_view, N>& words) {
    if (!json.is_string()) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), json.get_ref<const std::string&>());
    if (found == words.end()) return std::nullopt;
    return static_cast<double>(found - words.begin());
}

}  // namespace

void append_value(fmt::memory_buffer& out, const SignalRow& row, double value) {
    const auto to = std::back_inserter(out);
    switch (row.form) {
        case Form::number: {
            const double scale = std::pow(10.0, row.decimals);
            fmt::format_to(to, "{}", std::round(value * scale) / scale);
            break;
        }
        case Form::truth:
            fmt::format_to(to, "{}", value != 0);
            break;
        case Form::charging_status:
            fmt::format_to(to, R"("{}")", kChargingStatusNames[static_cast<std::size_t>(value)]);
            break;
        case Form::preconditioning:
            fmt::format_to(to, R"("{}")", kPreconditioningNames[static_cast<std::size_t>(value)]);
            break;
    }
}

std::optional<double> value_of(const SignalRow& row, const Json& json) {
    switch (row.form) {
        case Form::truth:
            return json.is_boolean() ? std::optional(json.get<bool>() ? 1.0 : 0.0) : std::nullopt;
        case Form::charging_status:
            return word_value(json, kChargingStatusNames);
        case Form::preconditioning:
            return word_value(json, kPreconditioningNames);
        case Form::number:
            break;
    }
    return json.is_number() ? std::optional(json.get<double>()) : std::nullopt;
}

}  // namespace traction::wire
