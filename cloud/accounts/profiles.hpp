/// What an account says of its person, the two doors, the ways out, and what is written to the person because
/// of what happened elsewhere. Rules A4, A5, A9 to A11, C7, G8.
#pragma once

#include "cloud/accounts/front_desk.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::accounts {

class Profiles {
   public:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;
    using Turn = runtime::Turn;

    explicit Profiles(FrontDesk& desk) : desk_(desk) {}

    Answer show(const Asker& asker);
    Answer find(const wire::accounts::Find& ask);
    Answer update(Turn& turn, const Asker& asker, const wire::accounts::Update& ask);
    Answer open_store(Turn& turn, const Asker& asker, const wire::accounts::OpenStore& ask);
    Answer leave_store(Turn& turn, const Asker& asker);
    Answer uninstall_app(Turn& turn, const Asker& asker);
    Answer export_all(const Asker& asker);

    void on_contract_begun(const wire::contracts::ContractEvent& event);
    void on_contract_over(const wire::contracts::ContractEvent& event, Timestamp at);
    void on_teardown_done(Turn& turn, const wire::contracts::TeardownDone& event, Timestamp at);

    void on_ownership_ended(Turn& turn, const wire::garage::OwnershipEnded& event, Timestamp at);

    /// Erases the profiles whose time has come. Rule A10.
    void on_due(Turn& turn);

   private:
    wire::Json view_of(const Account& account);
    void erase(Turn& turn, const Account& account);
    /// Keeps the changed account, and tells when it is to hear of offers from now on, or no more. Rule S6.
    void save(Turn& turn, Account& account, bool wanted_offers);

    FrontDesk& desk_;
};

}  // namespace traction::accounts
