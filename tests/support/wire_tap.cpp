#include "tests/support/wire_tap.hpp"

#include <map>
#include <optional>

#include "shared/domain/ids.hpp"
#include "tests/support/agreement.hpp"

namespace traction::test {

using wire::Json;

namespace {

using Parameters = std::map<std::string, std::string>;

std::vector<std::string> levels_of(std::string_view text) {
    std::vector<std::string> levels(1);
    for (const char c : text) {
        if (c == '/') {
            levels.emplace_back();
        } else {
            levels.back().push_back(c);
        }
    }
    return levels;
}

std::optional<Parameters> match(const std::string& address, const std::vector<std::string>& topic) {
    const auto pattern = levels_of(address);
    if (pattern.size() != topic.size()) return std::nullopt;
    Parameters parameters;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i].front() == '{') {
            if (!is_id_text(topic[i])) return std::nullopt;
            parameters[pattern[i].substr(1, pattern[i].size() - 2)] = topic[i];
        } else if (pattern[i] != topic[i]) {
            return std::nullopt;
        }
    }
    return parameters;
}

bool says(const Json& message, const char* mark, const Json& value) {
    return !message.contains(mark) || message.at(mark) == value || message.at(mark) == "any";
}

/// True when the topic's parameters and the body's own word choose this message.
bool is_chosen(const Json& message, const Parameters& parameters, const Json& payload) {
    const auto parameter = [&](const char* name) {
        const auto found = parameters.find(name);
        return found == parameters.end() ? Json() : Json(found->second);
    };
    const auto body = payload.is_object() && payload.contains("body") ? payload.at("body") : Json::object();
    const auto word = [&](const char* name) {
        return body.is_object() && body.contains(name) ? body.at(name) : Json();
    };
    return says(message, "x-worker", parameter("worker")) && says(message, "x-verb", parameter("verb")) &&
           says(message, "x-aspect", parameter("aspect")) && says(message, "x-kind", word("kind")) &&
           says(message, "x-type", word("type"));
}

std::vector<std::string> faults_in(const Json& channel, const Parameters& parameters, const Json& payload) {
    const auto& agreement = Agreement::get();
    const bool numbered = payload.is_object() && payload.contains("number");
    if (numbered && !payload.contains("body")) return agreement.faults_of_schema("Numbered", payload);
    for (const auto& [name, reference] : channel.at("messages").items()) {
        if (is_chosen(agreement.messages().at(name), parameters, payload))
            return agreement.faults_of_message(name, payload);
    }
    return {"no message of this channel has this worker, verb, aspect, kind or type"};
}

}  // namespace

std::vector<std::string> undocumented(std::string_view topic, std::string_view payload) {
    const auto levels = levels_of(topic);
    for (const auto& [name, channel] : Agreement::get().channels().items()) {
        const auto parameters = match(channel.at("address"), levels);
        if (!parameters) continue;
        if (payload.empty() && channel.at("x-retained") == true) return {};
        const auto json = wire::parse_json(payload);
        if (!json) return {std::string(json.refusal().code.name)};
        return faults_in(channel, *parameters, *json);
    }
    return {"there is no such topic"};
}

}  // namespace traction::test
