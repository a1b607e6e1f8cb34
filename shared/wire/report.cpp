#include "shared/wire/report.hpp"

#include <cmath>
#include <cstring>
#include <unordered_map>

#include <fmt/format.h>
#include <simdjson.h>

#include "shared/wire/json.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::wire {
namespace {

using simdjson::ondemand::array;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

/// Where the decoder stands, for the path of a fault; costs nothing while all is well.
struct Place {
    const char* list = "";
    std::size_t index = 0;
    std::string_view field;

    std::string path() const {
        if (*list == '\0') return "/";
        return field.empty() ? fmt::format("/{}/{}", list, index)
                             : fmt::format("/{}/{}/{}", list, index, field);
    }
};

[[noreturn]] void fail(const Place& place, const char* why) {
    throw Malformed(place.path(), why);
}

template <class T, class Simd>
T get(Simd&& from, const Place& place, const char* why) {
    T got;
    if (std::forward<Simd>(from).get(got)) fail(place, why);
    return got;
}

Timestamp instant_of(value from, const Place& place) {
    const auto instant = parse_timestamp(get<std::string_view>(from, place, "must be a text"));
    if (!instant) fail(place, "must be an instant in UTC such as 2026-11-22T22:49:44.120Z");
    return *instant;
}

template <std::size_t N>
std::size_t word_of(value from, const std::array<std::string_view, N>& words, const Place& place) {
    const auto word = get<std::string_view>(from, place, "must be a text");
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == word) return i;
    }
    fail(place, "is not a word of its list");
}

/// What nobody reads must be JSON all the same: the parser looks only at what it is asked for.
void pass_over(value from, const Place& place) {
    using simdjson::ondemand::json_type;
    switch (get<json_type>(from.type(), place, "is not JSON")) {
        case json_type::array:
            for (auto entry : get<array>(from, place, "is not JSON"))
                pass_over(get<value>(entry, place, "is not JSON"), place);
            return;
        case json_type::object:
            for (auto field : get<object>(from, place, "is not JSON")) {
                get<std::string_view>(field.unescaped_key(), place, "is not JSON");
                pass_over(get<value>(field.value(), place, "is not JSON"), place);
            }
            return;
        case json_type::number:
            get<double>(from, place, "is not JSON");
            return;
        case json_type::string:
            get<std::string_view>(from, place, "is not JSON");
            return;
        case json_type::boolean:
            get<bool>(from, place, "is not JSON");
            return;
        case json_type::null:
            if (!get<bool>(from.is_null(), place, "is not JSON")) fail(place, "is not JSON");
            return;
    }
}

double signal_value(const SignalRow& row, value from, const Place& place) {
    switch (row.form) {
        case Form::truth:
            return get<bool>(from, place, "must be true or false") ? 1.0 : 0.0;
        case Form::charging_status:
            return static_cast<double>(word_of(from, kChargingStatusNames, place));
        case Form::preconditioning:
            return static_cast<double>(word_of(from, kPreconditioningNames, place));
        case Form::number:
            break;
    }
    const auto number = get<double>(from, place, "must be a number");
    if (!std::isfinite(number)) fail(place, "must be a finite number");
    return number;
}

/// Finds signals by name. Cars write their signals in the same order each time, so the one that followed last
/// time is tried first.
class SignalFinder {
   public:
    SignalFinder() { successor_.fill(kNone); }

    std::optional<Signal> find(std::string_view name) {
        const auto guess = successor_[previous_];
        if (guess != kNone && kSignals[guess].name == name) return found(guess);
        const auto signal = signal_named(name);
        if (!signal) return std::nullopt;
        const auto index = static_cast<std::uint8_t>(*signal);
        successor_[previous_] = index;
        return found(index);
    }
    void restart() { previous_ = kSignalCount; }

   private:
    static constexpr std::uint8_t kNone = 255;
    Signal found(std::uint8_t index) {
        previous_ = index;
        return kSignals[index].signal;
    }
    std::array<std::uint8_t, kSignalCount + 1> successor_{};
    std::uint8_t previous_ = kSignalCount;
};

}  // namespace

std::optional<Signal> signal_named(std::string_view name) {
    static const auto by_name = [] {
        std::unordered_map<std::string_view, Signal> map;
        for (const auto& row : kSignals) map.emplace(row.name, row.signal);
        return map;
    }();
    const auto found = by_name.find(name);
    if (found == by_name.end()) return std::nullopt;
    return found->second;
}

struct ReportDecoder::Parts {
    simdjson::ondemand::parser parser;
    std::vector<char> padded;
    SignalFinder signals;
    Report report;

