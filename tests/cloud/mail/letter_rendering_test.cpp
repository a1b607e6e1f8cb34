#include "cloud/mail/letter_rendering.hpp"

#include <regex>

#include <doctest/doctest.h>

#include "tests/cloud/mail/letters_of_all_kinds.hpp"

namespace traction::mail {
namespace {

using wire::letters::Letter;

Rendered rendered(const Letter& letter) {
    const auto words = render(letter);
    if (const auto* unfit = std::get_if<Unfit>(&words)) FAIL(unfit->why);
    return std::get<Rendered>(words);
}

std::string unfit(const Letter& letter) {
    const auto words = render(letter);
    const auto* found = std::get_if<Unfit>(&words);
    return found == nullptr ? "" : found->why;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// What a person reads of a page: no head, no tags, one blank between words.
std::string words_of_page(const std::string& html) {
    auto body = html.substr(html.find("<body"));
    body = std::regex_replace(body, std::regex("<[^>]*>"), " ");
    for (const auto& [from, to] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
        body = replace_all(body, from, to);
    return body;
}

std::string single_blanks(const std::string& text) {
    const auto squeezed = std::regex_replace(text, std::regex("[ \n]+"), " ");
    return std::regex_replace(squeezed, std::regex("^ | $"), "");
}

std::string subject_of(const Letter& letter) {
    return wire::word_text(letter.subject, wire::letters::kSubjectNames);
}

}  // namespace

TEST_CASE("N1: each letter tells all its facts, in text and in HTML alike, in each language") {
    for_each_letter([](const Letter& letter) {
        CAPTURE(subject_of(letter));
        const auto words = rendered(letter);
        for (const auto& row : kFacts) {
            if (row.subject != letter.subject) continue;
            CAPTURE(row.name);
            const auto told = example_of(row, letter.language).told;
            CHECK(contains(words.title + words.text, told));
            CHECK(contains(words.title + words_of_page(words.html), told));
        }
    });
}

TEST_CASE("N1: text and HTML say the same words, and no placeholder is left") {
    for_each_letter([](const Letter& letter) {
        CAPTURE(subject_of(letter));
        const auto words = rendered(letter);
        CHECK(single_blanks(words.text) == single_blanks(words_of_page(words.html)));
        CHECK_FALSE(contains(words.title + words.text, "{"));
        CHECK_FALSE(contains(words.title, "\n"));
        CHECK(words.title.size() > 5);
    });
}

TEST_CASE("N1: a letter with a link has one button, and its plain URL; HTML loads and runs nothing") {
    for_each_letter([](const Letter& letter) {
        CAPTURE(subject_of(letter));
        const auto html = rendered(letter).html;
        const bool has_link = letter.facts.contains("link");
        const std::regex anchor("<a href=\"([^\"]*)\"");
        std::vector<std::string> targets;
        for (std::sregex_iterator found(html.begin(), html.end(), anchor), end; found != end; ++found)
            targets.push_back((*found)[1]);
        CHECK(targets.size() == (has_link ? 1 : 0));
        if (has_link) {
            CHECK(targets.front() == "https://traction.example/?do=it&amp;code=4711");
            CHECK(contains(html, ">https://traction.example/?do=it&amp;code=4711<"));
        }
        for (const auto* forbidden : {"<img", "<script", "src=", "url(", "@import", "<link", "<form"})
            CHECK_FALSE(contains(html, forbidden));
    });
}

TEST_CASE("A letter without a fact that it needs is not told by halves") {
    for_each_letter([](const Letter& letter) {
        for (const auto& row : kFacts) {
            if (row.subject != letter.subject) continue;
            CAPTURE(row.name);
            auto incomplete = letter;
            incomplete.facts.erase(std::string(row.name));
            const auto missing = "the fact " + std::string(row.name) + " is missing";
            CHECK(unfit(incomplete) == (row.needed ? missing : ""));
        }
    });
}

TEST_CASE("A3: without a generated password the sentence about it is left out") {
    auto letter = letter_about(Subject::activated, Language::english);
    CHECK(contains(rendered(letter).text, "Until then it is: what password says"));
    letter.facts.erase("password");
    CHECK_FALSE(contains(rendered(letter).text, "password of your own"));
}

TEST_CASE("Facts that are not what they should be are not told") {
    struct Row {
        Subject subject;
        const char* fact;
        std::string value;
    };
    for (const auto& row :
         {Row{Subject::activation, "link", "javascript:alert(1)"},
          Row{Subject::activation, "link", "https://a.example/ \"onclick=x"},
          Row{Subject::activation, "code", ""}, Row{Subject::activation, "usable_until", "tomorrow"},
          Row{Subject::charge_paid, "invoice", "Hello\r\nBcc: everybody@example.org"},
          Row{Subject::charge_paid, "invoice", std::string("a\0b", 3)},
          Row{Subject::notice, "kind", "contract_ended"}, Row{Subject::notice, "kind", "weather"},
          Row{Subject::contracts_ended, "reason", "boredom"}}) {
        auto letter = letter_about(row.subject, Language::english);
        letter.facts[row.fact] = row.value;
        CHECK(unfit(letter) == "the fact " + std::string(row.fact) + " cannot be told");
    }
    auto letter = letter_about(Subject::notice, Language::english);
    letter.facts["zone"] = "Europe/Atlantis";
    CHECK(unfit(letter) == "the zone is none");
}

TEST_CASE("What a fact says is neither markup nor a placeholder") {
    auto letter = letter_about(Subject::charge_paid, Language::english);
    letter.facts["invoice"] = "{help_desk} & <b>";
    const auto words = rendered(letter);
    CHECK(words.title == "Your payment, invoice {help_desk} & <b>");
    CHECK(contains(words.text, "has the number {help_desk} & <b>;"));
    CHECK(contains(words.html, "has the number {help_desk} &amp; &lt;b&gt;;"));
    CHECK(contains(words.html, "<title>Your payment, invoice {help_desk} &amp; &lt;b&gt;</title>"));
}

TEST_CASE("N1: a notification that is mailed says what happened, to which car, when, and how to stop it") {
    const auto words = rendered(letter_about(Subject::notice, Language::french));
    CHECK(words.title == "Votre voiture what vin says\u00a0: elle a fini de charger");
    CHECK(contains(words.text, "Cela s’est passé le lundi 1er mars 2027 à 8 h 05."));
    CHECK(contains(words.text, "les réglages de vos notifications"));
    for (const auto kind : wire::notifications::kMailedOnWish) {
        auto letter = letter_about(Subject::notice, Language::english);
        letter.facts["kind"] = wire::word_text(kind, wire::notifications::kKindNames);
        CHECK(unfit(letter).empty());
    }
}

TEST_CASE("Instants are told in the letter's zone") {
    auto letter = letter_about(Subject::account_erased, Language::english);
    letter.facts["zone"] = "America/New_York";
    CHECK(contains(rendered(letter).text, "Monday 1 March 2027 at 02:05"));
}

}  // namespace traction::mail
