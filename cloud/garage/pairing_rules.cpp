#include "cloud/garage/pairing_rules.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::garage {
namespace {

/// Not `std::toupper`: the process's locale has no say in what a code is.
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string code_from(std::string_view random_id) {
    std::string code;
    for (const char c : random_id.substr(0, kCodeLength)) code += upper(c);
    return code;
}

Try try_code(Pairing& pairing, std::string_view typed, Timestamp now) {
    std::string code;
    for (const char c : typed) {
        if (c != ' ' && c != '\t' && c != '-') code += upper(c);
    }
    if (code == pairing.code) return Try::right;
    if (--pairing.tries_left == 0) {
        pairing.code.clear();
        pairing.until = now + kPause;
    }
    return Try::wrong;
}

Result<Allowance> use(std::optional<Allowance> allowance, int most, Timestamp machine_now) {
    if (!allowance || allowance->since + kAllowanceLasts <= machine_now)
        allowance = Allowance{machine_now, 0};
    if (allowance->used >= most) {
        return Refusal(wire::refused::too_many_attempts,
                       {{"again_at", to_text(allowance->since + kAllowanceLasts)}});
    }
    ++allowance->used;
    return *allowance;
}

}  // namespace traction::garage
