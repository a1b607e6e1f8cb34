/// How a person is told, where he has chosen that, and all that he was told, or not, and that is kept. Rule
/// A11.
#pragma once

#include "cloud/notifications/owner_desk.hpp"
#include "shared/wire/messages/exports.hpp"

namespace traction::notifications {

class NotificationsExport {
   public:
    NotificationsExport(NotificationsStore& store, SettingsStore& settings)
        : store_(store), settings_(settings) {}

    void declare(runtime::Handlers& handlers);

   private:
    Result<wire::Json> answer(const AccountId& account, const wire::exports::Export& ask);

    NotificationsStore& store_;
    SettingsStore& settings_;
};

}  // namespace traction::notifications
