/// What is said to and by the worker `notifications` (rule N1).
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::notifications {

/// One notification, on `account/{id}/notification` and in lists.
struct Notification {
    NotificationId notification;
    std::string kind;  ///< "charge_complete", "contract_renewed", …
    Timestamp at{};    ///< when it happened
    std::string text;  ///< a sentence for the owner
    std::optional<Vin> vin;
    std::optional<ContractId> contract;
    bool read_by_owner = false;
    static Notification read(Reader& reader) {
        Notification notification{.notification = reader.id<NotificationId>("notification"),
                                  .kind = reader.text("kind"),
                                  .at = reader.instant("at"),
                                  .text = reader.text("text"),
                                  .vin = std::nullopt,
                                  .contract = reader.optional_id<ContractId>("contract"),
                                  .read_by_owner = reader.truth("read")};
        if (reader.has("vin")) notification.vin = reader.vin("vin");
        return notification;
    }
    Json json() const {
        Json json{{"notification", notification.text()},
                  {"kind", kind},
                  {"at", to_text(at)},
                  {"text", text},
                  {"read", read_by_owner}};
        if (vin) json["vin"] = vin->text();
        if (contract) json["contract"] = contract->text();
        return json;
    }
};

/// Ask of the owner: the notifications, newest first, at most 100. Answer: {"notifications": [Notification,
/// …]}.
struct List {
    static constexpr std::string_view kVerb = "list";
    static List read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};
/// Ask of the owner. Answer: `Notification`.
struct MarkRead {
    static constexpr std::string_view kVerb = "mark_read";
    NotificationId notification;
    static MarkRead read(Reader& reader) {
        return {.notification = reader.id<NotificationId>("notification")};
    }
    Json json() const { return {{"notification", notification.text()}}; }
};

}  // namespace traction::wire::notifications
