/// Decimal digits of a fixed width, read and written without streams: dates and instants pass here once per
/// sample.
#pragma once

#include <string_view>

namespace traction {

/// The number that `text` writes, or -1 when a character of it is not a digit. At most 9 characters.
constexpr int digits(std::string_view text) {
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// Writes the last `width` digits of `number`, which is not negative, to `to`.
constexpr void write_digits(char* to, int width, unsigned number) {
    for (int place = width - 1; place >= 0; --place) {
        to[place] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

}  // namespace traction
