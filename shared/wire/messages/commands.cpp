#include "shared/wire/messages/commands.hpp"

namespace traction::wire::commands {
namespace {

std::vector<int> read_days(Reader& reader) {
    std::vector<int> days;
    if (!reader.has("days")) return days;
    for (const auto& day : reader.array("days", 7)) {
        if (!day.is_number_integer() || day.get<int>() < 1 || day.get<int>() > 7) {
            reader.fail("days", "must hold numbers from 1 (Monday) to 7");
        }
        days.push_back(day.get<int>());
    }
    return days;
}

void add_reason(Json& json, const std::string& reason) {
    if (!reason.empty()) json["reason"] = reason;
}

}  // namespace

ChargingProgramme ChargingProgramme::read(Reader& reader) {
    ChargingProgramme programme;
    programme.active = reader.truth("active");
    programme.start = reader.time_of_day("start");
    if (reader.has("end")) programme.end = reader.time_of_day("end");
    if (reader.has("target_percent"))
        programme.target_percent = static_cast<int>(reader.integer("target_percent", 10, 100));
    programme.days = read_days(reader);
    if (reader.has("zone")) programme.zone = reader.zone("zone");
    return programme;
}

Json ChargingProgramme::json() const {
    Json json{{"active", active}, {"start", time_of_day_text(start)}, {"zone", zone.name()}};
    if (end) json["end"] = time_of_day_text(*end);
    if (target_percent) json["target_percent"] = *target_percent;
    if (!days.empty()) json["days"] = days;
    return json;
}

ClimateProgramme ClimateProgramme::read(Reader& reader) {
    ClimateProgramme programme;
    programme.slot = static_cast<int>(reader.integer("slot", 1, kClimateSlots));
    programme.active = reader.truth("active");
    programme.ready_at = reader.time_of_day("ready_at");
    programme.days = read_days(reader);
    if (reader.has("zone")) programme.zone = reader.zone("zone");
    return programme;
}

Json ClimateProgramme::json() const {
    Json json{
        {"slot", slot}, {"active", active}, {"ready_at", time_of_day_text(ready_at)}, {"zone", zone.name()}};
    if (!days.empty()) json["days"] = days;
    return json;
}

Arguments Arguments::read(Act act, Reader& reader) {
    Arguments arguments;
    if (act == Act::set_charging_programme) {
        auto programme = reader.object("programme");
        arguments.programme = ChargingProgramme::read(programme);
        programme.finish();
    }
    if (act == Act::set_charge_limit)
        arguments.limit_percent = static_cast<int>(reader.integer("limit_percent", 20, 100));
    if (act == Act::set_climate_programme) {
        auto programme = reader.object("climate_programme");
        arguments.climate_programme = ClimateProgramme::read(programme);
        programme.finish();
    }
    if (act == Act::remove_climate_programme)
        arguments.climate_slot = static_cast<int>(reader.integer("climate_slot", 1, kClimateSlots));
    return arguments;
}

Json Arguments::json() const {
    Json json = Json::object();
    if (programme) json["programme"] = programme->json();
    if (limit_percent) json["limit_percent"] = *limit_percent;
    if (climate_programme) json["climate_programme"] = climate_programme->json();
    if (climate_slot) json["climate_slot"] = *climate_slot;
    return json;
}

Send Send::read(Reader& reader) {
    Send send{.command = reader.id<CommandId>("command"),
              .vin = reader.vin("vin"),
              .act = reader.word<Act>("act", kActNames),
              .arguments = {},
              .deadline = reader.optional_instant("deadline")};
    send.arguments = Arguments::read(send.act, reader);
    return send;
}

Json Send::json() const {
    auto json = arguments.json();
    json.update({{"command", command.text()}, {"vin", vin.text()}, {"act", word_text(act, kActNames)}});
    if (deadline) json["deadline"] = to_text(*deadline);
    return json;
}

Step Step::read(Reader& reader) {
    return {.command = reader.id<CommandId>("command"),
            .vin = reader.vin("vin"),
            .act = reader.word<Act>("act", kActNames),
            .phase = reader.word<Phase>("phase", kPhaseNames),
            .at = reader.instant("at"),
            .reason = reader.text_or("reason", "")};
}

Json Step::json() const {
    Json json{{"command", command.text()},
              {"vin", vin.text()},
              {"act", word_text(act, kActNames)},
              {"phase", word_text(phase, kPhaseNames)},
              {"at", to_text(at)}};
    add_reason(json, reason);
    return json;
}

CommandOrder CommandOrder::read(Reader& reader) {
    CommandOrder order{.command = reader.id<CommandId>("command"),
                       .period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000)),
                       .act = reader.word<Act>("act", kActNames),
                       .arguments = {},
                       .deadline = reader.instant("deadline")};
    order.arguments = Arguments::read(order.act, reader);
    return order;
}

Json CommandOrder::json() const {
    auto json = arguments.json();
    json.update({{"kind", kKind},
                 {"command", command.text()},
                 {"period", period},
                 {"act", word_text(act, kActNames)},
                 {"deadline", to_text(deadline)}});
    return json;
}

CommandOutcome CommandOutcome::read(Reader& reader) {
    return {.command = reader.id<CommandId>("command"),
            .phase = reader.word<Phase>("phase", kPhaseNames),
            .at = reader.instant("at"),
            .reason = reader.text_or("reason", "")};
}

Json CommandOutcome::json() const {
    Json json{{"kind", kKind},
              {"command", command.text()},
              {"phase", word_text(phase, kPhaseNames)},
              {"at", to_text(at)}};
    add_reason(json, reason);
    return json;
}

}  // namespace traction::wire::commands
