/// All that a person was told and that is kept. Rule A11.
#pragma once

#include "cloud/notifications/notifications_store.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/exports.hpp"

namespace traction::notifications {

class NotificationsExport {
   public:
    explicit NotificationsExport(NotificationsStore& store) : store_(store) {}

    void declare(runtime::Handlers& handlers);

   private:
    Result<wire::Json> answer(const AccountId& account, const wire::exports::Export& ask);

    NotificationsStore& store_;
};

}  // namespace traction::notifications
