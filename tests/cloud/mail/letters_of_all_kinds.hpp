/// A letter of each subject and language with all its facts, for tests.
#pragma once

#include "cloud/mail/letter_texts.hpp"

namespace traction::mail {

/// A fact that says what its kind wants, and that is found again in the words by its `told`.
struct ExampleFact {
    std::string fact;
    std::string told;
};

inline ExampleFact example_of(const FactRow& row, Language language) {
    const bool english = language == Language::english;
    switch (row.kind) {
        case FactKind::link:
            return {"https://traction.example/?do=it&code=4711", "https://traction.example/?do=it&code=4711"};
        case FactKind::instant:
            return {"2027-03-01T07:05:00.000Z",
                    english ? "Monday 1 March 2027 at 08:05" : "lundi 1er mars 2027 à 8 h 05"};
        case FactKind::reason:
            return {"lease_end", english ? "the end of its lease" : "la fin de sa location"};
        case FactKind::products:
            return {"mapping_pack,speedcam", english ? "Mapping Pack, SpeedCam / Danger Zones"
                                                     : "Pack Mapping, SpeedCam / Zones de danger"};
        case FactKind::notice_kind:
            return {"charge_complete", english ? "it finished charging" : "elle a fini de charger"};
        default:
            return {"what " + std::string(row.name) + " says", "what " + std::string(row.name) + " says"};
    }
}

inline wire::letters::Letter letter_about(Subject subject, Language language) {
    wire::letters::Letter letter{.letter = LetterId::parse("l1").value(),
                                 .to = "ada@example.org",
                                 .language = language,
                                 .subject = subject,
                                 .facts = {}};
    for (const auto& row : kFacts) {
        if (row.subject == subject) letter.facts[std::string(row.name)] = example_of(row, language).fact;
    }
    return letter;
}

/// Calls `visit` with a letter of each kind.
template <class Visit>
void for_each_letter(Visit visit) {
    for (const auto language : {Language::english, Language::french}) {
        for (std::size_t subject = 0; subject < wire::letters::kSubjectNames.size(); ++subject)
            visit(letter_about(static_cast<Subject>(subject), language));
    }
}

}  // namespace traction::mail
