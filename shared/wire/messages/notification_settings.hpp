/// What a person says to the worker `notifications` of how to be told. Rule N1.
#pragma once

#include "shared/wire/messages/notifications.hpp"

namespace traction::wire::notifications {

/// How a kind is told. `mail`: in the app, and by mail too.
enum class Choice { off, on, mail };
inline constexpr std::array<std::string_view, 3> kChoiceNames{"off", "on", "mail"};

/// Ask of the owner. Answer: {"language", "distance_unit", "zone", "quiet": {"from", "until"} where there are
/// quiet hours, "kinds": [{"kind", "choice", "can_be_switched_off", "mailed_on_wish"}, …]}. Language, unit
/// and zone are the profile's (`accounts`, update).
struct ShowSettings {
    static constexpr std::string_view kVerb = "settings";
    static ShowSettings read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};
/// Ask of the owner. Answer: as `ShowSettings`. Refuses with `notice_always_told` (security and contracts) or
/// `notice_mailed_anyway` (a rule sends a letter already).
struct ChooseKind {
    static constexpr std::string_view kVerb = "choose_kind";
    Kind kind{};
    Choice choice{};
    static ChooseKind read(Reader& reader) {
        return {.kind = reader.word<Kind>("kind", kKindNames),
                .choice = reader.word<Choice>("choice", kChoiceNames)};
    }
    Json json() const {
        return {{"kind", word_text(kind, kKindNames)}, {"choice", word_text(choice, kChoiceNames)}};
    }
};

/// Every day from one local time to another, over midnight where `until` is the smaller one.
struct QuietHours {
    std::chrono::minutes from{};  ///< since local midnight
    std::chrono::minutes until{};
    static QuietHours read(Reader& reader) {
        return {.from = reader.time_of_day("from"), .until = reader.time_of_day("until")};
    }
    Json json() const { return {{"from", time_of_day_text(from)}, {"until", time_of_day_text(until)}}; }
    friend bool operator==(const QuietHours&, const QuietHours&) = default;
};
/// Ask of the owner: tell me then only what is urgent. Answer: as `ShowSettings`. Refuses with
/// `quiet_hours_empty`.
struct SetQuietHours {
    static constexpr std::string_view kVerb = "set_quiet_hours";
    std::optional<QuietHours> quiet;  ///< missing: none
    static SetQuietHours read(Reader& reader) {
        SetQuietHours ask;
        if (!reader.has("quiet")) return ask;
        auto hours = reader.object("quiet");
        ask.quiet = QuietHours::read(hours);
        hours.finish();
        return ask;
    }
    Json json() const { return quiet ? Json{{"quiet", quiet->json()}} : Json::object(); }
};

}  // namespace traction::wire::notifications
