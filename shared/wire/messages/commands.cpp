#include "shared/wire/messages/commands.hpp"

#include <fmt/format.h>

namespace traction::wire::commands {
namespace {

void add_reason(Json& json, const std::string& reason) {
    if (!reason.empty()) json["reason"] = reason;
}

}  // namespace

Arguments Arguments::read(Act act, Reader& reader) {
    const auto object = [&]<class Programme>(const char* field, std::optional<Programme>& programme) {
        auto inside = reader.object(field);
        programme = Programme::read(inside);
        inside.finish();
    };
    Arguments arguments;
    switch (act) {
        case Act::set_charging_programme:
            object("programme", arguments.programme);
            break;
        case Act::set_off_peak:
            object("off_peak", arguments.off_peak);
            break;
        case Act::set_climate_programme:
            object("climate_programme", arguments.climate_programme);
            break;
        case Act::remove_charging_programme:
        case Act::remove_climate_programme:
            arguments.slot = static_cast<int>(reader.integer("slot", 1, kSlots));
            break;
        case Act::pause_charging:
            arguments.paused_until = reader.optional_instant("paused_until");
            break;
        case Act::set_charge_limit:
            arguments.limit_percent = static_cast<int>(reader.integer("limit_percent", 20, 100));
            break;
        default:
            break;
    }
    return arguments;
}

Json Arguments::json() const {
    Json json = Json::object();
    if (programme) json["programme"] = programme->json();
    if (slot) json["slot"] = *slot;
    if (off_peak) json["off_peak"] = off_peak->json();
    if (paused_until) json["paused_until"] = to_text(*paused_until);
    if (limit_percent) json["limit_percent"] = *limit_percent;
    if (climate_programme) json["climate_programme"] = climate_programme->json();
    return json;
}

std::string subject_of(Act act, const Arguments& arguments) {
    const auto in_slot = [](const char* what, int slot) { return fmt::format("{}-{}", what, slot); };
    switch (act) {
        case Act::lock:
        case Act::unlock:
            return "doors";
        case Act::charge_now:
        case Act::postpone_charge:
            return "charge";
        case Act::precondition_start:
        case Act::precondition_stop:
            return "climate";
        case Act::set_charging_programme:
            return in_slot("charging_programme", arguments.programme->slot);
        case Act::remove_charging_programme:
            return in_slot("charging_programme", *arguments.slot);
        case Act::set_climate_programme:
            return in_slot("climate_programme", arguments.climate_programme->slot);
        case Act::remove_climate_programme:
            return in_slot("climate_programme", *arguments.slot);
        default:
            return word_text(act, kActNames);
    }
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
