#include "cloud/notifications/notifications_store.hpp"

namespace traction::notifications {

using ports::Statement;

namespace {

const std::string kNotification = "id, kind, at, text, vin, contract, phase, late, told_at, ";
const std::string kKept =
    kNotification +
    "cause, account, period, concerns, heard_at, held_until, switched_off_at, mailed_at, read_at, due_at";
constexpr std::string_view kAllColumns =
    "(id, kind, at, text, vin, contract, phase, late, told_at, cause, account, period, concerns, heard_at, "
    "held_until, switched_off_at, mailed_at, read_at, due_at)";

/// Of a row that begins with `kNotification`.
Notification read_notification(const Statement& row) {
    Notification notification{.notification = NotificationId::parse(row.text(0)).value(),
                              .kind = ports::text(row, 1),
                              .at = ports::timestamp(row, 2),
                              .text = ports::text(row, 3),
                              .vin = std::nullopt,
                              .contract = std::nullopt,
                              .phase = static_cast<Phase>(row.integer(6)),
                              .late = row.integer(7) != 0,
                              .told_at = ports::optional_timestamp(row, 8)};
    if (!row.is_null(4)) notification.vin = Vin::parse(row.text(4)).value();
    if (!row.is_null(5)) notification.contract = ContractId::parse(row.text(5)).value();
    return notification;
}

std::optional<OwnershipPeriod> read_period(const Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return static_cast<OwnershipPeriod>(row.integer(column));
}

Kept read_kept(const Statement& row) {
    return {.notification = read_notification(row),
            .cause = ports::text(row, 9),
            .account = AccountId::parse(row.text(10)).value(),
            .period = read_period(row, 11),
            .concerns = read_period(row, 12),
            .heard_at = ports::optional_timestamp(row, 13),
            .held_until = ports::optional_timestamp(row, 14),
            .switched_off_at = ports::optional_timestamp(row, 15),
            .mailed_at = ports::optional_timestamp(row, 16),
            .read_at = ports::optional_timestamp(row, 17),
            .due_at = ports::optional_timestamp(row, 18)};
}

template <class Named>
std::optional<std::string_view> text_of(const std::optional<Named>& named) {
    if (!named) return std::nullopt;
    return named->text();
}

NotificationsStore::Place read_place(const Statement& row, int at, int sequence) {
    return {.at = ports::timestamp(row, at), .sequence = row.integer(sequence)};
}

}  // namespace

NotificationsStore::NotificationsStore(ports::Database& database)
    : knows_(database.prepare("SELECT 1 FROM notification WHERE cause = ?1")),
      add_(database.prepare("INSERT INTO notification " + std::string(kAllColumns) +
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                            "?16, ?17, ?18, ?19)")),
      save_(
          database.prepare("UPDATE notification SET phase = ?2, told_at = ?3, held_until = ?4, "
                           "switched_off_at = ?5, mailed_at = ?6, read_at = ?7, due_at = ?8 WHERE id = ?1")),
      newest_before_(database.prepare("SELECT " + kNotification +
                                      "sequence FROM notification WHERE account = ?1 AND phase IN (?2, ?3) "
                                      "AND (at, sequence) < (?4, ?5) ORDER BY at DESC, sequence DESC LIMIT "
                                      "?6")),
      all_before_(database.prepare("SELECT " + kNotification +
                                   "sequence FROM notification WHERE account = ?1 AND (at, sequence) < (?2, "
                                   "?3) ORDER BY at DESC, sequence DESC LIMIT ?4")),
      place_of_(database.prepare("SELECT at, sequence FROM notification WHERE id = ?1 AND account = ?2")),
      find_(database.prepare("SELECT " + kKept + " FROM notification WHERE id = ?1 AND account = ?2")),
      unread_(database.prepare("SELECT count(*) FROM notification WHERE account = ?1 AND phase = 1")),
      read_all_(database.prepare("UPDATE notification SET phase = 2, read_at = ?2, due_at = ?3 WHERE "
                                 "account = ?1 AND phase = 1")),
      held_(database.prepare("SELECT " + kKept +
                             " FROM notification WHERE account = ?1 AND phase = 0 ORDER BY sequence")),
      first_due_(database.prepare("SELECT " + kKept +
                                  " FROM notification WHERE due_at <= ?1 ORDER BY due_at, sequence LIMIT 1")),
      next_due_(database.prepare("SELECT min(due_at) FROM notification WHERE due_at IS NOT NULL")),
      due_acts_(
          database.prepare("SELECT iif(phase = 0, 'tell_held', 'forget_notification'), count(*), min(due_at) "
                           "FROM notification WHERE due_at <= ?1 GROUP BY phase = 0")),
      forget_(database.prepare("DELETE FROM notification WHERE id = ?1")),
      database_(database),
      erase_(database.prepare("DELETE FROM notification WHERE vin = ?1 AND period = ?2")),
      drop_held_(database.prepare("DELETE FROM notification WHERE phase = 0 AND vin = ?1 AND concerns = ?2")),
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

void NotificationsStore::add(const Kept& kept) {
    const auto& told = kept.notification;
    run(*add_, told.notification.text(), told.kind, told.at, told.text, text_of(told.vin),
        text_of(told.contract), static_cast<int>(told.phase), told.late, told.told_at, kept.cause,
        kept.account.text(), kept.period, kept.concerns, kept.heard_at, kept.held_until, kept.switched_off_at,
        kept.mailed_at, kept.read_at, kept.due_at);
}

void NotificationsStore::save(const Kept& kept) {
    const auto& told = kept.notification;
    run(*save_, told.notification.text(), static_cast<int>(told.phase), told.told_at, kept.held_until,
        kept.switched_off_at, kept.mailed_at, kept.read_at, kept.due_at);
}

std::vector<NotificationsStore::Placed> NotificationsStore::newest_before(const AccountId& account,
                                                                          Which which, const Place& place,
                                                                          int most) {
    struct Phases {
        Phase one;
        Phase other;
    };
    static constexpr std::array kPhasesOf{Phases{Phase::told, Phase::read}, Phases{Phase::told, Phase::told},
                                          Phases{Phase::held, Phase::switched_off}};
    const auto& phases = kPhasesOf[static_cast<std::size_t>(which)];
    std::vector<Placed> found;
    for_each_row(
        *newest_before_,
        [&](const Statement& row) { found.emplace_back(read_place(row, 2, 9), read_notification(row)); },
        account.text(), static_cast<int>(phases.one), static_cast<int>(phases.other), place.at,
        place.sequence, most);
    return found;
}

std::vector<NotificationsStore::Placed> NotificationsStore::all_before(const AccountId& account,
                                                                       const Place& place, int most) {
    std::vector<Placed> found;
    for_each_row(
        *all_before_,
        [&](const Statement& row) { found.emplace_back(read_place(row, 2, 9), read_notification(row)); },
        account.text(), place.at, place.sequence, most);
    return found;
}

std::optional<NotificationsStore::Place> NotificationsStore::place_of(const AccountId& account,
                                                                      const NotificationId& id) {
    return first_row(
        *place_of_, [](const Statement& row) { return read_place(row, 0, 1); }, id.text(), account.text());
}

std::optional<Kept> NotificationsStore::find(const AccountId& account, const NotificationId& id) {
    return first_row(*find_, read_kept, id.text(), account.text());
}

std::int64_t NotificationsStore::unread(const AccountId& account) {
    return first_row(
               *unread_, [](const Statement& row) { return row.integer(0); }, account.text())
        .value_or(0);
}

std::int64_t NotificationsStore::read_all(const AccountId& account, Timestamp now) {
    run(*read_all_, account.text(), now, now + kReadKept);
    return database_.changes();
}

std::vector<Kept> NotificationsStore::held(const AccountId& account) {
    std::vector<Kept> found;
    for_each_row(
        *held_, [&](const Statement& row) { found.push_back(read_kept(row)); }, account.text());
    return found;
}

std::optional<Kept> NotificationsStore::first_due(Timestamp until) {
    return first_row(*first_due_, read_kept, until);
}

std::vector<runtime::DueAct> NotificationsStore::due_acts(Timestamp until) {
    return runtime::read_due_acts(*due_acts_, until);
}

std::optional<Timestamp> NotificationsStore::next_due() {
    return first_row(*next_due_, [](const Statement& row) { return ports::optional_timestamp(row, 0); })
        .value_or(std::nullopt);
}

void NotificationsStore::forget(const NotificationId& id) {
    run(*forget_, id.text());
}

void NotificationsStore::erase(const Vin& vin, OwnershipPeriod period) {
    run(*erase_, vin.text(), period);
    run(*count_erased_, vin.text(), period, database_.changes());
}

void NotificationsStore::drop_held(const Vin& vin, OwnershipPeriod period) {
    run(*drop_held_, vin.text(), period);
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
