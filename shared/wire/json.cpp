#include "shared/wire/json.hpp"

#include <cmath>

#include <fmt/format.h>

#include "shared/wire/refusals.hpp"

template class nlohmann::basic_json<>;
template nlohmann::json nlohmann::json::parse<const char*>(const char*, const char*,
                                                           nlohmann::json::parser_callback_t, bool, bool);

namespace traction::wire {

bool nests_within_limit(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepestNesting) return false;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return true;
}

Result<Json> parse_json(std::string_view text) {
    if (text.size() > kLargestMessage) return Refusal(refused::message_too_large);
    if (!nests_within_limit(text)) return Refusal(refused::message_too_deep);
    // The parser takes a NUL for the end of its input; JSON holds none.
    if (text.find('\0') != std::string_view::npos) return Refusal(refused::message_not_json);
    auto json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded()) return Refusal(refused::message_not_json);
    return json;
}

Refusal not_understood(const Malformed& malformed) {
    return Refusal(refused::message_not_understood, {{"path", malformed.path}, {"why", malformed.why}});
}

Reader::Reader(const Json& object, std::string path, UnknownFields unknown)
    : object_(object), path_(std::move(path)), unknown_(unknown) {
    if (!object_.is_object()) throw Malformed(path_.empty() ? "/" : path_, "must be an object");
}

void Reader::fail(const char* field, const std::string& why) const {
    throw Malformed(path_ + "/" + field, why);
}

const Json& Reader::require(const char* field) {
    const auto found = object_.find(field);
    if (found == object_.end()) fail(field, "is missing");
    known_.insert(field);
    return *found;
}

void Reader::finish() const {
    if (unknown_ == UnknownFields::allowed || known_.size() == object_.size()) return;
    for (const auto& [field, value] : object_.items()) {
        if (!known_.contains(field))
            fail(field.substr(0, kLongestId).c_str(), "is not a field of this message");
    }
}

std::string Reader::text(const char* field, std::size_t longest) {
    const auto& value = require(field);
    if (!value.is_string()) fail(field, "must be a text");
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() > longest) fail(field, fmt::format("has more than {} bytes", longest));
    return text;
}

std::string Reader::text_or(const char* field, std::string otherwise) {
    return has(field) ? text(field) : std::move(otherwise);
}

std::int64_t Reader::integer(const char* field, std::int64_t lowest, std::int64_t highest) {
    const auto& value = require(field);
    const bool whole = value.is_number_integer() &&
                       !(value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{INT64_MAX});
    if (!whole) fail(field, "must be a whole number");
    const auto integer = value.get<std::int64_t>();
    if (integer < lowest || integer > highest) fail(field, fmt::format("must be {} to {}", lowest, highest));
    return integer;
}

std::int64_t Reader::integer_or(const char* field, std::int64_t otherwise, std::int64_t lowest,
                                std::int64_t highest) {
    return has(field) ? integer(field, lowest, highest) : otherwise;
}

double Reader::number(const char* field, double lowest, double highest) {
    const auto& value = require(field);
    if (!value.is_number()) fail(field, "must be a number");
    const auto number = value.get<double>();
    if (!std::isfinite(number) || number < lowest || number > highest) {
        fail(field, fmt::format("must be {} to {}", lowest, highest));
    }
    return number;
}

bool Reader::truth(const char* field) {
    const auto& value = require(field);
    if (!value.is_boolean()) fail(field, "must be true or false");
    return value.get<bool>();
}

bool Reader::truth_or(const char* field, bool otherwise) {
    return has(field) ? truth(field) : otherwise;
}

Timestamp Reader::instant(const char* field) {
    const auto parsed = parse_timestamp(text(field));
    if (!parsed) fail(field, "must be an instant in UTC such as 2026-11-22T22:49:44.120Z");
    return *parsed;
}

std::optional<Timestamp> Reader::optional_instant(const char* field) {
    if (!has(field)) return std::nullopt;
    return instant(field);
}

LocalDay Reader::day(const char* field) {
    const auto parsed = parse_local_day(text(field));
    if (!parsed) fail(field, "must be a day such as 2026-11-22");
    return *parsed;
}

Currency Reader::currency(const char* field) {
    const auto parsed = Currency::parse(text(field));
    if (!parsed) fail(field, "must be a currency that is taken, such as EUR");
    return *parsed;
}

Money Reader::money(const char* minor_field) {
    return {.minor_units = integer(minor_field, 0, kHighestPrice), .currency = currency("currency")};
}

Country Reader::country(const char* field) {
    auto parsed = Country::parse(text(field));
    if (!parsed) fail(field, "must be a country such as FR");
    return *std::move(parsed);
}

Zone Reader::zone(const char* field) {
    const auto parsed = Zone::parse(text(field));
    if (!parsed) fail(field, "must be an IANA time zone such as Europe/Paris");
    return *parsed;
}

std::chrono::minutes Reader::time_of_day(const char* field) {
    const auto value = text(field);
    const auto digit = [&](std::size_t at) { return value[at] >= '0' && value[at] <= '9'; };
    const bool shaped = value.size() == 5 && digit(0) && digit(1) && value[2] == ':' && digit(3) && digit(4);
    const int hours = shaped ? (value[0] - '0') * 10 + value[1] - '0' : 24;
    const int minutes = shaped ? (value[3] - '0') * 10 + value[4] - '0' : 60;
    if (hours > 23 || minutes > 59) fail(field, "must be a time of day such as 22:30");
    return std::chrono::minutes{hours * 60 + minutes};
}

Vin Reader::vin(const char* field) {
    auto parsed = Vin::parse(text(field));
    if (!parsed) fail(field, std::string(parsed.refusal().code.sentence));
    return std::move(parsed).value();
}

Reader Reader::object(const char* field) {
    return Reader(require(field), path_ + "/" + field, unknown_);
}

const Json& Reader::any(const char* field) {
    return require(field);
}

const Json& Reader::array(const char* field, std::size_t longest) {
    const auto& value = require(field);
    if (!value.is_array()) fail(field, "must be a list");
    if (value.size() > longest) fail(field, fmt::format("has more than {} entries", longest));
    return value;
}

std::size_t Reader::word_among(const char* field, const Json& value,
                               std::span<const std::string_view> words) {
    if (!value.is_string()) fail(field, "must be a text");
    const auto& text = value.get_ref<const std::string&>();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == text) return i;
    }
    std::string known;
    for (const auto word : words) known.append(known.empty() ? "" : ", ").append(word);
    fail(field, "must be one of: " + known);
}

std::string time_of_day_text(std::chrono::minutes since_midnight) {
    return fmt::format("{:02}:{:02}", since_midnight.count() / 60, since_midnight.count() % 60);
}

}  // namespace traction::wire
