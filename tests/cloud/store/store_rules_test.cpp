#include "cloud/store/store_rules.hpp"

#include "shared/wire/refusals.hpp"
#include "tests/cloud/store/store_fixture.hpp"

namespace traction::test {
namespace {

using store::CartItem;
using store::Counter;
using store::NotOffered;
using wire::garage::Energy;

const Timestamp kDay = *parse_timestamp("2027-03-01T10:00:00Z");

Counter counter(const char* vin, const char* country) {
    return {.catalogue = small().version_at(kDay),
            .conditions = small().conditions_at(kDay),
            .market = *small().market(*Country::parse(country)),
            .car = store::facts_of(*Vin::parse(vin)),
            .running = {}};
}

std::vector<std::string> names(const std::vector<Refusal>& refusals) {
    std::vector<std::string> found;
    for (const auto& refusal : refusals) found.emplace_back(refusal.code.name);
    return found;
}

const char* const kZoeVin = "VF1AG000164316834";

}  // namespace

TEST_CASE("S2: what does not fit a car in its country is not offered, with the reason") {
    const struct {
        store::CarFacts car;
        const char* country;
        Product product;
        std::optional<NotOffered> reason;
    } rows[]{
        {{Energy::electric, "renault_zoe"}, "FR", Product::mapping_pack, std::nullopt},
        {{Energy::electric, "renault_zoe"}, "CH", Product::mapping_pack, std::nullopt},
        {{Energy::electric, "citroen_ami"}, "FR", Product::mapping_pack, NotOffered::not_for_this_model},
        {{Energy::other, ""}, "FR", Product::mapping_pack, std::nullopt},
        {{Energy::other, ""}, "FR", Product::connect_nav, NotOffered::not_for_this_energy},
        {{Energy::electric, "renault_zoe"}, "CH", Product::speedcam, NotOffered::not_sold_in_this_country},
        {{Energy::other, ""}, "DE", Product::connect_nav, NotOffered::not_sold_in_this_country},
    };
    for (const auto& row : rows) {
        CAPTURE(row.car.model);
        CAPTURE(row.country);
        const auto* offering = small().version_at(kDay).find(row.product);
        CHECK(store::why_not_offered(*offering, row.car, *Country::parse(row.country)) == row.reason);
    }
}

TEST_CASE("S2: what a VIN says of a car") {
    CHECK(store::facts_of(kZoe).energy == Energy::electric);
    CHECK(store::facts_of(kZoe).model == "renault_zoe");
    CHECK(store::facts_of(kPetrol).energy == Energy::other);
    CHECK(store::facts_of(kPetrol).model.empty());
}

TEST_CASE("S3: what an item costs, and why it cannot be bought") {
    const auto price = [](const Counter& at, const CartItem& item) { return store::price_of(at, item); };
    auto fr = counter(kZoeVin, "FR");
    CHECK(*price(fr, {Product::mapping_pack, 24}) == Money{14900, Currency::euro()});
    CHECK(*price(counter(kZoeVin, "CH"), {Product::mapping_pack, 12}) ==
          Money{8900, *Currency::parse("CHF")});
    CHECK(price(fr, {Product::mapping_pack, 36}).refusal() ==
          Refusal(wire::refused::term_not_offered, {{"product", "mapping_pack"}, {"terms", "12, 24"}}));
    CHECK(price(fr, {Product::tracking_pack, 12}).refusal().code.name == "product_not_offered");
    CHECK(price(counter(kZoeVin, "CH"), {Product::speedcam, 12}).refusal().facts.at("reason") ==
          "not_sold_in_this_country");
    fr.running = {Product::mapping_pack};
    CHECK(price(fr, {Product::mapping_pack, 12}).refusal().code.name == "contract_already_running");
    CHECK(price(fr, {Product::connect_nav, 12}).ok());
    const std::vector<CartItem> cart{{Product::mapping_pack, 12}, {Product::connect_nav, 1}};
    CHECK(store::total_of(fr, cart) == Money{990, Currency::euro()});
}

TEST_CASE("S3: every missing step of a checkout has its name, in the order of precedence") {
    const std::vector<CartItem> good{{Product::mapping_pack, 12}};
    const std::vector<CartItem> bad{{Product::mapping_pack, 36}, {Product::tracking_pack, 12}};
    const store::Payer ready{.country = Country::parse("FR"), .has_address = true, .has_means = true};
    const auto fr = counter(kZoeVin, "FR");
    using Names = std::vector<std::string>;
    const struct {
        std::vector<CartItem> cart;
        bool accepted;
        store::Payer payer;
        Names missing;
    } rows[]{
        {good, true, ready, {}},
        {{}, true, ready, {"cart_empty"}},
        {bad, true, ready, {"term_not_offered", "product_not_offered"}},
        {good, false, ready, {"conditions_not_accepted"}},
        {good, true, {.has_address = false, .has_means = true}, {"billing_address_missing"}},
        {good, true, {.has_address = true, .has_means = false}, {"payment_means_missing"}},
        {{},
         false,
         {},
         {"cart_empty", "conditions_not_accepted", "billing_address_missing", "payment_means_missing"}},
    };
    for (const auto& row : rows) {
        const auto accepted = row.accepted ? std::optional(kDay) : std::nullopt;
        CHECK(names(store::hindrances(fr, row.cart, accepted, row.payer)) == row.missing);
    }
}

TEST_CASE("S3: a total that the person did not see is refused, and the one that holds is given") {
    const auto euros = [](std::int64_t minor) { return Money{minor, Currency::euro()}; };
    CHECK_FALSE(store::recheck(euros(7900), euros(7900)));
    const auto changed = store::recheck(euros(7900), euros(8500));
    REQUIRE(changed);
    CHECK(*changed == Refusal(wire::refused::price_changed, {{"total_minor", "8500"}, {"currency", "EUR"}}));
    CHECK(store::recheck({7900, *Currency::parse("CHF")}, euros(7900)).has_value());
}

}  // namespace traction::test
