#include "cloud/payment_sandbox/sandbox_rules.hpp"

namespace traction::payment_sandbox {

std::optional<Card> card_of(const MeansToken& token) {
    const auto word = std::string_view(token.text()).substr(0, token.text().find('-'));
    for (const auto& row : kBehaviours) {
        if (row.behaviour != Behaviour::refuses_first) {
            if (word == row.token) return Card{row.behaviour, 0};
            continue;
        }
        const bool counts = word.size() == row.token.size() + 1 && word.starts_with(row.token) &&
                            word.back() >= '1' && word.back() <= '9';
        if (counts) return Card{row.behaviour, word.back() - '0'};
    }
    return std::nullopt;
}

Conduct conduct_of(const Card& card, int ask, int refused) {
    const bool first = ask == 1;
    switch (card.behaviour) {
        case Behaviour::pays:
            break;
        case Behaviour::refuses:
            return {.settles = Outcome::refused};
        case Behaviour::refuses_first:
            return {.settles = refused < card.refusals ? Outcome::refused : Outcome::paid};
        case Behaviour::silent_at_first:
            if (first) return {.settles = std::nullopt, .answers = 0};
            break;
        case Behaviour::answers_twice:
            return {.settles = Outcome::paid, .answers = 2};
        case Behaviour::answers_late:
            return {.settles = Outcome::paid, .delay = kLate};
        case Behaviour::crashes:
            if (first) return {.settles = Outcome::paid, .answers = 0, .crashes = true};
            break;
    }
    return {.settles = Outcome::paid};
}

}  // namespace traction::payment_sandbox
