/// What notifications say, as data: one file per language, one row per kind. `{0}` stands for the car, `{1}`
/// for the instant or day, `{2}` for what the kind tells besides. Rules N1, E4.
#pragma once

#include <array>
#include <string_view>

#include "shared/domain/dates_in_words.hpp"
#include "shared/wire/messages/notifications.hpp"

namespace traction::notifications {

using wire::notifications::Kind;

struct NoticeText {
    Kind kind{};
    std::string_view text;
};

/// A cause of the car, in its owner's words.
struct CauseWords {
    std::string_view code;
    std::string_view words;
};

struct LanguageTexts {
    std::array<NoticeText, wire::notifications::kKindNames.size()> notices;
    std::array<CauseWords, 3> completions;
    std::string_view completed;  ///< for another cause
    std::array<CauseWords, 3> faults;
    std::string_view fault;                       ///< for another cause
    std::array<CauseWords, 3> hindrances;         ///< of a programmed charge
    std::string_view hindrance;                   ///< for another cause
    std::array<std::string_view, 5> end_reasons;  ///< as `wire::contracts::EndReason`
    std::string_view tomorrow;
    std::string_view in_days;  ///< `{0}`: how many
    std::string_view late;     ///< behind the text; `{0}`: when it happened
};

/// One row per kind, in their order.
constexpr bool has_every_kind(const LanguageTexts& texts) {
    for (std::size_t at = 0; at < texts.notices.size(); ++at) {
        if (texts.notices[at].kind != static_cast<Kind>(at) || texts.notices[at].text.empty()) return false;
    }
    return true;
}

const LanguageTexts& english();
const LanguageTexts& french();
inline const LanguageTexts& texts_in(Language language) {
    return language == Language::english ? english() : french();
}

/// Of the help desk.
inline constexpr std::string_view kTelephone = "+33 1 70 00 00 00";

}  // namespace traction::notifications
