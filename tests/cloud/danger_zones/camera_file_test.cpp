#include "cloud/danger_zones/camera_file.hpp"

#include <sstream>

#include <doctest/doctest.h>

#include "tests/shared/csv.hpp"

using namespace traction;
using namespace traction::danger_zones;

namespace {

const std::string kHeader = "id,latitude,longitude,route,vitesse_vehicules_legers_kmh\n";

Result<std::vector<Camera>> read(const std::string& text) {
    std::istringstream file(text);
    return read_cameras(file);
}

/// "LINE: WHY" of what is refused.
std::string wrong(const std::string& text) {
    const auto cameras = read(text);
    REQUIRE_FALSE(cameras.ok());
    CHECK(cameras.refusal().code.name == "camera_file_not_valid");
    return cameras.refusal().facts.at("line") + ": " + cameras.refusal().facts.at("why");
}

}  // namespace

TEST_CASE("D2: a file of cameras is read by the names of its columns, whatever their order and quotes") {
    const auto cameras = read(
        "\xef\xbb\xbfroute,bearing_deg,departement,longitude,id,country,latitude,vitesse_vehicules_legers_"
        "kmh\r\n"
        "A7,,38,4.83,13599,,45.5,130\r\n"
        "\r\n"
        "\"Voie Malraux , \"\"nord\"\"\",270,06,7.2793,13607,BE,43.707,\r\n"
        ",0,06,-1e-3,13608,FR,-0.5,50");
    REQUIRE(cameras.ok());
    REQUIRE(cameras->size() == 3);
    const auto& all = *cameras;
    CHECK(all[0].route == "A7");
    CHECK(all[0].limit_kmh == 130);
    CHECK(all[0].latitude_deg == 45.5);
    CHECK(all[0].longitude_deg == 4.83);
    CHECK(all[0].country.text() == "FR");
    CHECK_FALSE(all[0].bearing_deg.has_value());
    CHECK(all[1].route == "Voie Malraux , \"nord\"");
    CHECK(all[1].country.text() == "BE");
    CHECK(all[1].bearing_deg == 270);
    CHECK_FALSE(all[1].limit_kmh.has_value());
    CHECK(all[2].longitude_deg == -0.001);
    CHECK(all[2].bearing_deg == 0);
}

TEST_CASE("D2: of a bad file of cameras the first wrong line is named, and why") {
    struct Row {
        std::string text;
        std::string wrong;
    };
    const auto lines = [](const std::string& more) { return kHeader + "a,48,2,A1,130\n" + more; };
    const std::vector<Row> rows{
        {"", "1: the file is empty, or cannot be read"},
        {"id,latitude,longitude,route\n", "1: the header has no column vitesse_vehicules_legers_kmh"},
        {"\xff\xfe" + kHeader, "1: it is not UTF-8 text, or holds control characters"},
        {std::string(5'000'000, 'x'), "1: it is longer than 4096 bytes"},
        {lines("b,48,2,A1\n"), "3: it has another number of columns than the header"},
        {lines("b,48,2,A1,130,\n"), "3: it has another number of columns than the header"},
        {lines("b,91,2,A1,130\n"), "3: latitude is not a number from -90 to 90"},
        {lines("b,nan,2,A1,130\n"), "3: latitude is not a number from -90 to 90"},
        {lines("b,48;5,2,A1,130\n"), "3: latitude is not a number from -90 to 90"},
        {lines("b,\"48,5\",2,A1,130\n"), "3: latitude is not a number from -90 to 90"},
        {lines("b,,2,A1,130\n"), "3: latitude is not a number from -90 to 90"},
        {lines("b,0x30,2,A1,130\n"), "3: latitude is not a number from -90 to 90"},
        {lines("b,48,inf,A1,130\n"), "3: longitude is not a number from -180 to 180"},
        {lines("b,48,1e400,A1,130\n"), "3: longitude is not a number from -180 to 180"},
        {lines("b,48,2,A1,-5\n"), "3: vitesse_vehicules_legers_kmh is not a number from 1 to 300"},
        {lines("b,48,2,A1,fast\n"), "3: vitesse_vehicules_legers_kmh is not a number from 1 to 300"},
        {lines(",48,2,A1,130\n"), "3: id is not 1 to 64 letters, digits, - and _"},
        {lines("b c,48,2,A1,130\n"), "3: id is not 1 to 64 letters, digits, - and _"},
        {lines("b,48,2,A1,130\na,48,2,A1,130\n"), "4: id stands in line 2 too"},
        {lines("b,48,2,\"A1,130\n"), "3: a quote does not end"},
        {lines("b,48,2,caf\xe9,130\n"), "3: it is not UTF-8 text, or holds control characters"},
        {lines("b,48,2,\xc0\xaf,130\n"), "3: it is not UTF-8 text, or holds control characters"},
        {lines("b,48,2,\xed\xa0\x80,130\n"), "3: it is not UTF-8 text, or holds control characters"},
        {lines(std::string("b,48,2,A\0,130\n", 14)), "3: it is not UTF-8 text, or holds control characters"},
        {lines("b,48,2," + std::string(4096, 'A') + ",130\n"), "3: it is longer than 4096 bytes"},
        {"id,latitude,longitude,route,vitesse_vehicules_legers_kmh,country\na,48,2,A1,130,France\n",
         "2: country is not two capital letters"},
        {"id,latitude,longitude,route,vitesse_vehicules_legers_kmh,bearing_deg\na,48,2,A1,130,360\n",
         "2: bearing_deg is not a number from 0 to 359"}};
    for (const auto& row : rows) {
        CAPTURE(row.wrong);
        CHECK(wrong(row.text) == row.wrong);
    }
}

TEST_CASE("D2: there is an end to how many cameras a file may have") {
    std::string text = kHeader;
    for (std::size_t i = 0; i <= kMostCameras; ++i) text += std::to_string(i) + ",48,2,A1,130\n";
    CHECK(wrong(text) == "200002: the file has more than 200000 cameras");
}

TEST_CASE("D2: the ministry's file is read whole") {
    const auto rows = tests::shared_csv("radars_fr/radars.csv");
    if (rows.empty()) return;
    const auto cameras = tests::shared_file("radars_fr/radars.csv");
    const auto read_in = read(cameras);
    REQUIRE(read_in.ok());
    CHECK(read_in->size() == rows.size());
}
