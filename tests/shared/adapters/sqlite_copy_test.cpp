#include <filesystem>

#include <doctest/doctest.h>

#include "tests/shared/adapters/notes.hpp"
#include "tests/shared/temporary_folder.hpp"

namespace traction::adapters {
namespace {

using tests::TemporaryFolder;

TEST_CASE("a copy holds what was committed, while the database goes on and a reading is half done") {
    const TemporaryFolder folder;
    SqliteDatabase database(folder.file("a.db"), kImpatient);
    make_notes(database);
    add_note(database, "one");
    add_note(database, "two");
    const auto reading = database.prepare("SELECT id FROM note");
    REQUIRE(reading->step());
    for (int copies = 0; copies < 2; ++copies) database.copy_to(folder.file("copy.db"));
    CHECK(reading->step());
    reading->reset();
    add_note(database, "three");

    SqliteDatabase copy(folder.file("copy.db"), kImpatient);
    CHECK(count_notes(copy) == 2);
    CHECK(count_notes(database) == 3);
}

TEST_CASE("a copy that fails leaves the earlier copy, no half file, and the database as it was") {
    const TemporaryFolder folder;
    const auto file = folder.file("a.db");
    SqliteDatabase database(file, kImpatient);
    make_notes(database);
    CHECK_THROWS_AS(database.copy_to(folder.file("nowhere/copy.db")), DatabaseFault);
    CHECK(contains(fault_of([&] { database.copy_to(file); }), "the database itself"));

    std::filesystem::create_directory(folder.file("taken"));
    CHECK_THROWS_AS(database.copy_to(folder.file("taken")), DatabaseFault);
    CHECK_FALSE(std::filesystem::exists(folder.file("taken.part")));
    add_note(database, "still working");
    CHECK(count_notes(database) == 1);
}

TEST_CASE("a copy onto a disk that fills up is a fault, and the earlier copy stays whole") {
    const TemporaryFolder folder;
    fill(folder.file("a.db"));
    SqliteDatabase database(folder.file("a.db"), kImpatient);
    database.copy_to(folder.file("copy.db"));
    add_note(database, "later");
    {
        const SmallDisk disk(100'000);
        CHECK_THROWS_AS(database.copy_to(folder.file("copy.db")), DatabaseFault);
    }
    CHECK_FALSE(std::filesystem::exists(folder.file("copy.db.part")));
    CHECK(count_notes(database) == 2001);
    SqliteDatabase copy(folder.file("copy.db"), kImpatient);
    CHECK(count_notes(copy) == 2000);
}

}  // namespace
}  // namespace traction::adapters
