/// What letters say, as data: one file per language, one row per subject. `{name}` stands for a fact, and
/// `{help_desk}` for its telephone number. Texts are UTF-8; text and HTML are made from the same row.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "shared/wire/messages/letters.hpp"
#include "shared/wire/messages/notifications.hpp"

namespace traction::mail {

using wire::letters::Subject;

inline constexpr std::size_t kMostParagraphs = 4;

struct LetterText {
    Subject subject{};
    std::string_view title;  ///< one line
    /// Those that are empty, or that name a fact which the letter may do without and does, are left out.
    std::array<std::string_view, kMostParagraphs> paragraphs;
    std::string_view button{};  ///< leads to the fact `link`; empty: there is none
};

struct LanguageTexts {
    std::string_view code;  ///< of HTML's `lang`
    std::string_view greeting;
    std::array<LetterText, wire::letters::kSubjectNames.size()> letters;
    std::array<std::string_view, 5> end_reasons;  ///< as `wire::contracts::EndReason`
    std::array<std::string_view, 6> products;     ///< as `wire::contracts::Product`
    /// As `wire::notifications::kMailedOnWish`.
    std::array<std::string_view, wire::notifications::kMailedOnWish.size()> notices;
    std::string_view help_desk;
    std::string_view closing;
};

/// One row per subject, in their order.
constexpr bool has_every_subject(const LanguageTexts& texts) {
    for (std::size_t at = 0; at < texts.letters.size(); ++at) {
        if (texts.letters[at].subject != static_cast<Subject>(at)) return false;
    }
    return true;
}
constexpr bool names_every_notice(const LanguageTexts& texts) {
    return std::none_of(texts.notices.begin(), texts.notices.end(),
                        [](std::string_view words) { return words.empty(); });
}

const LanguageTexts& english();
const LanguageTexts& french();
inline const LanguageTexts& texts_in(Language language) {
    return language == Language::english ? english() : french();
}

/// What a fact is, and how it is told.
enum class FactKind {
    words,       ///< as they are
    link,        ///< http or https
    instant,     ///< UTC; told in words, in the letter's zone
    reason,      ///< a word of `wire::contracts::kEndReasonNames`
    products,    ///< words of `wire::contracts::kProductNames`, with commas between them
    notice_kind  ///< a word of `wire::notifications::kKindNames` that is mailed on wish
};
struct FactRow {
    Subject subject;
    std::string_view name;
    FactKind kind = FactKind::words;
    bool needed = true;
};
/// What each letter tells. Beside these, every letter may name its zone.
inline constexpr std::array kFacts{
    FactRow{Subject::activation, "link", FactKind::link},
    FactRow{Subject::activation, "code"},
    FactRow{Subject::activation, "usable_until", FactKind::instant},
    FactRow{Subject::activated, "sign_in_id"},
    FactRow{Subject::activated, "password", FactKind::words, false},
    FactRow{Subject::activated, "link", FactKind::link},
    FactRow{Subject::new_password, "password"},
    FactRow{Subject::new_password, "link", FactKind::link},
    FactRow{Subject::address_known, "link", FactKind::link},
    FactRow{Subject::password_changed, "link", FactKind::link},
    FactRow{Subject::email_changed, "email"},
    FactRow{Subject::email_changed, "link", FactKind::link},
    FactRow{Subject::confirm_email, "link", FactKind::link},
    FactRow{Subject::confirm_email, "code"},
    FactRow{Subject::confirm_email, "usable_until", FactKind::instant},
    FactRow{Subject::vehicle_moved, "vin"},
    FactRow{Subject::vehicle_moved, "at", FactKind::instant},
    FactRow{Subject::contracts_ended, "vin"},
    FactRow{Subject::contracts_ended, "at", FactKind::instant},
    FactRow{Subject::contracts_ended, "reason", FactKind::reason},
    FactRow{Subject::notice, "kind", FactKind::notice_kind},
    FactRow{Subject::notice, "vin"},
    FactRow{Subject::notice, "at", FactKind::instant},
    FactRow{Subject::account_erased, "at", FactKind::instant},
    FactRow{Subject::order_confirmed, "vin"},
    FactRow{Subject::order_confirmed, "at", FactKind::instant},
    FactRow{Subject::order_confirmed, "products", FactKind::products},
    FactRow{Subject::order_confirmed, "total"},
    FactRow{Subject::order_confirmed, "conditions"},
    FactRow{Subject::order_confirmed, "order"},
    FactRow{Subject::entitlement_pending, "vin"},
    FactRow{Subject::entitlement_pending, "product", FactKind::products, false},
    FactRow{Subject::renewal_reminder, "vin"},
    FactRow{Subject::renewal_reminder, "days_left"},
    FactRow{Subject::renewal_reminder, "product", FactKind::products, false},
    FactRow{Subject::renewal_open, "vin"},
    FactRow{Subject::renewal_open, "product", FactKind::products, false},
    FactRow{Subject::contract_renewed, "vin"},
    FactRow{Subject::contract_renewed, "product", FactKind::products, false},
    FactRow{Subject::contract_expired, "vin"},
    FactRow{Subject::contract_expired, "product", FactKind::products, false},
    FactRow{Subject::contract_ended, "vin"},
    FactRow{Subject::contract_ended, "at", FactKind::instant},
    FactRow{Subject::contract_ended, "product", FactKind::products, false},
    FactRow{Subject::contract_suspended, "vin"},
    FactRow{Subject::contract_suspended, "product", FactKind::products, false},
    FactRow{Subject::charge_paid, "invoice"},
    FactRow{Subject::charge_paid, "product", FactKind::products, false},
    FactRow{Subject::charge_refused, "product", FactKind::products, false},
    FactRow{Subject::charge_refused, "next_try_at", FactKind::instant, false},
    FactRow{Subject::offer, "vin"},
    FactRow{Subject::offer, "products", FactKind::products},
    FactRow{Subject::contract_resumed, "vin"},
    FactRow{Subject::contract_resumed, "product", FactKind::products, false},
    FactRow{Subject::contract_extended, "vin"},
    FactRow{Subject::contract_extended, "product", FactKind::products, false},
};

}  // namespace traction::mail
