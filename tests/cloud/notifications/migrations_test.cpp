#include <doctest/doctest.h>

#include "cloud/notifications/notifications_store.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"

namespace traction::notifications {

TEST_CASE("N1: what was told before there were phases is told, or read, and is forgotten in time") {
    adapters::SqliteDatabase database(":memory:");
    ports::migrate(database, migrations().first(1), "notifications");
    database.begin();
    database.execute(
        "INSERT INTO notification (id, cause, account, kind, at, text, vin, period, read) VALUES "
        "('n1', 'cause 1', 'anna', 'charge_complete', 1000, 'one', 'VF1AG000164316834', 2, 0), "
        "('n2', 'cause 2', 'anna', 'contract_ended', 2000, 'two', NULL, NULL, 1);");
    database.commit();
    ports::migrate(database, migrations(), "notifications");

    NotificationsStore store(database);
    const auto anna = *AccountId::parse("anna");
    const auto unread = store.find(anna, *NotificationId::parse("n1"));
    REQUIRE(unread);
    CHECK(unread->notification.phase == Phase::told);
    CHECK(unread->period == OwnershipPeriod{2});
    CHECK(unread->concerns == OwnershipPeriod{2});
    CHECK_FALSE(unread->due_at);
    const auto read = store.find(anna, *NotificationId::parse("n2"));
    REQUIRE(read);
    CHECK(read->notification.phase == Phase::read);
    CHECK(read->due_at == Timestamp{Milliseconds{2000}} + kReadKept);
    CHECK(store.knows("cause 1"));
    CHECK(store.unread(anna) == 1);
}

}  // namespace traction::notifications
