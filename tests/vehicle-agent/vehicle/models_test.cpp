/// The table of models against the shared facts, where they are there.
#include "vehicle-agent/vehicle/models.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>

using namespace traction::vehicle;

namespace {

std::filesystem::path shared_data() {
    const char* named = std::getenv("TRACTION_SHARED_DATA");
    return named ? std::filesystem::path(named)
                 : std::filesystem::path(TRACTION_SOURCE_DIR) / ".." / "shared" / "data";
}

/// The rows of a table of plain facts; a comma within quotes does not separate.
std::vector<std::vector<std::string>> rows_of(const std::filesystem::path& file) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream input(file);
    if (!input) std::cout << "skipped: " << file << " is not there\n";
    for (std::string line; std::getline(input, line);) {
        std::vector<std::string> fields(1);
        bool quoted = false;
        for (const char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                fields.emplace_back();
            else if (c != '\r')
                fields.back() += c;
        }
        rows.push_back(fields);
    }
    return rows;
}

struct Oracle {
    double usable_kwh, minutes_10_80, minutes_20_80_at_50_kw, minutes_0_100, ac_kw, minutes_20_80_ac;
};

std::optional<Oracle> oracle_for(std::string_view brand, std::string_view model, std::string_view variant) {
    static const auto rows = rows_of(shared_data() / "ev_specs" / "charge_time_oracle.csv");
    for (const auto& row : rows) {
        if (row.size() != 12 || row[0] != brand || row[1] != model || row[2] != variant) continue;
        return Oracle{std::stod(row[3]), std::stod(row[6]), std::stod(row[7]),
                      std::stod(row[8]), std::stod(row[9]), std::stod(row[11])};
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("charge times agree with the numeric oracle for the cars whose curve was measured") {
    struct Row {
        std::string_view ours, brand, model, variant;
    };
    for (const auto& row :
         {Row{"Peugeot e-208", "Peugeot", "e-208", "11 kW-AC"},
          Row{"Peugeot e-2008", "Peugeot", "e-2008", "11 kW-AC"}, Row{"Opel Mokka-e", "Opel", "Mokka-e", ""},
          Row{"Opel Corsa-e", "Opel", "Corsa-e", "11 kW-AC"},
          Row{"e-Traveller, ë-SpaceTourer 50", "Peugeot", "E-Traveller", "50 kWh 11 kW-AC"},
          Row{"Renault Zoe", "Renault", "Zoe", "R135 ZE50"}, Row{"Peugeot iOn", "Citroen", "C-Zero", ""}}) {
        CAPTURE(row.ours);
        const auto oracle = oracle_for(row.brand, row.model, row.variant);
        if (!oracle) continue;
        const auto& model = model_named(row.ours);
        const auto minutes = [&](double from, double to, double limit_w) {
            return seconds_to_charge(model.rapid, 1000 * oracle->usable_kwh, from, to, limit_w) / 60;
        };
        CHECK(minutes(10, 80, 1e9) == doctest::Approx(oracle->minutes_10_80).epsilon(0.005));
        CHECK(minutes(20, 80, 50e3) == doctest::Approx(oracle->minutes_20_80_at_50_kw).epsilon(0.005));
        CHECK(minutes(0, 100, 1e9) == doctest::Approx(oracle->minutes_0_100).epsilon(0.005));
        CHECK(minutes(20, 80, 1000 * oracle->ac_kw) ==
              doctest::Approx(oracle->minutes_20_80_ac).epsilon(0.005));
        CHECK(model.usable_wh == doctest::Approx(1000 * oracle->usable_kwh).epsilon(0.05));
    }
}

TEST_CASE("every electric car of the prefix table is known by its VIN, with a battery of its size") {
    for (const auto& row : rows_of(shared_data() / "vin" / "psa_vin_prefix_models.csv")) {
        if (row.size() < 7 || row[4] != "ElecModel" || row[5] == "Vauxhall Corsa Electric")
            continue;  // a petrol prefix in the table
        const std::string prefix = row[0].substr(0, row[0].find(".*"));
        CAPTURE(prefix);
        const double usable = model_of(prefix + std::string(17 - prefix.size(), '0')).usable_wh;
        CHECK(usable == doctest::Approx(1000 * std::stod(row[6])).epsilon(0.09));
    }
}

TEST_CASE("an unknown VIN is the car most sold, and the longest prefix wins") {
    CHECK(model_of("WVWZZZ1KZ6W612305").name == "Peugeot e-208");
    CHECK(model_of("VR3KCZKZ3R0000000").name == "Peugeot e-3008");
    CHECK(model_of("VR3KCZKZ8R0000000").name == "Peugeot e-5008");
}

TEST_CASE("every curve rises in percent from 0 to 100 and has power everywhere") {
    for (const auto* name :
         {"Peugeot e-208", "Peugeot e-3008", "Citroën ë-C3", "Citroën ë-C4 54", "Opel Corsa-e", "Renault Zoe",
          "Peugeot iOn", "e-Traveller, ë-Jumpy, Vivaro-e 75"}) {
        CAPTURE(name);
        const auto curve = model_named(name).rapid;
        CHECK(curve.front().soc_percent == 0);
        CHECK(curve.back().soc_percent == 100);
        CHECK(std::is_sorted(curve.begin(), curve.end(),
                             [](auto a, auto b) { return a.soc_percent < b.soc_percent; }));
        CHECK(std::all_of(curve.begin(), curve.end(), [](auto point) { return point.power_w > 0; }));
    }
}
