/// What is said to and by the worker `notifications` (rules N1, K6).
#pragma once

#include <algorithm>

#include "shared/wire/json.hpp"

namespace traction::wire::notifications {

enum class Kind {
    charge_complete,
    rapid_charge_80,
    charging_fault,
    contract_activated,
    entitlement_pending,
    renewal_reminder,
    anniversary_reached,
    contract_renewed,
    contract_extended,
    contract_suspended,
    contract_resumed,
    contract_expired,
    contract_ended,
    teardown_done,
    sight_granted,
    charge_not_started,
    charge_will_be_late
};
inline constexpr std::array<std::string_view, 17> kKindNames{
    "charge_complete",     "rapid_charge_80",    "charging_fault",      "contract_activated",
    "entitlement_pending", "renewal_reminder",   "anniversary_reached", "contract_renewed",
    "contract_extended",   "contract_suspended", "contract_resumed",    "contract_expired",
    "contract_ended",      "teardown_done",      "sight_granted",       "charge_not_started",
    "charge_will_be_late"};

/// The kinds that come by mail where the person wishes it. Of all others a rule sends a letter anyway.
inline constexpr std::array kMailedOnWish{
    Kind::charge_complete,     Kind::rapid_charge_80,    Kind::charging_fault, Kind::charge_not_started,
    Kind::charge_will_be_late, Kind::contract_activated, Kind::sight_granted};
constexpr bool is_mailed_on_wish(Kind kind) {
    return std::find(kMailedOnWish.begin(), kMailedOnWish.end(), kind) != kMailedOnWish.end();
}

/// Where a notification stands. `held`: for the end of the quiet hours.
enum class Phase { held, told, read, switched_off };
inline constexpr std::array<std::string_view, 4> kPhaseNames{"held", "told", "read", "switched_off"};

/// One notification, on `account/{id}/notification` and in lists. Its id is made of its cause: what is told
/// again after a restore is the same notification.
struct Notification {
    NotificationId notification;
    std::string kind;  ///< a word of `kKindNames`
    Timestamp at{};    ///< when it happened
    std::string text;  ///< a sentence for the owner
    std::optional<Vin> vin;
    std::optional<ContractId> contract;
    Phase phase = Phase::told;
    bool late = false;  ///< it was not known when it happened
    std::optional<Timestamp> told_at;
    static Notification read(Reader& reader) {
        Notification notification{.notification = reader.id<NotificationId>("notification"),
                                  .kind = reader.text("kind"),
                                  .at = reader.instant("at"),
                                  .text = reader.text("text"),
                                  .vin = std::nullopt,
                                  .contract = reader.optional_id<ContractId>("contract"),
                                  .phase = reader.word<Phase>("phase", kPhaseNames),
                                  .late = reader.truth("late"),
                                  .told_at = reader.optional_instant("told_at")};
        if (reader.has("vin")) notification.vin = reader.vin("vin");
        return notification;
    }
    Json json() const {
        Json json{
            {"notification", notification.text()},    {"kind", kind}, {"at", to_text(at)}, {"text", text},
            {"phase", word_text(phase, kPhaseNames)}, {"late", late}};
        if (vin) json["vin"] = vin->text();
        if (contract) json["contract"] = contract->text();
        if (told_at) json["told_at"] = to_text(*told_at);
        return json;
    }
};

/// Which of them. `untold`: held, or of a kind that is switched off.
enum class Which { told, unread, untold };
inline constexpr std::array<std::string_view, 3> kWhichNames{"told", "unread", "untold"};

/// Ask of the owner: the notifications, newest first, at most 100. Answer: {"notifications": [Notification,
/// …], "unread": how many there are at all, "next": the id to go on behind; without it these were the last}.
/// Refuses with `notification_unknown`.
struct List {
    static constexpr std::string_view kVerb = "list";
    Which which = Which::told;
    std::optional<NotificationId> after;
    static List read(Reader& reader) {
        List ask{.which = Which::told, .after = reader.optional_id<NotificationId>("after")};
        if (reader.has("which")) ask.which = reader.word<Which>("which", kWhichNames);
        return ask;
    }
    Json json() const {
        Json json{{"which", word_text(which, kWhichNames)}};
        if (after) json["after"] = after->text();
        return json;
    }
};

/// One notification; the verb says what is to be done.
struct OfNotification {
    NotificationId notification;
    static OfNotification read(Reader& reader) {
        return {.notification = reader.id<NotificationId>("notification")};
    }
    Json json() const { return {{"notification", notification.text()}}; }
};
/// Ask of the owner. Answer: `Notification`. Refuses with `notification_unknown`, also where it is not told.
struct MarkRead : OfNotification {
    static constexpr std::string_view kVerb = "mark_read";
    static MarkRead read(Reader& reader) { return {OfNotification::read(reader)}; }
};
/// Ask of the owner: why was I told that, or not? Answer: the notification with its cause, its rule, and what
/// was done with it, step by step. Refuses with `notification_unknown`. Rule K6.
struct Explain : OfNotification {
    static constexpr std::string_view kVerb = "explain";
    static Explain read(Reader& reader) { return {OfNotification::read(reader)}; }
};
/// Ask of the owner: all that is told is read. Answer: {"read": how many were not}.
struct MarkAllRead {
    static constexpr std::string_view kVerb = "mark_all_read";
    static MarkAllRead read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

/// Event: the person wishes to have this notification by mail, too. It says what the letter needs and no
/// words, because events are kept. Rule N1.
struct MailWished {
    static constexpr std::string_view kType = "mail_wished";
    AccountId account;
    NotificationId notification;
    Kind kind{};  ///< of `kMailedOnWish`
    Vin vin;
    Timestamp at{};
    static MailWished read(Reader& reader) {
        return {.account = reader.id<AccountId>("account"),
                .notification = reader.id<NotificationId>("notification"),
                .kind = reader.word<Kind>("kind", kKindNames),
                .vin = reader.vin("vin"),
                .at = reader.instant("at")};
    }
    Json json() const {
        return {{"account", account.text()},
                {"notification", notification.text()},
                {"kind", word_text(kind, kKindNames)},
                {"vin", vin.text()},
                {"at", to_text(at)}};
    }
};

}  // namespace traction::wire::notifications
