/// What holds for people and their accounts. Pure: no bus, clock or database. Rules A1 to A11.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/calendar.hpp"
#include "shared/ports/tokens.hpp"
#include "shared/wire/messages/accounts_owner.hpp"

namespace traction::accounts {

inline constexpr std::chrono::days kActivationUsable{20};  ///< rule A2
inline constexpr std::chrono::days kNewEmailUsable{2};
inline constexpr int kProfileKeptMonths = 2;  ///< rule A10

/// An address that a letter can be sent to.
struct Email {
    std::string text;  ///< as it was typed, without blanks around
    std::string key;   ///< as it is compared: case does not matter
};
/// Refuses with `email_not_valid`: anything but one @ between two parts of visible ASCII that hold nothing a
/// mail's header could be broken with.
Result<Email> parse_email(std::string_view text);

/// A secret in groups of four, "abcd-efgh-…", made of the first letters of a random text.
std::string grouped(std::string_view random_text, std::size_t letters);
inline constexpr std::size_t kCodeLetters = 16;      ///< 80 bits
inline constexpr std::size_t kPasswordLetters = 16;  ///< 80 bits
inline constexpr std::size_t kSignInIdLetters = 12;
/// A code or sign-in ID as it is compared: case, blanks and dashes do not matter.
std::string plain(std::string_view typed);

/// Refuses with `password_too_short`.
Result<Done> judge_password(std::string_view chosen);
/// Refuses what cannot be an account: see the order in `wire/refusals.hpp`. `web` is where the store is.
/// Rules A1, A5.
Result<Email> judge_sign_up(const wire::accounts::SignUp& ask, const std::string& web);

/// When the profile is erased. Rule A10.
struct Holding {
    std::optional<Timestamp> app_left_at;
    std::optional<Timestamp> store_left_at;
    std::optional<Timestamp> contract_ended_at;
    bool store_member = false;
    bool contract_runs = false;
};
/// Nothing while something holds it: an app, a membership, a contract.
std::optional<Timestamp> erased_at(const Holding& holding, const Zone& zone);

/// Attempts of one kind by or for one person: so many are free, then each waits twice as long as the one
/// before, up to minutes; never for good. Rule A7.
struct Limit {
    std::string_view kind;
    int free;
};
inline constexpr Limit kSignInsByName{"sign_in by name", 5};
inline constexpr Limit kSignInsByClient{"sign_in by client", 20};
inline constexpr Limit kSignUpsByAddress{"sign_up by address", 3};
inline constexpr Limit kSignUpsByClient{"sign_up by client", 5};
inline constexpr Limit kForgottenByAddress{"forgot_password by address", 3};
inline constexpr Limit kForgottenByClient{"forgot_password by client", 5};
inline constexpr Limit kActivationsByClient{"activate by client", 10};
inline constexpr Limit kStaffByName{"staff_sign_in by name", 5};
inline constexpr Limit kCurrentPassword{"current password", 5};
inline constexpr Limit kNewAddresses{"new addresses", 3};
inline constexpr Milliseconds kFirstWait{1'000};
inline constexpr Milliseconds kLongestWait{5 * 60'000};
inline constexpr std::chrono::minutes kAttemptsKept{15};  ///< without another one

/// The earliest instant of the next attempt, after `count` of them. Machine time.
Timestamp next_attempt_at(const Limit& limit, int count, Timestamp last_at);

/// Tokens tell their time in whole seconds.
/// Those issued until now are issued before it.
Timestamp void_before(Timestamp machine_now);
/// A token of now, that no `void_before` of earlier makes void.
ports::TokenClaims claims_of(wire::access::Role role, std::string name, std::string device,
                             Timestamp machine_now, Timestamp not_before);

}  // namespace traction::accounts
