/// What is written to people of orders, contracts, charges and offers, and of notifications where they wished
/// it: heard from `store`, `contracts`, `billing` and `notifications`, which know no address. An event that
/// is heard again is the same letter. Rules S3, S6, A9, B1, B2, C2, C3, C5, C6, N1.
#pragma once

#include "cloud/accounts/front_desk.hpp"
#include "shared/wire/messages/billing.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/notifications.hpp"
#include "shared/wire/messages/store.hpp"

namespace traction::accounts {

/// News that who has left the store does not get any more; charges and what follows from them are none. Rule
/// A9.
constexpr bool is_news(wire::letters::Subject subject) {
    using wire::letters::Subject;
    return (subject >= Subject::entitlement_pending && subject <= Subject::contract_expired) ||
           subject == Subject::contract_extended || subject == Subject::offer;
}

class TradeLetters {
   public:
    using Turn = runtime::Turn;
    using Origin = runtime::Origin;
    using Subject = wire::letters::Subject;

    explicit TradeLetters(FrontDesk& desk) : desk_(desk) {}

    /// The events that nobody else of the worker follows.
    void declare(runtime::Handlers& handlers);
    void on_expired(Turn& turn, const wire::contracts::ContractEvent& event, Timestamp at);
    void on_ended(Turn& turn, const wire::contracts::ContractEvent& event, Timestamp at);

   private:
    void follow_contracts(runtime::Handlers& handlers);
    void follow_billing(runtime::Handlers& handlers);
    template <class Event>
    void tell_of(runtime::Handlers& handlers, Subject subject);

    void on_order(Turn& turn, const wire::store::OrderPlaced& event, Timestamp at);
    void on_offer(Turn& turn, const wire::store::OfferMade& event);
    void on_notification(Turn& turn, const wire::notifications::MailWished& event);
    void on_paid(Turn& turn, const wire::billing::ChargePaid& event);
    void on_refused(Turn& turn, const wire::billing::ChargeRefused& event);

    /// With the product, where it is known.
    void tell(Turn& turn, Subject subject, const wire::contracts::ContractEvent& event, Timestamp at,
              Letters::Facts more = {});
    /// Nobody is told whose account is erased, or who does not want to be. `cause` is the letter's id.
    void post(Turn& turn, Subject subject, const AccountId& id, Letters::Facts facts,
              const std::string& cause);
    void name_product(Letters::Facts& facts, const ContractId& contract);

    FrontDesk& desk_;
};

}  // namespace traction::accounts
