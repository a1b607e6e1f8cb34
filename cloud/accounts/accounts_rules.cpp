#include "cloud/accounts/accounts_rules.hpp"

#include <algorithm>

#include "shared/domain/shown_text.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::accounts {

namespace refused = wire::refused;
using wire::accounts::Door;
using wire::accounts::Platform;

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
    std::string folded(text);
    for (auto& c : folded) c = lower(c);
    return folded;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// Visible ASCII that has no meaning of its own in a mail's header.
bool is_address_character(char c) {
    return c > ' ' && c < '\x7f' && std::string_view("\"(),:;<>[\\]").find(c) == std::string_view::npos;
}

bool is_domain(std::string_view text) {
    const bool dotted = text.find('.') != std::string_view::npos && text.front() != '.' && text.back() != '.';
    return dotted && text.find("..") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return c == '.' || c == '-' || is_id_text({&c, 1});
           });
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

Timestamp two_months_after(Timestamp from, const Zone& zone) {
    const auto day = anniversary(zone.day_of(from), kProfileKeptMonths);
    return zone.at(day, zone.time_of_day(from)) + from.time_since_epoch() % std::chrono::minutes{1};
}

}  // namespace

Result<Email> parse_email(std::string_view text) {
    const auto typed = trimmed(text);
    const auto at = typed.find('@');
    const bool shaped = at != std::string_view::npos && at > 0 && at <= 64 && at + 1 < typed.size() &&
                        typed.size() <= wire::accounts::kLongestEmail &&
                        std::all_of(typed.begin(), typed.end(), is_address_character) &&
                        is_domain(typed.substr(at + 1));
    if (!shaped) return Refusal(refused::email_not_valid);
    return Email{.text = std::string(typed), .key = lower(typed)};
}

std::string grouped(std::string_view random_text, std::size_t letters) {
    check(random_text.size() >= letters, "a random text is longer than what is made of it");
    std::string text;
    for (std::size_t at = 0; at < letters; ++at) {
        if (at > 0 && at % 4 == 0) text += '-';
        text += random_text[at];
    }
    return text;
}

std::string plain(std::string_view typed) {
    std::string text;
    for (const char c : typed) {
        if (c != ' ' && c != '-') text += lower(c);
    }
    return text;
}

Result<Done> judge_password(std::string_view chosen) {
    if (characters(chosen) < wire::accounts::kShortestPassword) return Refusal(refused::password_too_short);
    return Done{};
}

Result<Email> judge_sign_up(const wire::accounts::SignUp& ask, const std::string& web) {
    auto email = parse_email(ask.email);
    if (!email) return email.refusal();
    if (!is_shown_well(ask.plate.value_or(""), Shape::line))
        return Refusal(refused::text_not_valid, {{"path", "/body/plate"}});
    if (ask.door == Door::app && !ask.vin) return Refusal(refused::vin_required);
    if (ask.door == Door::store && !ask.password) return Refusal(refused::password_required);
    if (ask.password) {
        if (const auto good = judge_password(*ask.password); !good) return good.refusal();
    }
    if (ask.door == Door::store && ask.platform != Platform::web)
        return Refusal(refused::store_is_on_the_web, {{"address", web}});
    return email;
}

std::optional<Timestamp> erased_at(const Holding& holding, const Zone& zone) {
    if (!holding.app_left_at || holding.store_member || holding.contract_runs) return std::nullopt;
    const auto last = std::max({*holding.app_left_at, holding.store_left_at.value_or(kEarliest),
                                holding.contract_ended_at.value_or(kEarliest)});
    return two_months_after(last, zone);
}

Timestamp next_attempt_at(const Limit& limit, int count, Timestamp last_at) {
    if (count < limit.free) return last_at;
    const int doublings = std::min(count - limit.free, 20);
    return last_at + std::min(kFirstWait * (std::int64_t{1} << doublings), kLongestWait);
}

Timestamp void_before(Timestamp machine_now) {
    return std::chrono::floor<std::chrono::seconds>(machine_now) + std::chrono::seconds{1};
}

ports::TokenClaims claims_of(wire::access::Role role, std::string name, std::string device,
                             Timestamp machine_now, Timestamp not_before) {
    const auto issued =
        std::max(Timestamp{std::chrono::floor<std::chrono::seconds>(machine_now)}, not_before);
    return {.role = wire::word_text(role, wire::access::kRoleNames),
            .name = std::move(name),
            .device = std::move(device),
            .issued = issued,
            .expires = issued + ports::kLongestToken};
}

}  // namespace traction::accounts
