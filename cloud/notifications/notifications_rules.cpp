#include "cloud/notifications/notifications_rules.hpp"

#include <fmt/format.h>

#include "cloud/notifications/notice_texts.hpp"

namespace traction::notifications {

using wire::contracts::ContractEvent;
using wire::contracts::RenewalReminder;
using wire::contracts::TeardownDone;
using wire::state::SightGranted;
using wire::state::VehicleHappening;

namespace {

std::string fill(std::string_view text, const auto&... words) {
    return fmt::vformat(fmt::string_view(text.data(), text.size()), fmt::make_format_args(words...));
}

std::string sentence(Kind kind, const Listener& listener, const auto&... words) {
    return fill(texts_in(listener.language).notices[static_cast<std::size_t>(kind)].text, words...);
}

template <std::size_t N>
std::string_view words_for(const std::array<CauseWords, N>& list, std::string_view code,
                           std::string_view otherwise) {
    for (const auto& row : list) {
        if (row.code == code) return row.words;
    }
    return otherwise;
}

std::optional<Kind> kind_named(std::string_view name) {
    for (const auto& row : kKinds) {
        if (row.subject == Subject::car && name_of(row.kind) == name) return row.kind;
    }
    return std::nullopt;
}

std::string_view words_of_cause(Kind kind, const std::string& cause, const LanguageTexts& texts) {
    if (kind == Kind::charge_complete) return words_for(texts.completions, cause, texts.completed);
    if (kind == Kind::charge_not_started) return words_for(texts.hindrances, cause, texts.hindrance);
    return words_for(texts.faults, cause, texts.fault);
}

/// What is said of a programme is said of each of its runs, all else once in a charging session. Rules E4,
/// E5.
bool is_once_a_session(Kind kind) {
    return kind != Kind::charge_not_started && kind != Kind::charge_will_be_late;
}

bool can_come_again(Kind kind) {
    return kind == Kind::anniversary_reached || kind == Kind::contract_renewed ||
           kind == Kind::contract_extended || kind == Kind::contract_suspended ||
           kind == Kind::contract_resumed;
}

}  // namespace

std::optional<Notice> notice_of(const VehicleHappening& happening, const Listener& listener) {
    const auto kind = kind_named(happening.kind);
    if (!kind) return std::nullopt;
    const bool by_session = happening.session && is_once_a_session(*kind);
    const auto which = by_session ? happening.session->text() : to_text(happening.at);
    return Notice{.kind = *kind,
                  .cause = fmt::format("{} {} {}", happening.kind, happening.vin.text(), which),
                  .at = happening.at,
                  .text = sentence(*kind, listener, happening.vin.text(),
                                   in_words(happening.at, listener.zone, listener.language),
                                   words_of_cause(*kind, happening.cause, texts_in(listener.language))),
                  .vin = happening.vin,
                  .contract = std::nullopt};
}

Notice notice_of(Kind kind, const ContractEvent& event, Timestamp at, const Listener& listener) {
    auto cause = fmt::format("{} {}", name_of(kind), event.contract.text());
    if (can_come_again(kind)) cause += " " + to_text(event.day);
    return {.kind = kind,
            .cause = std::move(cause),
            .at = at,
            .text = sentence(kind, listener, event.vin.text(), in_words(event.day, listener.language)),
            .vin = event.vin,
            .contract = event.contract};
}

Notice notice_of(const RenewalReminder& reminder, Timestamp at, const Listener& listener) {
    const auto last_day = plus_days(reminder.of.day, reminder.days_left);
    const auto& texts = texts_in(listener.language);
    const auto wait =
        reminder.days_left == 1 ? std::string(texts.tomorrow) : fill(texts.in_days, reminder.days_left);
    return {.kind = Kind::renewal_reminder,
            .cause = fmt::format("renewal_reminder {} {} {}", reminder.of.contract.text(), to_text(last_day),
                                 reminder.days_left),
            .at = at,
            .text = sentence(Kind::renewal_reminder, listener, reminder.of.vin.text(),
                             in_words(last_day, listener.language), wait),
            .vin = reminder.of.vin,
            .contract = reminder.of.contract};
}

Notice notice_of(const TeardownDone& done, Timestamp at, const Listener& listener) {
    const auto reason = texts_in(listener.language).end_reasons[static_cast<std::size_t>(done.reason)];
    return {.kind = Kind::teardown_done,
            .cause = fmt::format("teardown_done {}", done.teardown.text()),
            .at = at,
            .text = sentence(Kind::teardown_done, listener, done.vin.text(),
                             in_words(at, listener.zone, listener.language), reason, kTelephone),
            .vin = done.vin,
            .contract = std::nullopt};
}

Notice notice_of(const SightGranted& granted, Timestamp at, const Listener& listener) {
    return {.kind = Kind::sight_granted,
            .cause = fmt::format("sight_granted {}", granted.grant.text()),
            .at = at,
            .text = sentence(Kind::sight_granted, listener, granted.vin.text(),
                             in_words(granted.until, listener.zone, listener.language), granted.purpose,
                             kTelephone),
            .vin = granted.vin,
            .contract = std::nullopt};
}

std::string told_late(Timestamp happened_at, const Listener& listener) {
    return fill(texts_in(listener.language).late, in_words(happened_at, listener.zone, listener.language));
}

}  // namespace traction::notifications
