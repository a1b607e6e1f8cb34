/// Days and instants as a person says them, in the language that he reads.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "shared/domain/calendar.hpp"

namespace traction {

enum class Language { english, french };
inline constexpr std::array<std::string_view, 2> kLanguageNames{"en", "fr"};

/// "Sunday 22 November 2026", "dimanche 22 novembre 2026"; the first of a month is "1er" in French.
std::string in_words(LocalDay day, Language language);
/// "Sunday 22 November 2026 at 07:15", "dimanche 22 novembre 2026 à 7 h 15".
std::string in_words(Timestamp instant, const Zone& zone, Language language);

}  // namespace traction
