#include "cloud/notifications/notifications_store.hpp"

namespace traction::notifications {

using ports::Statement;

namespace {

/// Of a row: id, kind, at, text, vin, contract, read.
Notification read_row(const Statement& row) {
    Notification notification{.notification = NotificationId::parse(row.text(0)).value(),
                              .kind = ports::text(row, 1),
                              .at = ports::timestamp(row, 2),
                              .text = ports::text(row, 3),
                              .vin = std::nullopt,
                              .contract = std::nullopt,
                              .read_by_owner = row.integer(6) != 0};
    if (!row.is_null(4)) notification.vin = Vin::parse(row.text(4)).value();
    if (!row.is_null(5)) notification.contract = ContractId::parse(row.text(5)).value();
    return notification;
}

template <class Named>
std::optional<std::string_view> text_of(const std::optional<Named>& named) {
    if (!named) return std::nullopt;
    return named->text();
}

}  // namespace

NotificationsStore::NotificationsStore(ports::Database& database)
    : knows_(database.prepare("SELECT 1 FROM notification WHERE cause = ?1")),
      add_(database.prepare(
          "INSERT INTO notification (id, cause, account, kind, at, text, vin, period, contract) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")),
      newest_(database.prepare("SELECT id, kind, at, text, vin, contract, read FROM notification "
                               "WHERE account = ?1 ORDER BY at DESC, sequence DESC LIMIT ?2")),
      newest_before_(database.prepare(
          "SELECT id, kind, at, text, vin, contract, read, sequence FROM notification WHERE account = ?1 AND "
          "(at, sequence) < (?2, ?3) ORDER BY at DESC, sequence DESC LIMIT ?4")),
      find_(database.prepare(
          "SELECT id, kind, at, text, vin, contract, read FROM notification WHERE id = ?1 AND account = ?2")),
      mark_read_(database.prepare("UPDATE notification SET read = 1 WHERE id = ?1")),
      database_(database),
      erase_(database.prepare("DELETE FROM notification WHERE vin = ?1 AND period = ?2")),
      erase_account_(database.prepare("DELETE FROM notification WHERE account = ?1")),
      count_erased_(
          database.prepare("INSERT INTO erased_period (vin, period, notifications) VALUES (?1, ?2, ?3) "
                           "ON CONFLICT (vin, period) DO UPDATE SET notifications = notifications + ?3")),
      erased_(database.prepare("SELECT notifications FROM erased_period WHERE vin = ?1 AND period = ?2")) {}

bool NotificationsStore::knows(const std::string& cause) {
    return first_row(
               *knows_, [](const Statement&) { return true; }, cause)
        .has_value();
}

void NotificationsStore::add(const AccountId& account, const std::string& cause,
                             std::optional<OwnershipPeriod> period, const Notification& notification) {
    run(*add_, notification.notification.text(), cause, account.text(), notification.kind, notification.at,
        notification.text, text_of(notification.vin), period, text_of(notification.contract));
}

std::vector<Notification> NotificationsStore::newest(const AccountId& account, int most) {
    std::vector<Notification> found;
    for_each_row(
        *newest_, [&](const Statement& row) { found.push_back(read_row(row)); }, account.text(), most);
    return found;
}

std::vector<std::pair<NotificationsStore::Place, Notification>> NotificationsStore::newest_before(
    const AccountId& account, const Place& place, int most) {
    std::vector<std::pair<Place, Notification>> found;
    const auto read = [&](const Statement& row) {
        auto notification = read_row(row);
        found.emplace_back(Place{.at = notification.at, .sequence = row.integer(7)}, std::move(notification));
    };
    for_each_row(*newest_before_, read, account.text(), place.at, place.sequence, most);
    return found;
}

std::optional<Notification> NotificationsStore::find(const AccountId& account, const NotificationId& id) {
    return first_row(*find_, read_row, id.text(), account.text());
}

void NotificationsStore::mark_read(const NotificationId& id) {
    run(*mark_read_, id.text());
}

void NotificationsStore::erase(const Vin& vin, OwnershipPeriod period) {
    run(*erase_, vin.text(), period);
    run(*count_erased_, vin.text(), period, database_.changes());
}

void NotificationsStore::erase(const AccountId& account) {
    run(*erase_account_, account.text());
}

std::int64_t NotificationsStore::erased(const Vin& vin, OwnershipPeriod period) {
    return first_row(
               *erased_, [](const Statement& row) { return row.integer(0); }, vin.text(), period)
        .value_or(0);
}

}  // namespace traction::notifications