    void read(std::string_view body) {
        report.samples.clear();
        report.happenings.clear();
        report.unknown_signals = report.out_of_bounds = 0;
        padded.resize(std::max(padded.size(), body.size() + simdjson::SIMDJSON_PADDING));
        std::memcpy(padded.data(), body.data(), body.size());
        const simdjson::padded_string_view view(padded.data(), body.size(), padded.size());
        Place place;
        simdjson::ondemand::document document;
        if (parser.iterate(view).get(document)) fail(place, "is not JSON");
        for (auto field : get<object>(document, place, "must be an object")) read_list(field, place);
        const char* rest = nullptr;
        place = {};
        if (document.current_location().get(rest) == simdjson::SUCCESS)
            fail(place, "has something after its end");
    }

    template <class Field>
    void read_list(Field field, Place& place) {
        place = {};
        const auto name = get<std::string_view>(field.unescaped_key(), place, "is not JSON");
        if (name == "samples") {
            each(field.value(), "samples", kMostSamples, place,
                 [&](object entry) { read_sample(entry, place); });
        } else if (name == "happenings") {
            each(field.value(), "happenings", kMostHappenings, place,
                 [&](object entry) { read_happening(entry, place); });
        } else {
            pass_over(get<value>(field.value(), place, "is not JSON"), place);
        }
    }

    template <class Simd, class Visit>
    void each(Simd list, const char* name, std::size_t most, Place& place, Visit visit) {
        place = {name, 0, {}};
        for (auto entry : get<array>(list, place, "must be a list")) {
            place.field = {};
            if (place.index == most) fail(place, "is one entry too many");
            visit(get<object>(entry, place, "must be an object"));
            ++place.index;
        }
    }

    void read_sample(object entry, Place& place) {
        auto& sample = report.samples.emplace_back();
        bool measured = false;
        signals.restart();
        for (auto field : entry) {
            place.field = get<std::string_view>(field.unescaped_key(), place, "is not JSON");
            auto content = get<value>(field.value(), place, "is not JSON");
            if (const auto signal = signals.find(place.field)) {
                read_signal(sample, *signal, content, place);
            } else if (place.field == "measured_at") {
                sample.measured_at = instant_of(content, place);
                measured = true;
            } else if (place.field == "doubtful") {
                read_doubtful(sample, content, place);
            } else {
                pass_over(content, place);
                ++report.unknown_signals;
            }
        }
        place.field = "measured_at";
        if (!measured) fail(place, "is missing");
    }

    void read_signal(Sample& sample, Signal signal, value from, const Place& place) {
        const auto& row = row_of(signal);
        const double number = signal_value(row, from, place);
        const bool in_bounds = number >= row.lowest && number <= row.highest;
        report.out_of_bounds += !in_bounds;
        sample.set(signal, number, !in_bounds);
    }

    static void read_doubtful(Sample& sample, value from, const Place& place) {
        for (auto name : get<array>(from, place, "must be a list")) {
            const auto signal = signal_named(get<std::string_view>(name, place, "must be a list of signals"));
            if (signal) sample.mark_doubtful(*signal);
        }
    }

    void read_happening(object entry, Place& place) {
        auto& happening = report.happenings.emplace_back();
        bool has_kind = false;
        bool has_at = false;
        for (auto field : entry) {
            place.field = get<std::string_view>(field.unescaped_key(), place, "is not JSON");
            auto content = get<value>(field.value(), place, "is not JSON");
            if (place.field == "id") {
                happening.id = id_of<EventId>(content, place);
            } else if (place.field == "kind") {
                happening.kind = static_cast<HappeningKind>(word_of(content, kHappeningNames, place));
                has_kind = true;
            } else if (place.field == "at") {
                happening.at = instant_of(content, place);
                has_at = true;
            } else if (place.field == "session") {
                happening.session = id_of<SessionId>(content, place);
            } else if (place.field == "cause") {
                happening.cause = std::string(get<std::string_view>(content, place, "must be a text"));
            } else {
                pass_over(content, place);
            }
        }
        place.field = {};
        if (happening.id.empty() || !has_kind || !has_at) fail(place, "must have the fields id, kind and at");
    }

    template <class AnyId>
    static AnyId id_of(value from, const Place& place) {
        const auto id = AnyId::parse(get<std::string_view>(from, place, "must be a text"));
        if (!id) fail(place, "letters, digits, '-' and '_' only, 1 to 64 of them");
        return *id;
    }
};

ReportDecoder::ReportDecoder() : parts_(std::make_unique<Parts>()) {}
ReportDecoder::~ReportDecoder() = default;

Result<const Report*> ReportDecoder::decode(std::string_view body) {
    if (body.size() > kLargestMessage) return Refusal(refused::message_too_large);
    if (!nests_within_limit(body)) return Refusal(refused::message_too_deep);
    try {
        parts_->read(body);
        return static_cast<const Report*>(&parts_->report);
    } catch (const Malformed& malformed) {
        return not_understood(malformed);
    } catch (const simdjson::simdjson_error& error) {
        return not_understood(Malformed("/", error.what()));
    }
}

}  // namespace traction::wire
