#include "cloud/tour/story.hpp"

#include <fmt/format.h>

#include "shared/wire/messages/contracts_owner.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/state.hpp"
#include "shared/wire/streams.hpp"

namespace traction::tour {

using wire::Json;
using wire::TopicKind;
namespace garage = wire::garage;

Story::Story(Witness& witness, ctl::Session& operators, Reception reception, Cast cast)
    : witness_(witness),
      operators_(operators),
      stage_(witness, operators),
      people_(stage_, std::move(reception)),
      shopping_(stage_),
      cast_(std::move(cast)) {}

void Story::live() {
    everybody_arrives();
    people_sign_up();
    cars_are_paired();
    somebody_goes_shopping();
    car_drives();
    charging_is_postponed();
    charging_completes();
    cabin_is_warm_in_time();
    term_is_charged();
    refused_card_recovers();
    unpaid_contract_ends();
    renewal_is_refused_the_day_before();
    renewal_on_the_day();
    automatic_renewal();
    contract_expires();
    car_is_sold();
    car_is_stolen();
    sight_and_control_have_ended();
}

void Story::everybody_arrives() {
    witness_.chapter("Everybody arrives");
    const auto online = [](const Json& presence) { return presence.value("online", false); };
    for (const auto* worker :
         {"accounts", "billing", "clock", "commands", "contracts", "danger_zones", "garage", "mail",
          "notifications", "payments", "payment_sandbox", "state", "store"}) {
        witness_.sees(fmt::format("the worker {} is there", worker),
                      wire::topic(TopicKind::presence, {worker}), online);
    }
    for (const auto& vin : {cast_.car.vin, cast_.other_car.vin}) {
        witness_.sees("a car is there", wire::topic(TopicKind::vehicle_presence, {vin.text()}), online);
    }
}

void Story::people_sign_up() {
    witness_.chapter("A person begins");
    owner_ = people_.arrives_with_car(kOwner, cast_.car.vin);
    witness_.chapter("Others come through the store's door, and one works at the help desk");
    seller_ = people_.arrives_at_store(kSeller);
    neighbour_ = people_.arrives_at_store(kNeighbour);
    desk_ = people_.desk_agent(operators_, "dora");
}

void Story::cars_are_paired() {
    witness_.chapter("Cars get their people");
    const auto car =
        stage_.done(*owner_, "garage", garage::AskPreview{{cast_.car.vin}}).value("model", "a car");
    witness_.says(fmt::format("{} is {} (G2)", cast_.car.vin.text(), car));
    stage_.refused("its VIN alone shows nothing of it (G5)", *owner_,
                   stage_.ask(*owner_, "state", wire::state::Show{cast_.car.vin}), "vehicle_not_in_garage");
    gets_paired(*owner_, cast_.car);
    stage_.done(*seller_, "garage", garage::Add{{cast_.other_car.vin}});
    gets_paired(*seller_, cast_.other_car);
}

/// Afterwards the workers that ask whose the car is have heard of it.
void Story::gets_paired(ctl::Session& who, const PlayedCar& car) {
    people_.pairs(who, car);
    const auto give_up = witness_.now() + kHeardWithin;
    while (!stage_.ask(who, "contracts", wire::contracts::List{car.vin}).done ||
           !stage_.ask(who, "state", wire::state::Show{car.vin}).done) {
        if (witness_.now() > give_up)
            throw NotSeen("the workers did not hear whose " + car.vin.text() + " is");
        witness_.waits();
    }
}

void Story::drives(const PlayedCar& car) {
    stage_.hands(car, "drive 3 km");
    stage_.time_runs(60);
    witness_.sees("it drives", wire::report_stream(car.vin), anything);
    witness_.sees("the cloud takes its report", wire::ack_topic(wire::report_stream(car.vin), ""), anything);
    stage_.time_runs(0);
}

}  // namespace traction::tour
