/// Other passwords and other addresses. Rules A6, A7.
#pragma once

#include "cloud/accounts/front_desk.hpp"

namespace traction::accounts {

class SignUps;

class Credentials {
   public:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;
    using Turn = runtime::Turn;

    Credentials(FrontDesk& desk, SignUps& sign_ups) : desk_(desk), sign_ups_(sign_ups) {}

    /// Answered before anybody looks whether the address is known: `write_new_password` does, in the next
    /// turn.
    Answer forgot_password(Turn& turn, const Asker& asker, const wire::accounts::ForgotPassword& ask);
    void write_new_password(Turn& turn, const std::string& email_key);

    Answer change_password(Turn& turn, const Asker& asker, const wire::accounts::ChangePassword& ask);

    /// Answered before anybody looks whether the new address is known: `write_confirmation` does.
    Answer change_email(Turn& turn, const Asker& asker, const wire::accounts::ChangeEmail& ask);
    void write_confirmation(Turn& turn, const std::string& account);
    Answer confirm_email(Turn& turn, const Asker& asker, const wire::accounts::ConfirmEmail& ask);

    /// Addresses that were not confirmed in time.
    void on_due(Turn& turn);

   private:
    FrontDesk& desk_;
    SignUps& sign_ups_;
};

}  // namespace traction::accounts
