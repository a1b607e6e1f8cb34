/// What a person asks about what he was told, and how he is told. Rules N1, K6.
#pragma once

#include "cloud/notifications/telling.hpp"
#include "shared/runtime/handlers.hpp"

namespace traction::notifications {

/// `notifications.Settings` of the agreement.
wire::Json view_of(const Settings& settings);

class OwnerDesk {
   public:
    OwnerDesk(NotificationsStore& store, SettingsStore& settings, Telling& telling)
        : store_(store), settings_(settings), telling_(telling) {}

    void declare(runtime::Handlers& handlers);

   private:
    using Answer = runtime::Handlers::Answer;
    using Asker = runtime::Asker;
    using Turn = runtime::Turn;

    void declare_settings(runtime::Handlers& handlers);
    Answer list(const Asker& asker, const wire::notifications::List& ask);
    Answer mark_read(Turn& turn, const Asker& asker, const wire::notifications::MarkRead& ask);
    Answer explain(const Asker& asker, const wire::notifications::Explain& ask);
    Answer choose(Turn& turn, const Asker& asker, const wire::notifications::ChooseKind& ask);
    Answer set_quiet_hours(Turn& turn, const Asker& asker, const wire::notifications::SetQuietHours& ask);

    NotificationsStore& store_;
    SettingsStore& settings_;
    Telling& telling_;
};

}  // namespace traction::notifications
