/// From the wish for an account to the account, or to nothing: sign-up, its letter, its code, its end. Rules
/// A1 to A3, A5.
#pragma once

#include "cloud/accounts/front_desk.hpp"

namespace traction::accounts {

class SignUps {
   public:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;
    using Turn = runtime::Turn;

    explicit SignUps(FrontDesk& desk) : desk_(desk) {}

    /// Answered before anybody looks whether the address is known: `write_letter` does, in the next turn.
    Answer sign_up(Turn& turn, const Asker& asker, const wire::accounts::SignUp& ask);
    Answer activate(Turn& turn, const Asker& asker, const wire::accounts::Activate& ask);

    /// The code to who signed up; to the address of an account, a word that somebody tried.
    void write_letter(Turn& turn, const std::string& sign_up);
    /// What was not activated in time goes without a trace, its letter too where it was not sent. Rule A2.
    void on_due(Turn& turn);
    /// Sign-ups with an address that has become an account's.
    void remove_those_of(Turn& turn, const std::string& email_key);

   private:
    void remove(Turn& turn, const PendingSignUp& sign_up);
    std::string fresh_sign_in_id(Turn& turn);

    FrontDesk& desk_;
};

}  // namespace traction::accounts
