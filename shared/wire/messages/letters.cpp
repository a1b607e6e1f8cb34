#include "shared/wire/messages/letters.hpp"

namespace traction::wire::letters {

Letter Letter::read(Reader& reader) {
    Letter letter{.letter = reader.id<LetterId>("letter"),
                  .to = reader.text("to", kLongestAddress),
                  .language = reader.word<Language>("language", kLanguageNames),
                  .subject = reader.word<Subject>("subject", kSubjectNames),
                  .facts = {}};
    const auto& facts = reader.any("facts");
    if (!facts.is_object() || facts.size() > kMostFacts)
        reader.fail("facts", "an object of at most 16 texts");
    for (const auto& [name, value] : facts.items()) {
        if (!value.is_string() || value.get_ref<const std::string&>().size() > kLongestText)
            reader.fail("facts", "holds texts of at most 1024 bytes only");
        letter.facts[name] = value.get<std::string>();
    }
    return letter;
}

Json Letter::json() const {
    return {{"kind", kKind},
            {"letter", letter.text()},
            {"to", to},
            {"language", word_text(language, kLanguageNames)},
            {"subject", word_text(subject, kSubjectNames)},
            {"facts", facts}};
}

}  // namespace traction::wire::letters
