/// Tells people, each cause once: at once, when their quiet hours end, or not at all. Rules N1, E4.
#pragma once

#include "cloud/notifications/notifications_store.hpp"
#include "cloud/notifications/settings_store.hpp"
#include "cloud/ownership/ownership_book.hpp"
#include "shared/runtime/turn.hpp"

namespace traction::notifications {

/// Which ownership period a notice has to do with.
struct OfPeriod {
    std::optional<OwnershipPeriod> erased_with{};  ///< whose personal data it is
    std::optional<OwnershipPeriod> concerns{};
};

class Telling {
   public:
    using Turn = runtime::Turn;

    Telling(NotificationsStore& store, SettingsStore& settings) : store_(store), settings_(settings) {}

    /// Something is heard. What is known already changes nothing.
    void hear(Turn& turn, const AccountId& account, const Notice& notice, const OfPeriod& period);
    /// What waits is judged anew: the person has changed how he is told.
    void judge_held(Turn& turn, const AccountId& account);
    /// What is due until now is told, or forgotten.
    void on_due(Turn& turn);

   private:
    void judge(Turn& turn, Kept kept);
    void speak(Turn& turn, Kept& kept, const Settings& settings);

    NotificationsStore& store_;
    SettingsStore& settings_;
};

Kind kind_of(const Notification& notification);

}  // namespace traction::notifications
