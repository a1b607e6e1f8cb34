#include "shared/domain/vin.hpp"

#include <doctest/doctest.h>

#include "tests/shared/csv.hpp"

namespace traction {
namespace {

TEST_CASE("G2: what is forgiven in a VIN, and what is refused with its reason") {
    struct Row {
        std::string_view typed;
        std::string_view vin;  ///< empty when refused
        std::string_view why;
    };
    const Row rows[] = {
        {"VF7SXHMZ6FT456123", "VF7SXHMZ6FT456123", ""},
        {"vf7sxhmz6ft456123", "VF7SXHMZ6FT456123", ""},
        {" VF7 SXH\tMZ6FT 456123 ", "VF7SXHMZ6FT456123", ""},
        {"00000000000000000", "00000000000000000", ""},
        {"", "", "0 characters instead of 17"},
        {"   ", "", "0 characters instead of 17"},
        {"VF7SXHMZ6FT45612", "", "16 characters instead of 17"},
        {"VF7SXHMZ6FT4561234", "", "18 characters instead of 17"},
        {"VF7 IXHMZ6FT456123", "", "'I' at place 4"},
        {"vf7sxhmz6ft45612o", "", "'O' at place 17"},
        {"QF7SXHMZ6FT456123", "", "'Q' at place 1"},
        {"VF7SXHMZ6FT45612\n", "", "byte 0x0A at place 17"},
        {"VF7SXHMZ6FT45612é", "", "byte 0xC3 at place 17"},
        {"VF7SXHMZ6FT45612/", "", "'/' at place 17"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.typed);
        const auto vin = Vin::parse(row.typed);
        REQUIRE(vin.ok() == !row.vin.empty());
        if (vin.ok()) {
            CHECK(vin.value().text() == row.vin);
        } else {
            CHECK(vin.refusal() == Refusal{kVinNotValid, {{"why", std::string(row.why)}}});
        }
    }
}

/// Turns "\n" of the data into the control character.
std::string unescaped(std::string text) {
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n"))
        text.replace(at, 2, "\n");
    return text;
}

TEST_CASE("G2: every well-formed VIN of the North American lists is taken, a wrong check digit included") {
    const auto rows = tests::shared_csv("vin/vin_valid_checkdigit.csv");
    for (const auto& row : rows) {
        CAPTURE(row.at("vin"));
        CHECK(Vin::parse(row.at("vin")).ok());
    }
}

TEST_CASE("G2: European VINs are taken without a check digit; prefixes of VINs are not") {
    for (const auto& row : tests::shared_csv("vin/vin_european.csv")) {
        CAPTURE(row.at("vin"));
        CHECK(Vin::parse(row.at("vin")).ok() == (row.at("kind") != "prefix"));
    }
}

TEST_CASE("G2: every PSA model's prefix becomes a VIN when filled up") {
    for (const auto& row : tests::shared_csv("vin/psa_vin_prefix_models.csv")) {
        auto vin = row.at("vin_prefix_regex");
        if (vin.ends_with(".*")) vin.resize(vin.size() - 2);
        vin.resize(17, '0');
        CAPTURE(vin);
        CHECK(Vin::parse(vin).ok());
    }
}

TEST_CASE("G2: of the doubtful VINs the format decides: check digit, year code, maker and case do not") {
    for (const auto& row : tests::shared_csv("vin/vin_invalid_or_edge.csv")) {
        const auto& reason = row.at("reason");
        const bool format_is_good = reason == "policy" || reason == "lowercase" || reason == "unknown_wmi" ||
                                    reason.starts_with("bad_checkdigit") ||
                                    reason.starts_with("bad_year_code");
        CAPTURE(row.at("vin_backslash_escaped"));
        CHECK(Vin::parse(unescaped(row.at("vin_backslash_escaped"))).ok() == format_is_good);
    }
}

}  // namespace
}  // namespace traction
