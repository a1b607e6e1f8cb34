#include "cloud/tour/witness.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "shared/wire/streams.hpp"

namespace traction::tour {
namespace {

constexpr Milliseconds kWitnessPatience{60'000};
constexpr Milliseconds kLook{100};

/// The body of a numbered message, or the payload itself.
wire::Json json_of(const ports::Message& message) {
    if (wire::parse_stream(message.topic)) {
        const auto numbered = wire::read_numbered(message.payload);
        if (!numbered) return {};
        auto body = wire::parse_json(numbered->body);
        return body ? *body : wire::Json{};
    }
    auto json = wire::parse_json(message.payload);
    return json ? *json : wire::Json{};
}

}  // namespace

wire::Json Witness::sees(const std::string& what, const std::string& topic, const Fits& fits) {
    return find(what, topic, [&](const ports::Message& message) -> std::optional<wire::Json> {
        auto json = json_of(message);
        if (json.is_object() && fits(json)) return json;
        return std::nullopt;
    });
}

wire::Json Witness::sees_event(const std::string& what, std::string_view worker, std::string_view type,
                               const Fits& fits) {
    return find(what, wire::event_stream(worker),
                [&](const ports::Message& message) -> std::optional<wire::Json> {
                    auto json = json_of(message);
                    if (json.value("type", "") == type && fits(json.at("data"))) return json.at("data");
                    return std::nullopt;
                });
}

void Witness::sees_cleared(const std::string& what, const std::string& topic) {
    find(what, topic, [](const ports::Message& message) -> std::optional<wire::Json> {
        if (message.payload.empty()) return wire::Json{};
        return std::nullopt;
    });
}

wire::Json Witness::find(const std::string& what, const std::string& topic,
                         const std::function<std::optional<wire::Json>(const ports::Message&)>& read) {
    const auto give_up = clock_.now() + kWitnessPatience;
    while (clock_.now() < give_up) {
        for (auto at = seen_.begin(); at != seen_.end(); ++at) {
            if (at->topic != topic) continue;
            auto found = read(*at);
            if (!found) continue;
            std::erase_if(seen_, [&, end = &*at, past = false](const ports::Message& message) mutable {
                const bool erase = !past && message.topic == topic;
                past = past || &message == end;
                return erase;
            });
            says(fmt::format("{:<62} {}", what, topic));
            return *found;
        }
        take_in(kLook);
    }
    throw NotSeen(
        fmt::format("not seen within {} s: {} (on {})", kWitnessPatience.count() / 1000, what, topic));
}

bool Witness::anything_on(const std::string& topic) {
    take_in(kLook);
    return std::any_of(seen_.begin(), seen_.end(),
                       [&](const auto& message) { return message.topic == topic; });
}

void Witness::waits() {
    take_in(kLook);
}

void Witness::look_away() {
    take_in(kLook);
    seen_.clear();
}

void Witness::take_in(Milliseconds patience) {
    while (auto message = session_.next(patience)) {
        seen_.push_back(std::move(*message));
        patience = Milliseconds{0};
    }
}

void Witness::says(const std::string& line) const {
    fmt::print("  {}\n", line);
    std::fflush(stdout);
}

void Witness::chapter(const std::string& title) const {
    fmt::print("\n{}\n", title);
    std::fflush(stdout);
}

}  // namespace traction::tour
