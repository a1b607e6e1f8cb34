#include "vehicle-agent/replay/log_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "shared/domain/result.hpp"

namespace traction::vehicle {
namespace {

using wire::Signal;

constexpr std::string_view kOwn = "traction";
/// Renault Twizy on the roads of Rabat, 1 Hz, in Morocco's local time: UTC+1, in Ramadan UTC.
constexpr std::string_view kRabat = "rabat";
/// The same drives moved past French speed cameras, in UTC.
constexpr std::string_view kDrivePast = "drive_past";

struct Name {
    std::string_view header;
    Signal signal;
};
constexpr std::array kRabatNames{Name{"Soc", Signal::soc_percent},
                                 Name{"Speed", Signal::speed_kmh},
                                 Name{"LAT", Signal::latitude_deg},
                                 Name{"LON", Signal::longitude_deg},
                                 Name{"ALT", Signal::altitude_m},
                                 Name{"GpsSpeed", Signal::gnss_speed_kmh},
                                 Name{"Temperature", Signal::outside_temperature_c}};
constexpr std::array kDrivePastNames{Name{"lat", Signal::latitude_deg}, Name{"lon", Signal::longitude_deg},
                                     Name{"speed_kmh", Signal::speed_kmh},
                                     Name{"soc_pct", Signal::soc_percent}};

template <std::size_t N>
std::optional<Signal> signal_in(const std::array<Name, N>& names, std::string_view header) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [header](const Name& name) { return name.header == header; });
    return found == names.end() ? std::nullopt : std::optional(found->signal);
}

std::optional<Signal> signal_of(std::string_view format, std::string_view header) {
    if (format == kRabat) return signal_in(kRabatNames, header);
    if (format == kDrivePast) return signal_in(kDrivePastNames, header);
    return wire::signal_named(header);
}

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

/// The whole text as one number, or nothing.
template <class Number>
std::optional<Number> number_in(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// Cuts the text before the next `separator` off; all of it when there is none.
std::string_view cut(std::string_view& text, char separator) {
    const auto at = std::min(text.find(separator), text.size());
    const auto head = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return head;
}

/// MM/DD/YYYY, as American logs have it, leading zeros optional.
std::optional<std::chrono::sys_days> american_date(std::string_view text) {
    const auto month = number_in<unsigned>(cut(text, '/'));
    const auto day = number_in<unsigned>(cut(text, '/'));
    const auto year = number_in<int>(text);
    if (!month || !day || !year) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{*month},
                                           std::chrono::day{*day}};
    if (!date.ok() || *year < 1970 || *year > 9999) return std::nullopt;
    return std::chrono::sys_days{date};
}

/// HH:MM:SS, with a fraction or without.
std::optional<Milliseconds> time_of_day(std::string_view text) {
    const auto hour = number_in<int>(cut(text, ':'));
    const auto minute = number_in<int>(cut(text, ':'));
    const auto second = number_in<double>(text);
    if (!hour || !minute || !second) return std::nullopt;
    if (*hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || !(*second >= 0 && *second < 60))
        return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           Milliseconds{static_cast<int>(*second * 1000)};
}

/// An ISO 8601 instant; of one whose date is spoilt the time of day alone.
void read_instant(std::string_view text, LoggedRow& row) {
    if (const auto instant = parse_timestamp(text)) {
        row.day = std::chrono::floor<std::chrono::days>(*instant);
        row.time_of_day = *instant - *row.day;
        return;
    }
    cut(text, 'T');
    if (text.ends_with('Z')) row.time_of_day = time_of_day(text.substr(0, text.size() - 1));
}

template <std::size_t N>
std::optional<double> word_in(const std::array<std::string_view, N>& words, std::string_view text) {
    const auto found = std::find(words.begin(), words.end(), text);
    if (found == words.end()) return std::nullopt;
    return static_cast<double>(found - words.begin());
}

std::optional<double> value_in(wire::Form form, std::string_view text) {
    switch (form) {
        case wire::Form::charging_status:
            return word_in(wire::kChargingStatusNames, text);
        case wire::Form::preconditioning:
            return word_in(wire::kPreconditioningNames, text);
        case wire::Form::truth:
            if (text == "true" || text == "1") return 1;
            if (text == "false" || text == "0") return 0;
            return std::nullopt;
        case wire::Form::number:
            break;
    }
    const auto number = number_in<double>(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

void read_signal(Signal signal, std::string_view text, LoggedRow& row) {
    if (text.empty()) return;
    const auto& facts = wire::row_of(signal);
    const auto value = value_in(facts.form, text);
    if (!value) return row.doubts.add(Doubt::not_a_number);
    if (*value < facts.lowest || *value > facts.highest) return row.doubts.add(Doubt::out_of_bounds);
    row.sample.set(signal, *value);
}

std::optional<std::string_view> format_of(const std::vector<std::string>& header) {
    const auto has = [&header](std::string_view name) {
        return std::any_of(header.begin(), header.end(),
                           [name](const auto& field) { return trimmed(field) == name; });
    };
    if (has("measured_at")) return kOwn;
    if (has("Date") && has("Time") && has("Soc") && has("Speed")) return kRabat;
    if (has("t_utc") && has("lat") && has("lon")) return kDrivePast;
    return std::nullopt;
}

}  // namespace

std::optional<LogFormat> LogFormat::recognise(const std::vector<std::string>& header) {
    const auto name = format_of(header);
    if (!name) return std::nullopt;
    LogFormat format;
    format.name_ = *name;
    if (*name == kRabat) {
        format.zone_ = Zone::parse("Africa/Casablanca");
        if (!format.zone_)
            throw Fault("the system's zone data does not know Africa/Casablanca: install tzdata");
    }
    for (const auto& field : header) format.columns_.push_back(column_named(*name, trimmed(field)));
    return format;
}

LogFormat::Column LogFormat::column_named(std::string_view format, std::string_view header) {
    if (header == (format == kOwn ? "measured_at" : "t_utc")) return {Use::instant, {}};
    if (format == kRabat && header == "Date") return {Use::american_date, {}};
    if (format == kRabat && header == "Time") return {Use::time_of_day, {}};
    const auto signal = signal_of(format, header);
    return signal ? Column{Use::signal, *signal} : Column{};
}

LoggedRow LogFormat::read(const std::vector<std::string>& fields) const {
    LoggedRow row;
    if (fields.size() != columns_.size()) {
        row.doubts.add(Doubt::columns_shifted);
        return row;
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto text = trimmed(fields[i]);
        switch (columns_[i].use) {
            case Use::ignored:
                break;
            case Use::instant:
                read_instant(text, row);
                break;
            case Use::american_date:
                row.day = american_date(text);
                break;
            case Use::time_of_day:
                row.time_of_day = time_of_day(text);
                break;
            case Use::signal:
                read_signal(columns_[i].signal, text, row);
                break;
        }
    }
    return row;
}

}  // namespace traction::vehicle
