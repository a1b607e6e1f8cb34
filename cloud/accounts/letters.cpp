#include "cloud/accounts/letters.hpp"

#include "shared/wire/streams.hpp"

namespace traction::accounts {

using wire::letters::Letter;
using wire::letters::Withdraw;

namespace {

const std::string& stream() {
    static const auto name = wire::letter_stream("accounts");
    return name;
}

}  // namespace

/// A letter's key in the outbox is its id, so that each is found by itself whether or not it has left.
void Letters::post(Turn& turn, const Envelope& envelope, Subject subject, Facts facts,
                   const std::optional<LetterId>& id) {
    const auto matter = id ? id->text() : wire::word_text(subject, wire::letters::kSubjectNames);
    if (const auto earlier = store_.latest(envelope.about, matter)) {
        if (turn.withdraw(stream(), earlier->text())) store_.forget(*earlier);
    }
    if (envelope.zone) facts["zone"] = envelope.zone->name();
    const Letter letter{.letter = id ? *id : turn.fresh_id<LetterId>(),
                        .to = envelope.to,
                        .language = envelope.language,
                        .subject = subject,
                        .facts = std::move(facts)};
    turn.send(stream(), letter.json(), letter.letter.text());
    if (!envelope.about.empty()) store_.add(letter.letter, envelope.about, matter, turn.machine_now());
}

void Letters::take_back(Turn& turn, const std::string& about) {
    for (const auto& letter : store_.all(about)) {
        if (!turn.withdraw(stream(), letter.text())) turn.send(stream(), Withdraw{letter}.json());
    }
    store_.forget_all(about);
}

std::optional<Timestamp> Letters::next_end() {
    const auto oldest = store_.oldest();
    if (!oldest) return std::nullopt;
    return *oldest + kLettersRemembered;
}

}  // namespace traction::accounts
