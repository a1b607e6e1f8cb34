#include <optional>

#include <doctest/doctest.h>

#include "tests/shared/adapters/notes.hpp"
#include "tests/shared/temporary_folder.hpp"

namespace traction::adapters {
namespace {

using tests::TemporaryFolder;

TEST_CASE("what was committed is there after reopening, what was not is gone") {
    const TemporaryFolder folder;
    const auto file = folder.file("a.db");
    {
        SqliteDatabase database(file, kImpatient);
        make_notes(database);
        database.begin();
        add_note(database, "kept");
        database.commit();
        database.begin();
        add_note(database, "never committed");
    }
    SqliteDatabase database(file, kImpatient);
    CHECK(count_notes(database) == 1);
}

TEST_CASE("rollback undoes the transaction, and is harmless without one") {
    SqliteDatabase database(":memory:");
    make_notes(database);
    database.begin();
    add_note(database, "undone");
    database.rollback();
    database.rollback();
    CHECK(count_notes(database) == 0);
    database.begin();
    database.commit();
}

TEST_CASE("every kind of value comes back as it was bound") {
    SqliteDatabase database(":memory:");
    database.execute("CREATE TABLE v (i INTEGER, r REAL, t TEXT, b BLOB, n ANY) STRICT");
    const std::string bytes("a\0b\xff", 4);
    const auto insert = database.prepare("INSERT INTO v VALUES (?, ?, ?, ?, ?)");
    insert->bind_integer(1, INT64_MIN);
    insert->bind_real(2, 0.1);
    insert->bind_text(3, "é\0z");
    insert->bind_blob(4, bytes);
    insert->bind_null(5);
    CHECK_FALSE(insert->step());
    insert->reset();
    CHECK(database.changes() == 1);

    const auto read = database.prepare("SELECT i, r, t, b, n FROM v");
    REQUIRE(read->step());
    CHECK(read->integer(0) == INT64_MIN);
    CHECK(read->real(1) == 0.1);
    CHECK(read->text(2) == "é");
    CHECK(read->text(3) == bytes);
    CHECK(read->is_null(4));
    CHECK_FALSE(read->step());
}

TEST_CASE("an empty text is a text, not NULL; a parameter that is not bound again is NULL") {
    SqliteDatabase database(":memory:");
    const auto ask = database.prepare("SELECT ?1 IS NULL, ?2 IS NULL");
    {
        ports::StatementUse use(*ask, std::string_view{}, std::optional<std::int64_t>{});
        REQUIRE(use.step());
        CHECK(use.row().integer(0) == 0);
        CHECK(use.row().integer(1) == 1);
    }
    ports::StatementUse use(*ask);
    REQUIRE(use.step());
    CHECK(use.row().integer(0) == 1);
}

TEST_CASE("a broken constraint is a fault that names the statement, and the transaction can be rolled back") {
    SqliteDatabase database(":memory:");
    make_notes(database);
    database.begin();
    add_note(database, "once");
    const auto fault = fault_of([&] { add_note(database, "once"); });
    CHECK(contains(fault, "UNIQUE constraint failed: note.text"));
    CHECK(contains(fault, "INSERT INTO note"));
    database.rollback();
    CHECK(count_notes(database) == 0);
}

TEST_CASE("a commit is synced to the disk, in a write-ahead log") {
    const TemporaryFolder folder;
    SqliteDatabase database(folder.file("a.db"), kImpatient);
    const auto synchronous = database.prepare("PRAGMA synchronous");
    REQUIRE(synchronous->step());
    CHECK(synchronous->integer(0) == 2);  // FULL
    const auto journal = database.prepare("PRAGMA journal_mode");
    REQUIRE(journal->step());
    CHECK(journal->text(0) == "wal");
}

TEST_CASE("foreign keys are enforced") {
    SqliteDatabase database(":memory:");
    database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a)");
    CHECK_THROWS_AS(database.execute("INSERT INTO b VALUES (7)"), DatabaseFault);
}

TEST_CASE("SQL that cannot be prepared or executed is a fault with its first words") {
    SqliteDatabase database(":memory:");
    CHECK(contains(fault_of([&] { database.prepare("SELECT\n   nothing FROM\tnowhere"); }),
                   "SELECT nothing FROM nowhere"));
    CHECK(contains(fault_of([&] { database.execute("DROP TABLE nowhere"); }), "no such table"));
}

}  // namespace
}  // namespace traction::adapters
