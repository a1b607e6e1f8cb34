// The chapters in which people buy, and pay or not.
#include <fmt/format.h>

#include "cloud/tour/story.hpp"
#include "shared/wire/messages/billing_asks.hpp"
#include "shared/wire/streams.hpp"

namespace traction::tour {

using wire::Json;
namespace billing = wire::billing;
namespace contracts = wire::contracts;

void Story::somebody_goes_shopping() {
    witness_.chapter("The owner goes shopping");
    const auto& vin = cast_.car.vin;
    shopping_.looks_around(*owner_, vin);
    shopping_.fills_cart(*owner_, vin, contracts::Product::mapping_pack, 12);
    shopping_.is_led_through_the_checkout(*owner_, vin, "Ada Martin", "tok_ok");
    contract_ = takes_home(*owner_, vin);
    people_.gets_letter("the order is confirmed by mail (S3)", kOwner, "order_confirmed");
}

ContractId Story::buys(ctl::Session& who, const Vin& vin, contracts::Product product) {
    shopping_.fills_cart(who, vin, product, 12);
    return takes_home(who, vin);
}

ContractId Story::takes_home(ctl::Session& who, const Vin& vin) {
    const auto contract = shopping_.orders(who, vin);
    witness_.sees("the entitlement goes to the car", wire::order_stream(vin, "contracts"),
                  says_granted(contract, true));
    witness_.sees("the car confirms it", wire::outcome_stream(vin, "contracts"),
                  says_granted(contract, true));
    witness_.sees_event("the contract is active (C2)", "contracts", contracts::ContractActivated::kType,
                        of_contract(contract));
    return contract;
}

void Story::term_is_charged() {
    witness_.chapter("Fourteen days later it is charged");
    stage_.advance_to("2027-03-16T08:00:00Z");
    witness_.sees_event("its first term is to be paid (B1)", "contracts", contracts::ChargeDue::kType,
                        of_contract(contract_));
    const auto paid =
        witness_.sees_event("it is paid", "billing", billing::ChargePaid::kType, of_contract(contract_));
    people_.gets_letter("the owner is told by mail (B1)", kOwner, "charge_paid");
    const auto invoice =
        stage_.done(*owner_, "billing", billing::GetInvoice{paid.at("invoice").get<std::string>()});
    witness_.says(fmt::format("invoice {}: {} bytes of HTML, ready to print (B4)", paid.value("invoice", ""),
                              invoice.at("document").get<std::string>().size()));
}

void Story::refused_card_recovers() {
    witness_.chapter("A card is refused, and recovers");
    shopping_.gives_card(*owner_, "tok_refuse_1");
    other_contract_ = buys(*owner_, cast_.car.vin, contracts::Product::connect_nav);
    stage_.advance_to("2027-03-30T12:00:00Z");
    witness_.sees_event("the charge is refused (B2)", "billing", billing::ChargeRefused::kType,
                        of_contract(other_contract_));
    stage_.advance_to("2027-03-31T12:00:00Z");
    witness_.sees_event("a day later it is tried again, and paid", "billing", billing::ChargePaid::kType,
                        of_contract(other_contract_));
}

void Story::unpaid_contract_ends() {
    witness_.chapter("Another card pays nothing");
    shopping_.gives_card(*owner_, "tok_refuse");
    const auto contract = buys(*owner_, cast_.car.vin, contracts::Product::teleservices);
    stage_.advance_to("2027-04-20T12:00:00Z");
    witness_.sees_event("refused after 1, 3 and 5 days too (B2)", "billing", billing::ChargeFailed::kType,
                        of_contract(contract));
    witness_.sees_event("the contract is suspended", "contracts", contracts::ContractSuspended::kType,
                        of_contract(contract));
    witness_.sees("its entitlement is withdrawn", wire::order_stream(cast_.car.vin, "contracts"),
                  says_granted(contract, false));
    stage_.advance_to("2027-05-04T18:00:00Z");
    witness_.sees_event("14 days later it ends", "contracts", contracts::ContractEnded::kType,
                        of_contract(contract));
    shopping_.gives_card(*owner_, "tok_ok");
}

}  // namespace traction::tour
