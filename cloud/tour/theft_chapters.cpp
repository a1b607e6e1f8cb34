// The chapters in which sight and control end: a car is sold, and then stolen.
#include <fmt/format.h>

#include "cloud/tour/story.hpp"
#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/contracts_desk.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/state.hpp"
#include "shared/wire/streams.hpp"

namespace traction::tour {

using wire::Json;
using wire::TopicKind;
namespace commands = wire::commands;
namespace contracts = wire::contracts;
namespace garage = wire::garage;

void Story::car_is_sold() {
    witness_.chapter("The other car is sold");
    const auto& vin = cast_.other_car.vin;
    const auto view = wire::topic(TopicKind::vehicle_view, {account_of(*seller_), vin.text()});
    stage_.done(*seller_, "state", wire::state::Watch{vin});
    drives(cast_.other_car);
    witness_.sees("its first owner sees it live", view, anything);
    stage_.done(*neighbour_, "garage", garage::Add{{vin}});
    people_.pairs(*neighbour_, cast_.other_car);
    people_.gets_letter("the seller is told by mail", kSeller, "vehicle_moved");
    // Whatever was on its way to the seller was on the broker before the buyer had his answer.
    witness_.look_away();
    stage_.refused("the seller sees it no more (G8)", *seller_,
                   stage_.ask(*seller_, "state", wire::state::Watch{vin}), "vehicle_not_in_garage");
    drives(cast_.other_car);
    if (witness_.anything_on(view)) throw NotSeen("the seller still sees the car");
    witness_.says("nothing of it reaches the seller");
}

void Story::car_is_stolen() {
    witness_.chapter("It is stolen from its new owner");
    const auto& vin = cast_.other_car.vin;
    shopping_.prepares(*neighbour_, vin, "Ben Petit", "tok_ok");
    const auto contract = buys(*neighbour_, vin, contracts::Product::tracking_pack);
    stage_.done(*neighbour_, "state", wire::state::Watch{vin});
    stage_.hands(cast_.other_car, "lock");
    drives(cast_.other_car);
    const auto view = wire::topic(TopicKind::vehicle_view, {account_of(*neighbour_), vin.text()});
    witness_.sees("its owner sees it live", view, anything);
    const auto teardown = desk_ends(vin);
    witness_.sees_event("the help desk has ended the contract (C6)", "contracts",
                        contracts::ContractEnded::kType, of_contract(contract));
    witness_.sees_event("sight and control end with it (C7)", "garage", garage::OwnershipEnded::kType,
                        of_vehicle(vin));
    witness_.sees_event("everybody has erased what was the owner's (H3)", "contracts",
                        contracts::TeardownDone::kType, of_vehicle(vin));
    shows_receipt(teardown);
    witness_.sees_cleared("its state is gone from the broker", twin(vin, "charging"));
    witness_.sees("the car confirms that it stopped", wire::outcome_stream(vin, "contracts"),
                  says_granted(contract, false));
}

/// First to see what would happen, step by step; then for good, and it is just that (H2).
TeardownId Story::desk_ends(const Vin& vin) {
    const contracts::EndForCar wish{.vin = vin,
                                    .reason = contracts::EndReason::theft,
                                    .asked_by = "the owner, by phone",
                                    .evidence = "police-2029-117"};
    const auto planned = stage_.done(*desk_, "contracts", contracts::DryRun{wish}).at("steps");
    witness_.says(fmt::format("the dry run names {} steps (H2)", planned.size()));
    const auto ended = stage_.done(*desk_, "contracts", wish);
    if (ended.at("steps") != planned) throw NotSeen("the end is not what the dry run said");
    return *TeardownId::parse(ended.at("teardown").get<std::string>());
}

void Story::shows_receipt(const TeardownId& teardown) {
    const auto receipt = stage_.done(*desk_, "contracts", contracts::Receipt{teardown});
    for (const auto& [worker, counts] : receipt.at("parts").items())
        witness_.says(fmt::format("  receipt: {:<14} {}", worker, counts.dump()));
}

void Story::sight_and_control_have_ended() {
    witness_.chapter("Sight and control have ended");
    const auto& vin = cast_.other_car.vin;
    stage_.refused("the owner sees it no more", *neighbour_,
                   stage_.ask(*neighbour_, "state", wire::state::Watch{vin}), "vehicle_not_in_garage");
    const commands::Send send{.command = *CommandId::parse("tour-unlock"),
                              .vin = vin,
                              .act = commands::Act::unlock,
                              .arguments = {}};
    stage_.refused("the owner steers it no more", *neighbour_, stage_.ask(*neighbour_, "commands", send),
                   "vehicle_not_in_garage");
    stage_.done(*owner_, "garage", garage::Add{{vin}});
    stage_.refused("nobody can pair a stolen car", *owner_, people_.types_code(*owner_, cast_.other_car),
                   "vehicle_unavailable");
    witness_.look_away();
    witness_.says("the thief drives");
    drives(cast_.other_car);
    if (witness_.anything_on(wire::topic(TopicKind::vehicle_view, {account_of(*neighbour_), vin.text()}))) {
        throw NotSeen("the owner of the stolen car still sees it");
    }
    witness_.says("nothing of it reaches its former owner");
}

}  // namespace traction::tour
