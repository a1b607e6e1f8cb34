/// What owners were told, or are to be told: each cause once.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cloud/notifications/telling_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/due_acts.hpp"

namespace traction::notifications {

std::span<const ports::Migration> migrations();

using wire::notifications::Notification;
using wire::notifications::Which;

/// A notification, and what was done with it.
struct Kept {
    Notification notification;
    std::string cause;
    AccountId account;
    std::optional<OwnershipPeriod> period;  ///< of which it is personal data, and with which it is erased
    std::optional<OwnershipPeriod>
        concerns;                       ///< of which it tells anything: that of `period`, or a contract's
    std::optional<Timestamp> heard_at;  ///< nothing of what was told before this was kept
    std::optional<Timestamp> held_until;
    std::optional<Timestamp> switched_off_at;
    std::optional<Timestamp> mailed_at;
    std::optional<Timestamp> read_at;
    std::optional<Timestamp> due_at;  ///< is told, or forgotten
};

class NotificationsStore {
   public:
    explicit NotificationsStore(ports::Database& database);

    bool knows(const std::string& cause);
    void add(const Kept& kept);
    /// Writes anew where it stands: phase, instants and text stay as they are otherwise.
    void save(const Kept& kept);

    /// Where a notification stands in the order of lists, newest first.
    struct Place {
        Timestamp at = Timestamp::max();
        std::int64_t sequence = 0;
    };
    using Placed = std::pair<Place, Notification>;
    std::vector<Placed> newest_before(const AccountId& account, Which which, const Place& place, int most);
    /// Those of every phase.
    std::vector<Placed> all_before(const AccountId& account, const Place& place, int most);
    /// Nothing when the account has no such notification.
    std::optional<Place> place_of(const AccountId& account, const NotificationId& id);
    std::optional<Kept> find(const AccountId& account, const NotificationId& id);
    std::int64_t unread(const AccountId& account);
    /// Marks all that is told as read. How many there were.
    std::int64_t read_all(const AccountId& account, Timestamp now);

    /// Those of the account that wait, in the order in which they were heard.
    std::vector<Kept> held(const AccountId& account);
    /// The first that is due until then: of several, the one that was heard first.
    std::optional<Kept> first_due(Timestamp until);
    std::optional<Timestamp> next_due();
    std::vector<runtime::DueAct> due_acts(Timestamp until);
    void forget(const NotificationId& id);

    /// Erases what tells of the car in that period. Can be done again: later ones of the period are counted
    /// on top.
    void erase(const Vin& vin, OwnershipPeriod period);
    /// What waits, and tells of anything in that period, is nobody's any more.
    void drop_held(const Vin& vin, OwnershipPeriod period);
    /// Erases all that the account was told. Rule A10.
    void erase(const AccountId& account);
    /// How many were erased of that period.
    std::int64_t erased(const Vin& vin, OwnershipPeriod period);

   private:
    std::unique_ptr<ports::Statement> knows_, add_, save_, newest_before_, all_before_, place_of_, find_,
        unread_, read_all_, held_, first_due_, next_due_, due_acts_, forget_;
    ports::Database& database_;
    std::unique_ptr<ports::Statement> erase_, drop_held_, erase_account_, count_erased_, erased_;
};

}  // namespace traction::notifications
