#include "cloud/ctl/private_file.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "shared/domain/result.hpp"
#include "tests/shared/temporary_folder.hpp"

namespace traction::ctl {
namespace {

std::string text_in(const std::string& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

mode_t mode_of(const std::string& file) {
    struct stat status {};
    REQUIRE(stat(file.c_str(), &status) == 0);
    return status.st_mode & 0777;
}

void write(const std::string& file, const std::string& text) {
    std::ofstream(file) << text;
    REQUIRE(chmod(file.c_str(), 0644) == 0);
}

}  // namespace

TEST_CASE("A11: a private file is there as a whole, for its owner's eyes only") {
    const tests::TemporaryFolder folder;
    const auto file = folder.file("export.json");
    write(file, "old");
    write(file + ".new", "left behind by a crash");
    {
        PrivateFile fresh(file);
        fresh.write("one ");
        fresh.write("two");
        CHECK(mode_of(file + ".new") == 0600);
        CHECK(text_in(file) == "old");
        fresh.finish();
    }
    CHECK(text_in(file) == "one two");
    CHECK(mode_of(file) == 0600);
    CHECK_FALSE(std::filesystem::exists(file + ".new"));
}

TEST_CASE("A11: of a file that was not finished nothing stays, and the old one does") {
    const tests::TemporaryFolder folder;
    const auto file = folder.file("export.json");
    write(file, "old");
    { PrivateFile(file).write("half"); }
    CHECK(text_in(file) == "old");
    CHECK_FALSE(std::filesystem::exists(file + ".new"));
}

TEST_CASE("A11: a file that cannot be written says so") {
    const tests::TemporaryFolder folder;
    CHECK_THROWS_AS(PrivateFile(folder.file("nowhere/export.json")), Fault);
}

}  // namespace traction::ctl
