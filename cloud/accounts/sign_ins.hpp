/// Signing in and out, on each device by itself; and staff. Rules A3, A4, A7, H1.
#pragma once

#include "cloud/accounts/front_desk.hpp"
#include "shared/wire/messages/accounts_staff.hpp"

namespace traction::accounts {

class SignIns {
   public:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;
    using Turn = runtime::Turn;

    explicit SignIns(FrontDesk& desk) : desk_(desk) {}

    Answer sign_in(Turn& turn, const Asker& asker, const wire::accounts::SignIn& ask);
    Answer renew_token(Turn& turn, const Asker& asker);
    Answer sign_out(Turn& turn, const Asker& asker);
    Answer devices(const Asker& asker);
    Answer end_device(Turn& turn, const Asker& asker, const wire::accounts::EndDevice& ask);

    Answer staff_sign_in(Turn& turn, const Asker& asker, const wire::accounts::StaffSignIn& ask);
    Answer renew_staff_token(Turn& turn, const Asker& asker);
    Answer add_staff(Turn& turn, const wire::accounts::AddStaff& ask);
    Answer end_staff(Turn& turn, const wire::accounts::EndStaff& ask);

   private:
    Answer let_in(Turn& turn, Account account, Match match, const wire::accounts::SignIn& ask);
    Answer token_for(Turn& turn, const Account& account, const DeviceId& device);
    Answer staff_token_for(Turn& turn, wire::access::Role role, const StaffName& name);
    std::optional<Account> account_of(const std::string& sign_in);

    FrontDesk& desk_;
};

/// A device as its owner sees it.
wire::Json view_of(const Device& device);

}  // namespace traction::accounts
