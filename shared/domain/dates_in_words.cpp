#include "shared/domain/dates_in_words.hpp"

#include "shared/domain/digits.hpp"

namespace traction {
namespace {

struct Calendar {
    std::array<std::string_view, 7> weekdays;  ///< from Sunday
    std::array<std::string_view, 12> months;
    std::string_view first_day;  ///< of a month
};

constexpr Calendar kEnglish{
    .weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
    .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
               "October", "November", "December"},
    .first_day = "1"};
constexpr Calendar kFrench{
    .weekdays = {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
    .months = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
               "octobre", "novembre", "décembre"},
    .first_day = "1er"};

std::string two_digits(std::chrono::minutes::rep number) {
    std::string text = "00";
    write_digits(text.data(), 2, static_cast<unsigned>(number));
    return text;
}

}  // namespace

std::string in_words(LocalDay day, Language language) {
    const auto& calendar = language == Language::english ? kEnglish : kFrench;
    const std::chrono::weekday weekday{std::chrono::sys_days{day}};
    std::string text(calendar.weekdays[weekday.c_encoding()]);
    text += ' ';
    text += unsigned{day.day()} == 1 ? std::string(calendar.first_day) : std::to_string(unsigned{day.day()});
    text.append(" ").append(calendar.months[unsigned{day.month()} - 1]);
    return text + ' ' + std::to_string(int{day.year()});
}

std::string in_words(Timestamp instant, const Zone& zone, Language language) {
    const auto day = in_words(zone.day_of(instant), language);
    const auto clock = zone.time_of_day(instant);
    const auto hours = clock.count() / 60;
    const auto minutes = two_digits(clock.count() % 60);
    if (language == Language::english) return day + " at " + two_digits(hours) + ":" + minutes;
    return day + " à " + std::to_string(hours) + " h " + minutes;
}

}  // namespace traction
