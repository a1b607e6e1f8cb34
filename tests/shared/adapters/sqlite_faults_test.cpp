#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "tests/shared/adapters/notes.hpp"
#include "tests/shared/temporary_folder.hpp"

namespace traction::adapters {
namespace {

using tests::TemporaryFolder;

void overwrite(const std::string& file, std::streamoff at, std::size_t bytes) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(at);
    for (std::size_t i = 0; i < bytes; ++i) stream.put(static_cast<char>(i * 31 + 7));
}

TEST_CASE(
    "a full disk is a fault that says so; after rolling back, the rest is whole and smaller things still "
    "fit") {
    const TemporaryFolder folder;
    SqliteDatabase database(folder.file("a.db"), kImpatient);
    make_notes(database);
    add_note(database, "small");
    database.execute("PRAGMA max_page_count = 20");
    database.begin();
    const auto fault = fault_of([&] {
        for (int i = 0; i < 1000; ++i) add_note(database, std::to_string(i) + std::string(1000, 'x'));
    });
    CHECK(contains(fault, "full"));
    CHECK(contains(fault, "Make room"));
    database.rollback();
    CHECK(count_notes(database) == 1);
    database.begin();
    add_note(database, "another small one");
    database.commit();
    CHECK(count_notes(database) == 2);
}

TEST_CASE(
    "a second opener is refused and told why; the file is free again "
    "afterwards") {
    const TemporaryFolder folder;
    const auto file = folder.file("a.db");
    {
        SqliteDatabase first(file, kImpatient);
        const auto fault = fault_of([&] { SqliteDatabase second(file, kImpatient); });
        CHECK(contains(fault, file));
        CHECK(contains(fault, "Another process has it open"));
        make_notes(first);
    }
    SqliteDatabase third(file, kImpatient);
    CHECK(count_notes(third) == 0);
}

TEST_CASE("a damaged file is refused at the start, with its name and what to do") {
    struct Row {
        const char* what;
        void (*damage)(const std::string& file);
    };
    const Row rows[] = {
        {"garbage in the header", [](const std::string& file) { overwrite(file, 0, 64); }},
        {"garbage in the schema's page", [](const std::string& file) { overwrite(file, 100, 600); }},
        {"garbage in the middle", [](const std::string& file) { overwrite(file, 40 * 4096, 4096); }},
        {"half written", [](const std::string& file) { std::filesystem::resize_file(file, 30 * 4096); }},
        {"cut inside a page",
         [](const std::string& file) { std::filesystem::resize_file(file, 30 * 4096 + 1000); }},
        {"cut inside the header", [](const std::string& file) { std::filesystem::resize_file(file, 50); }},
        {"another kind of file",
         [](const std::string& file) { std::ofstream(file) << std::string(5000, '{'); }},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const TemporaryFolder folder;
        const auto file = folder.file("a.db");
        fill(file);
        row.damage(file);
        const auto fault = fault_of([&] { SqliteDatabase database(file, kImpatient); });
        CHECK(contains(fault, file));
        CHECK(contains(fault, "restore a back-up"));
    }
}

TEST_CASE("a log whose end was only half written loses the last transaction, not the database") {
    const TemporaryFolder folder;
    const auto file = folder.file("a.db");
    const auto copy = folder.file("crashed.db");
    {
        SqliteDatabase database(file, kImpatient);
        make_notes(database);
        add_note(database, "first");
        add_note(database, "second");
        std::filesystem::copy_file(file, copy);
        std::filesystem::copy_file(file + "-wal", copy + "-wal");
    }
    std::filesystem::resize_file(copy + "-wal", std::filesystem::file_size(copy + "-wal") - 100);
    SqliteDatabase database(copy, kImpatient);
    CHECK(count_notes(database) == 1);
}

TEST_CASE("a folder that does not exist is a fault that asks for it") {
    const TemporaryFolder folder;
    const auto fault = fault_of([&] { SqliteDatabase database(folder.file("nowhere/a.db"), kImpatient); });
    CHECK(contains(fault, "Does its folder exist"));
}

TEST_CASE(
    "a disk that fills up at the commit: the fault comes from the commit, and nothing of the transaction is "
    "there") {
    const TemporaryFolder folder;
    const auto file = folder.file("a.db");
    {
        SqliteDatabase database(file, kImpatient);
        make_notes(database);
        add_note(database, "kept");
        database.begin();
        for (int i = 0; i < 30; ++i) add_note(database, std::to_string(i) + std::string(2000, 'x'));
        {
            const SmallDisk disk(std::filesystem::file_size(file + "-wal") + 5000);
            CHECK_THROWS_AS(database.commit(), DatabaseFault);
        }
        database.rollback();
        CHECK(count_notes(database) == 1);
    }
    SqliteDatabase database(file, kImpatient);
    CHECK(count_notes(database) == 1);
}

}  // namespace
}  // namespace traction::adapters
