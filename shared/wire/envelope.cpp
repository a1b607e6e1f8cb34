#include "shared/wire/envelope.hpp"

#include <charconv>

#include <fmt/format.h>
#include <simdjson.h>

#include "shared/wire/refusals.hpp"

namespace traction::wire {
namespace {

std::string at_field(std::optional<Timestamp> at) {
    return at ? fmt::format(R"(,"at":"{}")", to_text(*at)) : std::string();
}

/// Takes `expected` off the front, or leaves all as it is.
bool take(std::string_view& rest, std::string_view expected) {
    if (!rest.starts_with(expected)) return false;
    rest.remove_prefix(expected.size());
    return true;
}

bool take_integer(std::string_view& rest, std::uint64_t& value) {
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc{}) return false;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return true;
}

bool take_instant(std::string_view& rest, std::optional<Timestamp>& at) {
    const auto quote = rest.find('"');
    if (quote == std::string_view::npos) return false;
    at = parse_timestamp(rest.substr(0, quote));
    rest.remove_prefix(quote + 1);
    return at.has_value();
}

/// A text without escapes, such as a VIN.
bool take_text(std::string_view& rest, std::string_view& text) {
    const auto quote = rest.find_first_of("\"\\");
    if (quote == std::string_view::npos || rest[quote] != '"') return false;
    text = rest.substr(0, quote);
    rest.remove_prefix(quote + 1);
    return true;
}

/// The form that `write_numbered` writes, read without a JSON parser: this runs once per message.
std::optional<Numbered> read_own_form(std::string_view rest) {
    Numbered message;
    if (!take(rest, R"({"epoch":)") || !take_integer(rest, message.epoch)) return std::nullopt;
    if (!take(rest, R"(,"number":)") || !take_integer(rest, message.number)) return std::nullopt;
    if (take(rest, R"(,"at":")") && !take_instant(rest, message.at)) return std::nullopt;
    if (take(rest, R"(,"to":")") && !take_text(rest, message.to)) return std::nullopt;
    if (message.epoch == 0 || message.epoch > kLargestEpoch || message.number > kLargestEpoch)
        return std::nullopt;
    if (rest == "}") return message;
    if (!take(rest, R"(,"body":)") || rest.size() < 2 || rest.back() != '}') return std::nullopt;
    message.body = rest.substr(0, rest.size() - 1);
    if (message.body.front() != '{') return std::nullopt;
    return message;
}

struct NumberedHead {
    Epoch epoch;
    Number number;
    std::optional<Timestamp> at;
    std::string to;
    static NumberedHead read(Reader& reader) {
        if (reader.has("body")) reader.object("body");
        return {.epoch = static_cast<Epoch>(reader.integer("epoch", 1, kLargestEpoch)),
                .number = static_cast<Number>(reader.integer("number", 0, kLargestEpoch)),
                .at = reader.optional_instant("at"),
                .to = reader.has("to") ? reader.vin("to").text() : std::string()};
    }
};

struct AcknowledgementFields : Acknowledgement {
    static AcknowledgementFields read(Reader& reader) {
        AcknowledgementFields fields;
        fields.epoch = static_cast<Epoch>(reader.integer("epoch", 0, kLargestEpoch));
        fields.applied = static_cast<Number>(reader.integer("applied", 0, kLargestEpoch));
        fields.at = reader.optional_instant("at");
        fields.again = reader.truth_or("again", false);
        return fields;
    }
};

struct AskFields : Ask {
    static AskFields read(Reader& reader) {
        AskFields fields;
        fields.id = reader.id<AskId>("id");
        fields.body = reader.has("body") ? reader.any("body") : Json::object();
        return fields;
    }
};

struct AnswerFields : Answer {
    static AnswerFields read(Reader& reader) {
        AnswerFields fields;
        fields.id = reader.id<AskId>("id");
        fields.done = reader.has("done");
        fields.body = reader.any(fields.done ? "done" : "refused");
        return fields;
    }
};

struct EventFields : Event {
    static EventFields read(Reader& reader) {
        EventFields fields;
        reader.text("specversion");
        reader.text("source");
        fields.id = reader.id<EventId>("id");
        fields.type = reader.text("type", kLongestId);
        fields.at = reader.instant("time");
        reader.object("data");
        fields.data = reader.any("data");
        return fields;
    }
};

/// Parses `text` and reads the fields; `Fields` derives from the message that is wanted.
template <class Fields>
Result<Fields> read_fields(std::string_view text, UnknownFields unknown) {
    const auto json = parse_json(text);
    if (!json) return json.refusal();
    return read_message<Fields>(*json, unknown);
}

/// Fields in any order, with blanks: what another maker's JSON library writes.
Result<Numbered> read_any_form(std::string_view payload) {
    const auto head = read_fields<NumberedHead>(payload, UnknownFields::allowed);
    if (!head) return head.refusal();
    const simdjson::padded_string padded(payload);
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::object body;
    std::string_view raw;
    Numbered message{.epoch = head->epoch, .number = head->number, .at = head->at, .body = {}};
    const auto to = payload.find(head->to);
    if (to != std::string_view::npos) message.to = payload.substr(to, head->to.size());
    if (parser.iterate(padded).get(document) || document["body"].get_object().get(body) ||
        body.raw_json().get(raw)) {
        return message;
    }
    raw = raw.substr(0, raw.rfind('}') + 1);  // blanks that follow the object come with it
    message.body = payload.substr(static_cast<std::size_t>(raw.data() - padded.data()), raw.size());
    return message;
}

}  // namespace

std::string write_numbered(const Numbered& message) {
    const auto to = message.to.empty() ? std::string() : fmt::format(R"(,"to":"{}")", message.to);
    const auto body = message.body.empty() ? std::string() : fmt::format(R"(,"body":{})", message.body);
    return fmt::format(R"({{"epoch":{},"number":{}{}{}{}}})", message.epoch, message.number,
                       at_field(message.at), to, body);
}

Result<Numbered> read_numbered(std::string_view payload) {
    if (payload.size() > kLargestMessage) return Refusal(refused::message_too_large);
    if (const auto message = read_own_form(payload)) return *message;
    return read_any_form(payload);
}

std::string write_acknowledgement(const Acknowledgement& acknowledgement) {
    return fmt::format(R"({{"epoch":{},"applied":{}{}{}}})", acknowledgement.epoch, acknowledgement.applied,
                       acknowledgement.again ? R"(,"again":true)" : "", at_field(acknowledgement.at));
}

Result<Acknowledgement> read_acknowledgement(std::string_view payload) {
    std::string_view rest = payload;
    Acknowledgement own;
    if (take(rest, R"({"epoch":)") && take_integer(rest, own.epoch) && take(rest, R"(,"applied":)") &&
        take_integer(rest, own.applied)) {
        own.again = take(rest, R"(,"again":true)");
        const bool at_is_good = !take(rest, R"(,"at":")") || take_instant(rest, own.at);
        if (at_is_good && rest == "}" && own.epoch <= kLargestEpoch && own.applied <= kLargestEpoch)
            return own;
    }
    auto fields = read_fields<AcknowledgementFields>(payload, UnknownFields::allowed);
    if (!fields) return fields.refusal();
    return Acknowledgement(*fields);
}

std::string write_ask(const Ask& ask) {
    return Json{{"id", ask.id.text()}, {"body", ask.body}}.dump();
}

Result<Ask> read_ask(std::string_view payload) {
    auto fields = read_fields<AskFields>(payload, UnknownFields::refused);
    if (!fields) return fields.refusal();
    return Ask(*fields);
}

std::string write_answer(const AskId& id, const Result<Json>& outcome) {
    if (outcome) return Json{{"id", id.text()}, {"done", *outcome}}.dump();
    const auto& refusal = outcome.refusal();
    return Json{
        {"id", id.text()},
        {"refused",
         {{"code", refusal.code.name}, {"sentence", refusal.code.sentence}, {"facts", refusal.facts}}}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Answer> read_answer(std::string_view payload) {
    auto fields = read_fields<AnswerFields>(payload, UnknownFields::allowed);
    if (!fields) return fields.refusal();
    return Answer(*fields);
}

/// Ids, names of workers and types need no escaping.
std::string write_event(std::string_view worker, const Event& event) {
    return fmt::format(
        R"({{"specversion":"1.0","id":"{}","source":"traction:{}","type":"{}","time":"{}","datacontenttype":"application/json","data":{}}})",
        event.id.text(), worker, event.type, to_text(event.at), event.data.dump());
}

Result<Event> read_event(std::string_view body) {
    auto fields = read_fields<EventFields>(body, UnknownFields::allowed);
    if (!fields) return fields.refusal();
    return Event(*fields);
}

}  // namespace traction::wire
