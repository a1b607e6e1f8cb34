#include "cloud/mail/letter_rendering.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "shared/domain/shown_text.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::mail {

using wire::contracts::kEndReasonNames;
using wire::contracts::kProductNames;
using wire::letters::Letter;
using wire::notifications::kKindNames;
using wire::notifications::kMailedOnWish;

namespace {

/// Facts as they are told, by the name in the text.
using Told = std::map<std::string, std::string, std::less<>>;

/// Printable ASCII without what could end the attribute or the line that it stands in.
bool is_link(std::string_view text) {
    const auto fits = [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>'; };
    return (text.starts_with("https://") || text.starts_with("http://")) &&
           std::all_of(text.begin(), text.end(), fits);
}

/// The names of the products; nothing where a word is none of them.
std::optional<std::string> name_products(std::string_view words, const LanguageTexts& texts) {
    std::string named;
    while (!words.empty()) {
        const auto word = words.substr(0, words.find(','));
        const auto product = std::find(kProductNames.begin(), kProductNames.end(), word);
        if (product == kProductNames.end()) return std::nullopt;
        named.append(named.empty() ? "" : ", ");
        named += texts.products[static_cast<std::size_t>(product - kProductNames.begin())];
        words.remove_prefix(std::min(word.size() + 1, words.size()));
    }
    return named;
}

/// Nothing when it is none that is mailed.
std::optional<std::string> name_notice(std::string_view word, const LanguageTexts& texts) {
    for (std::size_t at = 0; at < kMailedOnWish.size(); ++at) {
        if (kKindNames[static_cast<std::size_t>(kMailedOnWish[at])] == word)
            return std::string(texts.notices[at]);
    }
    return std::nullopt;
}

/// Nothing when the fact is not what its kind says.
std::optional<std::string> tell(const std::string& fact, FactKind kind, const LanguageTexts& texts,
                                const Zone& zone, Language language) {
    if (fact.empty() || !is_shown_well(fact, Shape::line)) return std::nullopt;
    if (kind == FactKind::instant) {
        const auto instant = parse_timestamp(fact);
        return instant ? std::optional(in_words(*instant, zone, language)) : std::nullopt;
    }
    if (kind == FactKind::reason) {
        const auto reason = std::find(kEndReasonNames.begin(), kEndReasonNames.end(), fact);
        if (reason == kEndReasonNames.end()) return std::nullopt;
        return std::string(texts.end_reasons[static_cast<std::size_t>(reason - kEndReasonNames.begin())]);
    }
    if (kind == FactKind::notice_kind) return name_notice(fact, texts);
    if (kind == FactKind::products) return name_products(fact, texts);
    if (kind == FactKind::link && !is_link(fact)) return std::nullopt;
    return fact;
}

std::variant<Told, Unfit> tell_facts(const Letter& letter, const LanguageTexts& texts) {
    const auto named = letter.facts.find("zone");
    const auto zone = named == letter.facts.end() ? Zone::standard() : Zone::parse(named->second);
    if (!zone) return Unfit{"the zone is none"};
    Told told{{"help_desk", std::string(texts.help_desk)}};
    for (const auto& row : kFacts) {
        if (row.subject != letter.subject) continue;
        const auto fact = letter.facts.find(std::string(row.name));
        if (fact == letter.facts.end()) {
            if (row.needed) return Unfit{fmt::format("the fact {} is missing", row.name)};
            continue;
        }
        auto words = tell(fact->second, row.kind, texts, *zone, letter.language);
        if (!words) return Unfit{fmt::format("the fact {} cannot be told", row.name)};
        told.emplace(row.name, std::move(*words));
    }
    return told;
}

/// The text with its facts in place; nothing when it names one that is not told.
std::optional<std::string> fill(std::string_view text, const Told& told) {
    std::string filled;
    while (!text.empty()) {
        const auto open = text.find('{');
        filled += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        check(close != std::string_view::npos, "a brace in a letter's text is closed");
        const auto fact = told.find(text.substr(open + 1, close - open - 1));
        if (fact == told.end()) return std::nullopt;
        filled += fact->second;
        text.remove_prefix(close + 1);
    }
    return filled;
}

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

constexpr std::string_view kPage =
    "<!DOCTYPE html>\n"
    "<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n</head>\n"
    "<body style=\"margin: 2em auto; max-width: 36em; font-family: sans-serif; line-height: 1.5; "
    "color: #222\">\n{}</body>\n</html>\n";
constexpr std::string_view kButton =
    "<p><a href=\"{0}\" style=\"display: inline-block; padding: 0.6em 1.2em; border-radius: 0.3em; "
    "background: #0b5cad; color: #fff; text-decoration: none\">{1}</a></p>\n"
    "<p style=\"color: #666\">{0}</p>\n";
constexpr std::string_view kClosing = "<p style=\"color: #666; font-size: 0.9em\">{}</p>\n";

/// A letter taken apart, its facts in place.
struct Parts {
    std::string title;
    std::vector<std::string> paragraphs;  ///< the greeting first
    std::string button;
    std::string link;  ///< empty: no button
};

std::string text_of(const Parts& parts, const LanguageTexts& texts) {
    std::string text;
    for (const auto& paragraph : parts.paragraphs) text += paragraph + "\n\n";
    if (!parts.link.empty()) text += parts.button + "\n" + parts.link + "\n\n";
    return text.append(texts.closing).append("\n");
}

std::string html_of(const Parts& parts, const LanguageTexts& texts) {
    std::string body;
    for (const auto& paragraph : parts.paragraphs) body += "<p>" + escaped(paragraph) + "</p>\n";
    if (!parts.link.empty())
        body += fmt::format(fmt::runtime(kButton), escaped(parts.link), escaped(parts.button));
    body += fmt::format(fmt::runtime(kClosing), escaped(texts.closing));
    return fmt::format(fmt::runtime(kPage), texts.code, escaped(parts.title), body);
}

}  // namespace

std::variant<Rendered, Unfit> render(const Letter& letter) {
    const auto& texts = texts_in(letter.language);
    const auto& row = texts.letters[static_cast<std::size_t>(letter.subject)];
    const auto facts = tell_facts(letter, texts);
    if (const auto* unfit = std::get_if<Unfit>(&facts)) return *unfit;
    const auto& told = std::get<Told>(facts);
    Parts parts{.title = fill(row.title, told).value(),
                .paragraphs = {std::string(texts.greeting)},
                .button = std::string(row.button),
                .link = row.button.empty() ? "" : told.at("link")};
    for (const auto paragraph : row.paragraphs) {
        auto filled = fill(paragraph, told);
        if (filled && !filled->empty()) parts.paragraphs.push_back(std::move(*filled));
    }
    return Rendered{.title = parts.title, .text = text_of(parts, texts), .html = html_of(parts, texts)};
}

}  // namespace traction::mail
