// The chapters in which a car drives, is private, and charges.
#include <fmt/format.h>

#include "cloud/tour/story.hpp"
#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::tour {

using wire::Json;
using wire::TopicKind;
namespace commands = wire::commands;

namespace {

Witness::Fits charging_is(const char* status) {
    return [status](const Json& aspect) { return value_in(aspect, "charging_status") == status; };
}

}  // namespace

void Story::car_drives() {
    witness_.chapter("The car drives");
    stage_.done(*owner_, "state", wire::state::Watch{cast_.car.vin});
    stage_.hands(cast_.car, "drive 12 km");
    stage_.time_runs(120);
    const auto position = twin(cast_.car.vin, "position");
    const auto first = witness_.sees("it moves", position,
                                     [](const Json& aspect) { return value_in(aspect, "speed_kmh") > 20; });
    const auto latitude = value_in(first, "latitude_deg");
    witness_.sees("its position changes", position,
                  [&](const Json& aspect) { return value_in(aspect, "latitude_deg") != latitude; });
    const auto before =
        witness_.sees("its state of charge and range are known", twin(cast_.car.vin, "charging"),
                      [](const Json& aspect) { return value_in(aspect, "range_m") > 0; });
    witness_.sees("state of charge and range fall", twin(cast_.car.vin, "charging"), [&](const Json& aspect) {
        return value_in(aspect, "soc_percent") < value_in(before, "soc_percent") &&
               value_in(aspect, "range_m") < value_in(before, "range_m");
    });
    witness_.sees("the owner sees it live",
                  wire::topic(TopicKind::vehicle_view, {account_of(*owner_), cast_.car.vin.text()}),
                  anything);
    witness_.sees("it is parked again", position,
                  [](const Json& aspect) { return value_in(aspect, "ready_to_drive") == false; });
    stage_.time_runs(0);
}

void Story::car_is_private() {
    witness_.chapter("Somebody in the car is private");
    const auto& vin = cast_.car.vin;
    stage_.hands(cast_.car, "privacy position");
    witness_.sees_cleared("its position is gone at once (D3)", twin(vin, "position"));
    witness_.sees("private since then, and not a fault", twin(vin, "privacy"), [](const Json& privacy) {
        return privacy.value("hides", "") == "position" && privacy.contains("private_since");
    });
    const commands::Send where{
        .command = *CommandId::parse("tour-locate"), .vin = vin, .act = commands::Act::locate};
    stage_.done(*owner_, "commands", where);
    witness_.sees("asked where it is, it does not say",
                  wire::topic(TopicKind::command_step, {account_of(*owner_), where.command.text()}),
                  [](const Json& step) { return step.value("reason", "") == "private_car"; });
    stage_.time_runs(60);
    stage_.hands(cast_.car, "privacy none");
    witness_.sees_cleared("it is not private any more", twin(vin, "privacy"));
    witness_.sees("its position is there again", twin(vin, "position"),
                  [](const Json& aspect) { return value_in(aspect, "latitude_deg").is_number(); });
    stage_.time_runs(0);
}

void Story::charging_is_postponed() {
    witness_.chapter("Charging is postponed");
    stage_.hands(cast_.car, "plug ac");
    witness_.sees("plugged in, it charges at once (E1)", twin(cast_.car.vin, "charging"),
                  charging_is("charging"));
    car_is_told("the owner's programme for 22:00", "tour-postpone", commands::Act::set_charging_programme,
                {.programme = commands::ChargingProgramme{.active = true, .start = std::chrono::hours{22}}});
    witness_.sees("the car waits for the programmed time (E3)", twin(cast_.car.vin, "charging"),
                  charging_is("waiting"));
}

void Story::charging_completes() {
    witness_.chapter("It charges at the programmed time");
    stage_.advance_to("2027-03-01T21:05:00Z");
    witness_.sees("at 22:00 in Paris it charges (E2)", twin(cast_.car.vin, "charging"),
                  charging_is("charging"));
    stage_.advance_to("2027-03-02T10:00:00Z");
    witness_.sees("100 % is reached", twin(cast_.car.vin, "charging"), charging_is("complete"));
    witness_.sees("the owner is told at 100 % (E4)",
                  wire::topic(TopicKind::notification, {account_of(*owner_)}),
                  [](const Json& told) { return told.value("kind", "") == "charge_complete"; });
}

void Story::cabin_is_warm_in_time() {
    witness_.chapter("The cabin is warm in time");
    stage_.hands(cast_.car, "lock");
    car_is_told(
        "ready at 7:00", "tour-climate", commands::Act::set_climate_programme,
        {.climate_programme = commands::ClimateProgramme{.active = true, .ready_at = std::chrono::hours{7}}});
    stage_.advance_to("2027-03-03T05:35:00Z");
    const auto climate = twin(cast_.car.vin, "climate");
    witness_.sees("half an hour before, it heats on the grid (P3, P4)", climate,
                  [](const Json& aspect) { return value_in(aspect, "preconditioning") == "heating"; });
    stage_.hands(cast_.car, "unlock");
    witness_.sees("unlocking ends it (P2)", climate,
                  [](const Json& aspect) { return value_in(aspect, "preconditioning") == "off"; });
    stage_.hands(cast_.car, "lock");
}

/// A command of the owner, seen to be done step by step (K2).
void Story::car_is_told(const std::string& what, const char* id, commands::Act act,
                        const commands::Arguments& arguments) {
    const commands::Send send{
        .command = *CommandId::parse(id), .vin = cast_.car.vin, .act = act, .arguments = arguments};
    stage_.done(*owner_, "commands", send);
    const auto steps = wire::topic(TopicKind::command_step, {account_of(*owner_), send.command.text()});
    for (const auto* phase : {"accepted", "sent", "received", "done"}) {
        witness_.sees(fmt::format("{}: {}", what, phase), steps,
                      [&](const Json& step) { return step.value("phase", "") == phase; });
    }
}

}  // namespace traction::tour
