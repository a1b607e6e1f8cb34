#include "cloud/commands/command_views.hpp"

#include "cloud/commands/commands_rules.hpp"

namespace traction::commands {

using wire::Json;

namespace {

Json setting_of(const Command& command) {
    auto json = arguments_of(command).json();
    json.update(answer_of(command));
    json["subject"] = command.subject;
    json["act"] = wire::word_text(command.act, wire::commands::kActNames);
    return json;
}

/// True for what leaves the car with nothing to keep.
bool takes_away(const Command& command) {
    return command.act == Act::remove_charging_programme || command.act == Act::remove_climate_programme ||
           (command.act == Act::pause_charging && !arguments_of(command).paused_until);
}

}  // namespace

wire::commands::Arguments arguments_of(const Command& command) {
    const auto asked =
        wire::read_message<wire::commands::Send>(Json::parse(command.asked), wire::UnknownFields::allowed);
    check(asked.ok(), "an ask that was accepted can be read again");
    return asked->arguments;
}

Json answer_of(const Command& command) {
    return {{"command", command.id.text()},
            {"phase", wire::word_text(command.phase, wire::commands::kPhaseNames)}};
}

Json shown(CommandsStore& store, const Command& command) {
    auto json = answer_of(command);
    json["vin"] = command.vin.text();
    json["act"] = wire::word_text(command.act, wire::commands::kActNames);
    json["deadline"] = to_text(command.deadline);
    auto& steps = json["steps"] = Json::array();
    for (const auto& step : store.steps(command)) steps.push_back(step.json());
    return json;
}

Json settings_of(CommandsStore& store, const Vin& vin, OwnershipPeriod period) {
    auto kept = Json::array();
    for (const auto& command : store.last_done_of(vin, period)) {
        if (is_kept_by_car(command.act) && !takes_away(command)) kept.push_back(setting_of(command));
    }
    auto asked = Json::array();
    for (const auto& command : store.open_of(vin, period)) {
        if (is_kept_by_car(command.act)) asked.push_back(setting_of(command));
    }
    return {{"vin", vin.text()}, {"kept", std::move(kept)}, {"asked", std::move(asked)}};
}

}  // namespace traction::commands
