#include "shared/domain/calendar.hpp"

#include <algorithm>
#include <stdexcept>

#include <date/tz.h>

#include "shared/domain/digits.hpp"
#include "shared/domain/result.hpp"

namespace traction {
namespace {

using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_days;

using LocalSeconds = date::local_time<seconds>;

LocalSeconds local_midnight(LocalDay day) {
    return LocalSeconds{sys_days{day}.time_since_epoch()};
}

LocalSeconds local_time(const date::time_zone& zone, Timestamp instant) {
    return zone.to_local(floor<seconds>(instant));
}

/// The instant at which the zone's clocks first show `local`. Where they show it twice it is the earlier one;
/// where they jump over it, the jump.
Timestamp first_shown(const date::time_zone& zone, LocalSeconds local) {
    const auto info = zone.get_info(local);
    if (info.result == date::local_info::nonexistent) return info.first.end;
    return date::sys_seconds{local.time_since_epoch()} - info.first.offset;
}

}  // namespace

std::string to_text(LocalDay day) {
    const int year = static_cast<int>(day.year());
    check(day.ok() && year >= 0 && year <= 9999, "a day that is not in the calendar was written");
    std::string text = "0000-00-00";
    write_digits(&text[0], 4, static_cast<unsigned>(year));
    write_digits(&text[5], 2, static_cast<unsigned>(day.month()));
    write_digits(&text[8], 2, static_cast<unsigned>(day.day()));
    return text;
}

std::optional<LocalDay> parse_local_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int year = digits(text.substr(0, 4));
    const int month = digits(text.substr(5, 2));
    const int day = digits(text.substr(8, 2));
    if ((year | month | day) < 0) return std::nullopt;
    const LocalDay parsed{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                          std::chrono::day{static_cast<unsigned>(day)}};
    if (!parsed.ok()) return std::nullopt;
    return parsed;
}

std::optional<Zone> Zone::parse(std::string_view iana_name) {
    // These lie among the zone files, but mean whatever this machine is set to.
    if (iana_name == "localtime" || iana_name == "posixrules") return std::nullopt;
    try {
        return Zone(date::locate_zone(std::string(iana_name)));
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

Zone Zone::standard() {
    const auto paris = parse("Europe/Paris");
    check(paris.has_value(), "the system's zone data (package tzdata) is missing");
    return *paris;
}

std::string Zone::name() const {
    return std::string(zone_->name());
}

LocalDay Zone::day_of(Timestamp instant) const {
    const auto local = local_time(*zone_, instant);
    return sys_days{floor<std::chrono::days>(local.time_since_epoch())};
}

Timestamp Zone::start_of(LocalDay day) const {
    return first_shown(*zone_, local_midnight(day));
}

Timestamp Zone::end_of(LocalDay day) const {
    return start_of(plus_days(day, 1));
}

Timestamp Zone::at(LocalDay day, std::chrono::minutes time_of_day) const {
    return first_shown(*zone_, local_midnight(day) + time_of_day);
}

std::chrono::minutes Zone::time_of_day(Timestamp instant) const {
    const auto since_epoch = local_time(*zone_, instant).time_since_epoch();
    return floor<std::chrono::minutes>(since_epoch - floor<std::chrono::days>(since_epoch));
}

LocalDay plus_days(LocalDay day, int days) {
    return sys_days{day} + std::chrono::days{days};
}

bool is_among(std::span<const int> weekdays, LocalDay day) {
    const auto weekday = std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding();
    return weekdays.empty() || std::find(weekdays.begin(), weekdays.end(), weekday) != weekdays.end();
}

}  // namespace traction
