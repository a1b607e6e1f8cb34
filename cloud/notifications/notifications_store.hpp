/// What owners were told: each cause once.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cloud/notifications/notifications_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/wire/messages/notifications.hpp"

namespace traction::notifications {

std::span<const ports::Migration> migrations();

using wire::notifications::Notification;

class NotificationsStore {
   public:
    explicit NotificationsStore(ports::Database& database);

    bool knows(const std::string& cause);
    /// `period` is the ownership period whose personal data it is; nothing for notices of contracts and
    /// security.
    void add(const AccountId& account, const std::string& cause, std::optional<OwnershipPeriod> period,
             const Notification& notification);

    /// Newest first.
    std::vector<Notification> newest(const AccountId& account, int most);
    /// Where a notification stands in that order.
    struct Place {
        Timestamp at = Timestamp::max();
        std::int64_t sequence = 0;
    };
    std::vector<std::pair<Place, Notification>> newest_before(const AccountId& account, const Place& place,
                                                              int most);
    /// Nothing when the account has no such notification.
    std::optional<Notification> find(const AccountId& account, const NotificationId& id);
    void mark_read(const NotificationId& id);

    /// Erases what tells of the car in that period. Can be done again: later ones of the period are counted
    /// on top.
    void erase(const Vin& vin, OwnershipPeriod period);
    /// Erases all that the account was told. Rule A10.
    void erase(const AccountId& account);
    /// How many were erased of that period.
    std::int64_t erased(const Vin& vin, OwnershipPeriod period);

   private:
    std::unique_ptr<ports::Statement> knows_, add_, newest_, newest_before_, find_, mark_read_;
    ports::Database& database_;
    std::unique_ptr<ports::Statement> erase_, erase_account_, count_erased_, erased_;
};

}  // namespace traction::notifications
