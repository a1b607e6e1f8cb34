#include "vehicle-agent/reports/happening_words.hpp"

namespace traction::reports {
namespace {

using vehicle::Cause;
using Inside = vehicle::HappeningKind;
using Told = wire::HappeningKind;

std::optional<Told> told_kind(const vehicle::Happening& happening) {
    switch (happening.kind) {
        case Inside::plugged:
            return Told::plugged;
        case Inside::unplugged:
            return Told::unplugged;
        case Inside::charging_started:
            return Told::charging_started;
        case Inside::charging_stopped:
            if (happening.cause == Cause::asked) return Told::charging_stopped;
            if (happening.cause == Cause::unplugged) return Told::charging_fault;
            return std::nullopt;  // complete, or a fault: both are happenings of their own
        case Inside::charge_complete:
            return Told::charge_complete;
        case Inside::rapid_charge_80:
            return Told::rapid_charge_80;
        case Inside::power_cut:
        case Inside::charge_point_error:
            return Told::charging_fault;
        case Inside::charge_not_started:
            return Told::charge_not_started;
        case Inside::charge_will_be_late:
            return Told::charge_will_be_late;
        case Inside::drive_started:
            return Told::drive_started;
        case Inside::drive_ended:
            return Told::drive_ended;
        case Inside::preconditioning_started:
        case Inside::preconditioning_ended:
        case Inside::locked:
        case Inside::unlocked:
            break;
    }
    return std::nullopt;
}

bool once_per_session(Inside kind) {
    return kind == Inside::plugged || kind == Inside::unplugged || kind == Inside::charge_complete ||
           kind == Inside::rapid_charge_80 || kind == Inside::power_cut || kind == Inside::charge_point_error;
}

EventId id_of(const std::string& beginning, std::string_view end) {
    const auto id = EventId::parse(beginning + "-" + std::string(end));
    check(id.has_value(), "a VIN, an instant and a word make an id");
    return *id;
}

EventId id_at(const Vin& vin, Timestamp at, std::string_view end) {
    return id_of(vin.text() + "-" + std::to_string(at.time_since_epoch().count()), end);
}

}  // namespace

std::optional<wire::Happening> told(const vehicle::Happening& happening, const Vin& vin) {
    const auto kind = told_kind(happening);
    if (!kind) return std::nullopt;
    const auto word = vehicle::name_of(happening.kind);
    wire::Happening told{.kind = *kind, .at = happening.at};
    const bool by_session = !happening.session.empty() && once_per_session(happening.kind);
    told.id = by_session ? id_of(happening.session.text(), word) : id_at(vin, happening.at, word);
    if (!happening.session.empty()) told.session = happening.session;
    if (happening.cause != Cause::none) told.cause = std::string(vehicle::name_of(happening.cause));
    return told;
}

wire::Happening told(const wire::PrivacyChange& change, const Vin& vin) {
    const auto word = wire::name_of(change.privacy);
    return {.id = id_at(vin, change.at, "privacy_" + std::string(word)),
            .kind = Told::privacy_changed,
            .at = change.at,
            .session = std::nullopt,
            .cause = std::string(word)};
}

wire::Happening gap(const Vin& vin, Timestamp at, std::string_view cause) {
    return {.id = id_at(vin, at, "report_gap"),
            .kind = Told::report_gap,
            .at = at,
            .session = std::nullopt,
            .cause = std::string(cause)};
}

}  // namespace traction::reports
