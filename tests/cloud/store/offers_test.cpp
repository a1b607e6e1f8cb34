/// In the small catalogue the second version, from 1 June 2027, has news of Connect Nav: for electric cars,
/// in France.
#include "tests/cloud/store/store_fixture.hpp"

namespace traction::test {
namespace {

const Timestamp kSecondBegins = *parse_timestamp("2027-06-01T00:00:00Z");

void wishes(Shop& shop, const std::string& who, bool wished) {
    shop.hears("accounts", wire::accounts::OffersWished{.account = account(who), .wished = wished});
}

std::vector<std::string> told(Shop& shop) {
    std::vector<std::string> found;
    for (const auto& offer : shop.emitted<OfferMade>()) found.push_back(offer.account.text());
    return found;
}

}  // namespace

TEST_CASE("S6: who agreed is told when a version begins, once, of news that fit the car") {
    Shop shop;
    shop.has_car("ben", kZoe);
    shop.has_car("carol", kPetrol);
    shop.has_car("dan", kZoe);
    shop.can_pay("dan", "CH");
    for (const auto* who : {"anna", "carol", "dan", "nobody"}) wishes(shop, who, true);
    shop.advance_to(kSecondBegins - 1ms);
    CHECK(told(shop).empty());
    shop.advance(1ms);
    shop.crash();
    const auto offers = shop.emitted<OfferMade>();
    REQUIRE(offers.size() == 1);
    CHECK(offers[0].account.text() == "anna");
    CHECK(offers[0].vin == kZoe);
    CHECK(offers[0].catalogue_version == 2);
    CHECK(offers[0].products == std::vector{Product::connect_nav});
    shop.advance(days{400});
    CHECK(told(shop).empty());
}

TEST_CASE("S6, A9: who took it back, left the store or was erased is told nothing") {
    Shop shop;
    for (const auto* who : {"anna", "ben"}) {
        shop.has_car(who, kZoe);
        wishes(shop, who, true);
    }
    wishes(shop, "anna", false);
    shop.hears("accounts", wire::accounts::AccountErased{.account = account("ben")});
    shop.advance_to(kSecondBegins);
    CHECK(told(shop).empty());
}

TEST_CASE("S6: many are told in several turns, each of them, also where a crash comes between") {
    Shop shop;
    for (int number = 0; number < 1200; ++number) {
        const auto who = "p" + std::to_string(number);
        shop.has_car(who, kZoe);
        wishes(shop, who, true);
    }
    shop.advance_to(kSecondBegins);
    shop.crash();
    shop.finish_work();
    const auto all = told(shop);
    CHECK(all.size() == 1200);
    CHECK(std::set<std::string>(all.begin(), all.end()).size() == 1200);
}

}  // namespace traction::test
