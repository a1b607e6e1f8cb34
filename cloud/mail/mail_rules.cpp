#include "cloud/mail/mail_rules.hpp"

#include <algorithm>

namespace traction::mail {
namespace {

constexpr std::size_t kLongestLocalPart = 64;  ///< RFC 5321, 4.5.3.1.1

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Texts between dots, none of them empty, made of letters, digits and `others`.
bool is_dotted(std::string_view text, std::string_view others) {
    if (text.empty() || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != std::string_view::npos) return false;
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return c == '.' || is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
    });
}

/// A number below one that a letter keeps for life.
double spread_of(const LetterId& letter) {
    std::uint32_t hash = 2166136261;  // FNV-1a
    for (const char c : letter.text()) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
    return static_cast<double>(hash % 1000) / 1000;
}

}  // namespace

Milliseconds pause_after(int attempts, const LetterId& letter) {
    auto pause = kFirstPause;
    for (int attempt = 1; attempt < attempts && pause < kLongestPause; ++attempt) pause *= 2;
    pause = std::min(pause, kLongestPause);
    return pause + std::chrono::duration_cast<Milliseconds>(pause * (spread_of(letter) / 4));
}

Step step_of(ports::MailOutcome::Verdict verdict, Timestamp received_at, Timestamp machine_now) {
    switch (verdict) {
        case ports::MailOutcome::Verdict::delivered:
            return Step::delivered;
        case ports::MailOutcome::Verdict::refused:
            return Step::refused;
        default:
            return machine_now - received_at < kPatience ? Step::put_off : Step::patience_ended;
    }
}

bool is_out_of_date(const wire::letters::Letter& letter, Timestamp now) {
    const auto fact = letter.facts.find("usable_until");
    const auto until = fact == letter.facts.end() ? std::nullopt : parse_timestamp(fact->second);
    return until && *until <= now;
}

bool is_mail_address(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at > kLongestLocalPart ||
        text.size() > wire::letters::kLongestAddress)
        return false;
    return is_dotted(text.substr(0, at), "!#$%&'*+-/=?^_`{|}~") && is_dotted(text.substr(at + 1), "-");
}

}  // namespace traction::mail
