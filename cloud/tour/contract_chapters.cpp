// The chapters of a contract's years.
#include <fmt/format.h>

#include "cloud/tour/story.hpp"
#include "shared/wire/messages/contracts_owner.hpp"
#include "shared/wire/streams.hpp"

namespace traction::tour {

using wire::Json;
using wire::TopicKind;
namespace contracts = wire::contracts;

void Story::renewal_is_refused_the_day_before() {
    witness_.chapter("The day before the anniversary");
    stage_.advance_to("2028-02-29T12:00:00Z");
    for (const int days_left : {30, 7, 1}) {
        witness_.sees_event(fmt::format("the owner was reminded, {} d before (C3)", days_left), "contracts",
                            contracts::RenewalReminder::kType, [&](const Json& reminder) {
                                return of_contract(contract_)(reminder) &&
                                       reminder.at("days_left") == days_left;
                            });
    }
    const auto answer = stage_.ask(*owner_, "contracts", contracts::Renew{{contract_}});
    stage_.refused("renewal is refused, with the day (C3)", *owner_, answer, "renewal_window_not_open");
    witness_.says("it opens on " + answer.body.at("facts").value("opens_on", "?"));
}

void Story::renewal_on_the_day() {
    witness_.chapter("The anniversary");
    stage_.advance_to("2028-03-01T09:00:00Z");
    witness_.sees_event("the anniversary is an event (C3)", "contracts", contracts::AnniversaryReached::kType,
                        of_contract(contract_));
    stage_.done(*owner_, "contracts", contracts::Renew{{contract_}});
    witness_.sees_event("the contract is renewed", "contracts", contracts::ContractRenewed::kType,
                        of_contract(contract_));
}

void Story::automatic_renewal() {
    witness_.chapter("Another contract renews by itself");
    stage_.done(*owner_, "contracts",
                contracts::SetAutomaticRenewal{.contract = other_contract_, .wanted = true});
    stage_.advance_to("2028-03-17T09:00:00Z");
    witness_.sees_event("on its anniversary it is renewed, and nobody asked (C3)", "contracts",
                        contracts::ContractRenewed::kType, of_contract(other_contract_));
}

void Story::contract_expires() {
    witness_.chapter("A year on, nobody renews");
    stage_.advance_to("2029-03-02T06:00:00Z");
    witness_.sees_event("the contract has expired", "contracts", contracts::ContractExpired::kType,
                        of_contract(contract_));
    witness_.sees("the entitlement is withdrawn (C5)", wire::order_stream(cast_.car.vin, "contracts"),
                  says_granted(contract_, false));
    witness_.sees("the car confirms that it stopped", wire::outcome_stream(cast_.car.vin, "contracts"),
                  says_granted(contract_, false));
    witness_.sees(
        "the owner is told", wire::topic(TopicKind::notification, {account_of(*owner_)}),
        [](const Json& told) { return told.value("kind", "") == contracts::ContractExpired::kType; });
    const auto late = stage_.ask(*owner_, "contracts", contracts::Renew{{contract_}});
    stage_.refused("renewal is refused a day late (C3)", *owner_, late, "renewal_window_closed");
    witness_.says("its day was " + late.body.at("facts").value("last_day", "?"));
}

}  // namespace traction::tour
