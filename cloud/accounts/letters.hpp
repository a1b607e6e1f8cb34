/// The letters that `accounts` writes: sent, replaced while they have not left, and taken back wherever they
/// are when their person is erased. Rules A2, A10.
#pragma once

#include <map>

#include "cloud/accounts/letter_store.hpp"
#include "shared/domain/calendar.hpp"
#include "shared/runtime/turn.hpp"
#include "shared/wire/messages/letters.hpp"

namespace traction::accounts {

/// So long a letter can be taken back. `mail` tries it for five days; before that, `mail` may be away.
/// Machine time.
inline constexpr std::chrono::days kLettersRemembered{400};

/// To whom a letter goes.
struct Envelope {
    std::string about;  ///< account or sign-up with which it is taken back; empty: it never is
    std::string to;     ///< e-mail address
    wire::letters::Language language{};
    std::optional<Zone> zone = std::nullopt;  ///< in which its instants are told
};

class Letters {
   public:
    using Subject = wire::letters::Subject;
    using Facts = std::map<std::string, std::string>;
    using Turn = runtime::Turn;

    explicit Letters(ports::Database& database) : store_(database) {}

    /// Replaces a letter of the same subject to the same person that has not left; one with an `id` of its
    /// own, only itself.
    void post(Turn& turn, const Envelope& envelope, Subject subject, Facts facts,
              const std::optional<LetterId>& id = std::nullopt);
    /// None of the letters about this account or sign-up is to be sent any more, and nothing personal of
    /// them stays.
    void take_back(Turn& turn, const std::string& about);
    /// They have arrived.
    void forget(const std::string& about) { store_.forget_all(about); }

    /// When a letter is too old to be taken back. Machine time.
    std::optional<Timestamp> next_end();
    void forget_old(Timestamp machine_now) { store_.forget_written_until(machine_now - kLettersRemembered); }

   private:
    LetterStore store_;
};

}  // namespace traction::accounts
