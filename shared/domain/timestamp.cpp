#include "shared/domain/timestamp.hpp"

#include "shared/domain/digits.hpp"
#include "shared/domain/result.hpp"

namespace traction {
namespace {

using namespace std::chrono;

constexpr std::string_view kShape = "0000-00-00T00:00:00.000Z";
constexpr std::size_t kSecondsEnd = 19;  ///< where "2026-11-22T22:49:44" ends

unsigned as_unsigned(auto count) {
    return static_cast<unsigned>(count);
}

bool has_punctuation(std::string_view text) {
    return text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':';
}

std::optional<sys_seconds> parse_seconds(std::string_view text) {
    if (!has_punctuation(text)) return std::nullopt;
    const int year_number = digits(text.substr(0, 4));
    const int month_number = digits(text.substr(5, 2));
    const int day_number = digits(text.substr(8, 2));
    const int hour = digits(text.substr(11, 2));
    const int minute = digits(text.substr(14, 2));
    const int second = digits(text.substr(17, 2));
    if ((month_number | day_number | hour | minute | second) < 0 || year_number < 1970) return std::nullopt;
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const auto date = year{year_number} / month{as_unsigned(month_number)} / day{as_unsigned(day_number)};
    if (!date.ok()) return std::nullopt;
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

/// Reads "", ".1" … ".123456789"; what is finer than a millisecond is cut off.
std::optional<Milliseconds> parse_fraction(std::string_view text) {
    if (text.empty()) return Milliseconds{0};
    if (text.front() != '.' || text.size() < 2 || text.size() > 10) return std::nullopt;
    if (digits(text.substr(1)) < 0) return std::nullopt;
    int count = 0;
    for (std::size_t place = 1; place <= 3; ++place)
        count = count * 10 + (place < text.size() ? text[place] - '0' : 0);
    return Milliseconds{count};
}

}  // namespace

std::string to_text(Timestamp instant) {
    check(instant >= kEarliest && instant <= kLatest,
          "an instant outside the years 1970 to 9999 was written");
    const auto midnight = floor<days>(instant);
    const year_month_day date{midnight};
    const auto since_midnight = as_unsigned((instant - midnight).count());
    std::string text(kShape);
    write_digits(&text[0], 4, as_unsigned(static_cast<int>(date.year())));
    write_digits(&text[5], 2, as_unsigned(date.month()));
    write_digits(&text[8], 2, as_unsigned(date.day()));
    write_digits(&text[11], 2, since_midnight / 3'600'000);
    write_digits(&text[14], 2, since_midnight / 60'000 % 60);
    write_digits(&text[17], 2, since_midnight / 1000 % 60);
    write_digits(&text[20], 3, since_midnight % 1000);
    return text;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    if (text.size() <= kSecondsEnd || text.back() != 'Z') return std::nullopt;
    const auto whole = parse_seconds(text.substr(0, kSecondsEnd));
    const auto fraction = parse_fraction(text.substr(kSecondsEnd, text.size() - kSecondsEnd - 1));
    if (!whole || !fraction) return std::nullopt;
    return *whole + *fraction;
}

}  // namespace traction
