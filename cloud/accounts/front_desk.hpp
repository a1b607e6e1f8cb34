/// What all parts of the worker `accounts` share: its books, the hasher and the issuer of tokens, and what
/// each of them must ask first: who is that, and may he? Rules A6, A7.
#pragma once

#include "cloud/accounts/access_store.hpp"
#include "cloud/accounts/account_store.hpp"
#include "cloud/accounts/letters.hpp"
#include "shared/ports/passwords.hpp"
#include "shared/runtime/handlers.hpp"

namespace traction::accounts {

/// Which password it was.
enum class Match { none, chosen, mailed };

/// Whose sign-in it is, as far as limits go: the guest's client, and the name that was typed.
struct SignInAttempt {
    const std::string& client;
    Limit by_name;
    std::string name;
};

class FrontDesk {
   public:
    using Turn = runtime::Turn;

    /// `web` is the address at which the store and the links of letters are.
    FrontDesk(ports::Database& database, ports::PasswordHasher& passwords, ports::TokenIssuer& tokens,
              std::string web);

    AccountStore accounts;
    AccessStore access;
    Letters letters;

    const std::string& web() const { return web_; }
    std::string link(const std::string& to) const;

    /// Who asks. Refuses with `signed_out`.
    Result<Account> signed_in(const runtime::Asker& asker);
    /// The same for what changes something: refuses with `password_must_be_changed`, too.
    Result<Account> may_change(const runtime::Asker& asker);

    std::string hash(std::string_view password) { return passwords_.hash(password); }
    /// The work is the same for an account that is not there, so that time does not tell. Rule A7.
    Match match(const std::optional<Account>& account, std::string_view password);
    /// The same for who is signed in, with a limit: refuses with `too_many_attempts` or `password_wrong`.
    Result<Done> check_current(Turn& turn, const Account& account, std::string_view password);

    /// Refuses with `too_many_attempts` and the instant.
    Result<Done> within(const Limit& limit, const std::string& whose, Timestamp machine_now);
    /// The same of each limit of a sign-in.
    Result<Done> within(const SignInAttempt& attempt, Timestamp machine_now);
    /// The password was wrong.
    void count(const SignInAttempt& attempt, Timestamp machine_now);

    struct Issued {
        std::string token;
        Timestamp expires_at;
    };
    Issued issue_token(Turn& turn, wire::access::Role role, const std::string& name,
                       const std::string& device);
    /// Ends live sessions at the broker, and keeps them from coming back.
    void end_tokens(Turn& turn, wire::access::Role role, const std::string& name,
                    std::optional<DeviceId> device);
    void sign_out(Turn& turn, const AccountId& account, const DeviceId& device);
    /// Rule A6.
    void sign_out_others(Turn& turn, const AccountId& account, const std::optional<DeviceId>& but);

    Envelope envelope_of(const Account& account) const;
    /// A letter to an account's person; see `Letters::post`.
    void post(Turn& turn, const Account& account, wire::letters::Subject subject, Letters::Facts facts,
              const std::optional<LetterId>& id = std::nullopt) {
        letters.post(turn, envelope_of(account), subject, std::move(facts), id);
    }

   private:
    ports::PasswordHasher& passwords_;
    ports::TokenIssuer& tokens_;
    std::string web_;
    std::string no_password_;  ///< hash of nothing anybody knows
};

/// A secret for a person, of 80 bits: "abcd-efgh-ijkl-mnop".
std::string fresh_code(runtime::Turn& turn);

}  // namespace traction::accounts
