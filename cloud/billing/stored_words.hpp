/// Words of a list as they stand in the database.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "shared/domain/result.hpp"

namespace traction::billing {

template <class Word, std::size_t N>
std::string_view word_of(Word word, const std::array<std::string_view, N>& words) {
    return words[static_cast<std::size_t>(word)];
}

/// A text that is not in the list is a bug: the database's CHECK says so too.
template <class Word, std::size_t N>
Word word_named(std::string_view text, const std::array<std::string_view, N>& words) {
    const auto found = std::find(words.begin(), words.end(), text);
    check(found != words.end(), "what is stored is a word of the list");
    return static_cast<Word>(found - words.begin());
}

}  // namespace traction::billing
