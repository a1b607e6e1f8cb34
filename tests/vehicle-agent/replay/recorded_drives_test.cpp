/// Replays every recorded drive of the shared data, where it is there.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <doctest/doctest.h>

#include "vehicle-agent/replay/replay.hpp"

using namespace traction;
using namespace traction::vehicle;
using wire::Signal;
namespace fs = std::filesystem;

namespace {

fs::path shared_data() {
    const char* named = std::getenv("TRACTION_SHARED_DATA");
    return named ? fs::path(named) : fs::path(TRACTION_SOURCE_DIR) / ".." / "shared" / "data";
}

std::vector<fs::path> drives(std::string_view folder) {
    std::vector<fs::path> files;
    const auto root = shared_data() / folder;
    if (!fs::exists(root)) {
        std::cout << "skipped: " << root << " is not there\n";
        return files;
    }
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const bool drive = entry.path().extension() == ".csv" && entry.path().filename() != "index.csv";
        if (drive) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

struct Replayed {
    std::vector<wire::Sample> samples;
    Tally tally;
    std::string_view format;
};

Replayed replayed(const fs::path& file) {
    std::ifstream input(file, std::ios::binary);
    Replay replay(input);
    REQUIRE(replay.problem() == "");
    Replayed result;
    while (const auto sample = replay.next()) result.samples.push_back(*sample);
    result.tally = replay.tally();
    result.format = replay.format();
    REQUIRE(replay.origin() == result.samples.front().measured_at);
    return result;
}

std::uint64_t lines_of(const fs::path& file) {
    std::ifstream input(file);
    std::uint64_t lines = 0;
    for (std::string line; std::getline(input, line);) ++lines;
    return lines;
}

void check_account(const fs::path& file, const Replayed& drive) {
    const auto& tally = drive.tally;
    CHECK(tally.read == lines_of(file) - 1);
    CHECK(tally.read == tally.used + tally.dropped);
    CHECK(tally.used == drive.samples.size());
    CHECK(tally.dropped <= tally.doubtful);
    CHECK(tally.doubtful <= tally.read);
    for (const auto& [doubt, rows] : tally.reasons) CHECK(rows <= tally.doubtful);
}

void check_samples(const Replayed& drive) {
    std::optional<double> soc;
    std::optional<Timestamp> last;
    for (const auto& sample : drive.samples) {
        if (last) REQUIRE(sample.measured_at > *last);
        last = sample.measured_at;
        if (!sample.has(Signal::soc_percent) || sample.doubtful(Signal::soc_percent)) continue;
        const double now = sample.value(Signal::soc_percent);
        if (soc) REQUIRE(std::abs(now - *soc) < 5);
        REQUIRE(now > 1);
        soc = now;
    }
}

std::uint64_t times(const Tally& tally, Doubt doubt) {
    const auto found = tally.reasons.find(doubt);
    return found == tally.reasons.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("every drive of Rabat is replayed whole: nothing lost, no battery empty that was not") {
    std::uint64_t repaired = 0, zeros = 0;
    for (const auto& file : drives("twizy_rabat")) {
        CAPTURE(file.filename().string());
        const auto drive = replayed(file);
        CHECK(drive.format == "rabat");
        check_account(file, drive);
        check_samples(drive);
        CHECK(drive.tally.used > 0.99 * static_cast<double>(drive.tally.read));
        const auto length = drive.samples.back().measured_at - drive.samples.front().measured_at;
        CHECK(length < std::chrono::hours{3});
        repaired += times(drive.tally, Doubt::date_impossible);
        zeros += times(drive.tally, Doubt::soc_jump);
    }
    if (drives("twizy_rabat").empty()) return;
    CHECK(repaired == 10 + 34 + 57 + 13);
    CHECK(zeros == 1);
}

TEST_CASE("Moroccan local time is UTC+1, and UTC in Ramadan") {
    struct Row {
        std::string_view file;
        std::string_view begins;
    };
    const auto files = drives("twizy_rabat");
    for (const auto& row : {Row{"T2_03_29_2021.csv", "2021-03-29T15:49:29.000Z"},
                            Row{"T2_04_26_2021.csv", "2021-04-26T14:44:08.000Z"}}) {
        const auto file = std::find_if(files.begin(), files.end(),
                                       [&row](const auto& path) { return path.filename() == row.file; });
        if (file == files.end()) continue;
        CHECK(to_text(replayed(*file).samples.front().measured_at) == row.begins);
    }
}

TEST_CASE("every derived drive is replayed whole and without doubt of its positions") {
    for (const auto& file : drives("drivepast_fr_derived")) {
        CAPTURE(file.filename().string());
        const auto drive = replayed(file);
        CHECK(drive.format == "drive_past");
        check_account(file, drive);
        check_samples(drive);
        CHECK(drive.tally.dropped == 0);
        CHECK(times(drive.tally, Doubt::gps_jump) == 0);
        CHECK(drive.samples.size() >= 360);
    }
}
