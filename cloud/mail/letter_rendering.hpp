/// From a letter's facts to its words. Pure: no bus, clock or database.
#pragma once

#include <string>
#include <variant>

#include "cloud/mail/letter_texts.hpp"

namespace traction::mail {

/// The words of a mail, UTF-8: the same ones in text and in HTML. Lines end with LF.
struct Rendered {
    std::string title;  ///< one line
    std::string text;
    std::string html;  ///< loads nothing from anywhere, and runs nothing
};

/// Why a letter cannot be told: never half of it is.
struct Unfit {
    std::string why;  ///< for operators; names the fact, not what it says
};

/// Unfit when a fact that the subject needs is missing or empty, holds a control character, or is not what
/// its kind says.
std::variant<Rendered, Unfit> render(const wire::letters::Letter& letter);

}  // namespace traction::mail
