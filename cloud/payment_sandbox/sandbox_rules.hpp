/// How the sandbox's payment provider behaves: as the token says, so that each way in which a provider can
/// misbehave can be met on purpose. Pure: no bus, clock or database. Rule B3.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "shared/domain/means_token.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/wire/messages/payments.hpp"

namespace traction::payment_sandbox {

using wire::payments::Outcome;

/// What a token stands for. Behind the word, a '-' and anything make tokens that differ: `tok_ok-anna`.
enum class Behaviour {
    pays,
    refuses,
    refuses_first,    ///< so many attempts of each charge, then pays
    silent_at_first,  ///< the first ask is lost: neither carried out nor answered
    answers_twice,
    answers_late,  ///< when it has been asked again
    crashes        ///< between the charge and its answer
};

struct BehaviourRow {
    std::string_view token;
    Behaviour behaviour;
};
/// `tok_refuse_N`, with a digit for N, is `refuses_first`.
inline constexpr std::array kBehaviours{
    BehaviourRow{"tok_ok", Behaviour::pays},
    BehaviourRow{"tok_refuse", Behaviour::refuses},
    BehaviourRow{"tok_refuse_", Behaviour::refuses_first},
    BehaviourRow{"tok_timeout", Behaviour::silent_at_first},
    BehaviourRow{"tok_twice", Behaviour::answers_twice},
    BehaviourRow{"tok_late", Behaviour::answers_late},
    BehaviourRow{"tok_crash", Behaviour::crashes},
};

struct Card {
    Behaviour behaviour{};
    int refusals = 0;  ///< of `refuses_first`
    friend bool operator==(const Card&, const Card&) = default;
};
/// Nothing when the provider knows no such token.
std::optional<Card> card_of(const MeansToken& token);

inline constexpr Milliseconds kLate{5'000};  ///< machine time

/// What is done about an ask.
struct Conduct {
    std::optional<Outcome> settles;  ///< nothing: this ask is lost
    int answers = 1;
    Milliseconds delay{0};
    bool crashes = false;
};

/// `ask` counts the asks with this key from 1, `refused` the attempts of the charge that were refused with
/// this token before. A payment that is settled stays settled, whatever is said here.
Conduct conduct_of(const Card& card, int ask, int refused);

}  // namespace traction::payment_sandbox
