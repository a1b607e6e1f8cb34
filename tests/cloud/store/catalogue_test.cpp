#include <fmt/format.h>

#include "shared/domain/car_models.hpp"
#include "tests/cloud/store/store_fixture.hpp"

namespace traction::test {
namespace {

using store::Catalogue;

/// The fault of the small catalogue with one value put at a place.
std::string fault_with(const std::string& place, const Json& value) {
    auto json = small_catalogue();
    json[Json::json_pointer(place)] = value;
    try {
        Catalogue::parse(json.dump());
    } catch (const Fault& fault) {
        return fault.what();
    }
    return "none";
}

}  // namespace

TEST_CASE(
    "S1: the catalogue that is built in has every product, with words, prices and terms in each market") {
    const auto& catalogue = Catalogue::embedded();
    const auto& version = catalogue.version_at(*parse_timestamp("2026-12-01T00:00:00Z"));
    CHECK(version.number == 1);
    CHECK(version.offerings.size() == wire::contracts::kProductNames.size());
    CHECK(catalogue.market(*Country::parse("FR"))->tax_permille == 200);
    for (const auto& market : catalogue.markets()) {
        CAPTURE(market.country.text());
        const auto sold = std::count_if(version.offerings.begin(), version.offerings.end(),
                                        [&](const auto& each) { return each.is_sold_in(market.country); });
        CHECK(sold >= 5);
    }
    const auto* zones = version.find(Product::speedcam);
    CHECK_FALSE(zones->is_sold_in(*Country::parse("DE")));
}

TEST_CASE("S1: an older version keeps what was sold, and none is in force before its instant") {
    const auto at = [](const char* instant) { return *parse_timestamp(instant); };
    const auto price = [](const store::Version& version) {
        return version.find(Product::mapping_pack)->price(*Country::parse("FR"), 12);
    };
    CHECK(small().version_at(at("2025-01-01T00:00:00Z")).number == 1);
    CHECK(small().version_at(at("2027-05-31T23:59:59Z")).number == 1);
    CHECK(small().version_at(at("2027-06-01T00:00:00Z")).number == 2);
    CHECK(price(small().version_at(at("2027-05-31T23:59:59Z"))) == 7900);
    CHECK(price(small().version_at(at("2027-06-01T00:00:00Z"))) == 8500);
    CHECK(small().conditions_at(at("2027-06-01T00:00:00Z")).version.text() == "second");
    CHECK(small().version_after(1)->number == 2);
    CHECK(small().version_after(2) == nullptr);
}

TEST_CASE("S1: a catalogue that is wrong is a fault that names the place and the reason") {
    const std::string mapping = "/versions/0/products/0";
    const struct {
        std::string place;
        Json value;
        const char* says;
    } rows[]{
        {"/markets/0/currency", "EURO", "/markets/0/currency"},
        {"/markets/0/country", "FR", "/markets names something twice"},
        {"/markets/1/tax_permille", 1001, "/markets/1/tax_permille"},
        {"/conditions", Json::array(), "/conditions must not be empty"},
        {"/conditions/1/from", "2025-01-01T00:00:00Z", "order of the instants"},
        {"/versions", Json::array(), "/versions must not be empty"},
        {"/versions/1/version", 3, "numbered from 1 without gap"},
        {"/versions/1/from", "2025-01-01T00:00:00Z", "order of the instants"},
        {"/versions/0/news", {"teleservices"}, "must be among the products"},
        {"/versions/0/news", {"no_product"}, "/versions/0/news must be one of: "},
        {mapping + "/product", "connect_nav", "/kind is another product's"},
        {"/versions/0/products/2/product", "connect_nav", "/products names something twice"},
        {mapping + "/kind", "service", "/kind is another product's"},
        {mapping + "/renewal", "before_end", "must be on_last_day for packs"},
        {mapping + "/title/fr", "", "/versions/0/products/0/title/fr must not be empty"},
        {mapping + "/energies", Json::array(), "must not be empty"},
        {mapping + "/energies", {"steam"}, "/energies must be one of: electric, other"},
        {mapping + "/not_for_models", {"citroen_2cv"}, "not known: \"citroen_2cv\""},
        {mapping + "/needs", {"weather"}, "/needs must be one of: "},
        {mapping + "/terms", {24, 12}, "each once, in that order"},
        {mapping + "/terms", {12, 13}, "each once, in that order"},
        {mapping + "/terms", Json::array(), "must not be empty"},
        {mapping + "/prices/0/minor_units", {8900}, "one price for each term in CH"},
        {mapping + "/prices/0/minor_units", {8900, 0}, "whole numbers from 1"},
        {mapping + "/prices/0/minor_units", {8900, 1.5}, "whole numbers from 1"},
        {mapping + "/prices/0/country", "FR", "names something twice"},
        {mapping + "/prices/0/country", "DE", "a price in DE, which is no market"},
        {mapping + "/colour", "red", "is not a field of this message"},
    };
    CHECK(fault_with("/markets/0/tax_permille", 81) == "none");
    for (const auto& row : rows) {
        CAPTURE(row.place);
        const auto fault = fault_with(row.place, row.value);
        CAPTURE(fault);
        CHECK(fault.starts_with("the catalogue: "));
        CHECK(fault.find(row.says) != std::string::npos);
    }
    CHECK_THROWS_AS(Catalogue::parse("{"), const Fault&);
}

}  // namespace traction::test
