/// What the help desk asks: it finds, explains and previews any contract, and is the one that ends contracts
/// before their term, after a dry run. Rules C6, C7, H1 to H3, K6.
#pragma once

#include "cloud/contracts/contract_answers.hpp"
#include "cloud/contracts/contract_book.hpp"
#include "cloud/contracts/ending_plan.hpp"
#include "cloud/contracts/teardown_saga.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/contracts_desk.hpp"
#include "shared/wire/messages/contracts_owner.hpp"

namespace traction::contracts {

class HelpDesk {
   public:
    /// What the worker has.
    struct Parts {
        ContractsStore& contracts;
        ChargeStore& charges;
        TeardownStore& teardowns;
        ContractBook& book;
        ContractAnswers& answers;
        TeardownSaga& saga;
        ownership::OwnershipBook& owners;
    };
    explicit HelpDesk(const Parts& parts) : its_(parts) {}

    void declare(runtime::Handlers& handlers);

   private:
    using Answer = Result<wire::Json>;
    using Turn = runtime::Turn;
    using Asker = runtime::Asker;
    using EndForCar = wire::contracts::EndForCar;

    /// What an ask to end comes to: something that was done already, or a plan.
    struct Judged {
        std::optional<Teardown> earlier;
        EndingPlan plan;
    };

    Answer find(const wire::contracts::Find& wish);
    Answer show(const wire::contracts::Show& wish);
    Answer end_for_car(Turn& turn, const Asker& asker, const EndForCar& wish);
    Answer dry_run(const EndForCar& wish);
    /// Declares a look at one contract that is answered by `tell(stored, wish, now)`.
    template <class Wish, class Tell>
    void tells(runtime::Handlers& handlers, Tell tell);

    Result<Judged> judge(const EndForCar& wish);
    std::optional<ownership::Owner> meant_by(const EndForCar& wish, const std::vector<Stored>& running);
    EndingCase case_of(const EndForCar& wish, const std::optional<ownership::Owner>& owner,
                       std::vector<Stored> running);
    void end_contracts(Turn& turn, const std::vector<Stored>& ended, std::int64_t number,
                       const Ending& ending);
    std::vector<Stored> of_account(const AccountId& account);
    wire::Json for_desk(const std::vector<Stored>& found);
    wire::Json of_vehicle(const Vin& vin);
    wire::Json answer_of(const Teardown& earlier);

    Parts its_;
};

}  // namespace traction::contracts
