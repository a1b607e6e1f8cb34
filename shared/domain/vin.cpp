#include "shared/domain/vin.hpp"

#include <cstdio>

namespace traction {
namespace {

constexpr std::size_t kLength = 17;

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// Not `std::toupper`: the process's locale has no say in what a VIN is.
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_vin_character(char c) {
    const bool letter = c >= 'A' && c <= 'Z' && c != 'I' && c != 'O' && c != 'Q';
    return letter || (c >= '0' && c <= '9');
}

/// The answer goes into JSON and logs, so a byte that is not plain ASCII is named by its number.
std::string shown(char c) {
    if (c > ' ' && c <= '~') return {'\'', c, '\''};
    char text[16];
    std::snprintf(text, sizeof text, "byte 0x%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return text;
}

Refusal refused(std::string why) {
    return {kVinNotValid, {{"why", std::move(why)}}};
}

}  // namespace

Result<Vin> Vin::parse(std::string_view text) {
    std::string vin;
    std::size_t length = 0;
    for (const char typed : text) {
        if (is_blank(typed)) continue;
        const char c = upper(typed);
        ++length;
        if (!is_vin_character(c)) return refused(shown(c) + " at place " + std::to_string(length));
        if (length <= kLength) vin += c;
    }
    if (length != kLength) return refused(std::to_string(length) + " characters instead of 17");
    return Vin(std::move(vin));
}

}  // namespace traction
