/// What is erased of a person and of a period, and what a person gets of all that is kept.
#include "tests/cloud/store/store_fixture.hpp"
#include "tests/support/exported.hpp"
#include "tests/support/traces.hpp"

namespace traction::test {
namespace {

wire::contracts::TeardownBegan teardown(const std::string& owner) {
    return {.teardown = *TeardownId::parse("t-1"),
            .vin = kZoe,
            .period = 1,
            .account = account(owner),
            .reason = wire::contracts::EndReason::theft};
}

void buys_and_shops_on(Shop& shop) {
    shop.hears("accounts", wire::accounts::ZoneChosen{.account = account("anna"),
                                                      .zone = *Zone::parse("Indian/Reunion")});
    shop.is_ready("anna");
    shop.puts("anna", Product::mapping_pack);
    shop.checks_out("anna", "o-1", 7900);
    shop.puts("anna", Product::connect_nav);
    shop.puts("anna", Product::speedcam);
}

}  // namespace

TEST_CASE("C7, H3: a teardown empties the cart of its owner, counts it, and says the same when told again") {
    Shop shop;
    shop.has_car("ben", kZoe);
    buys_and_shops_on(shop);
    shop.puts("ben", Product::mapping_pack);
    for (int twice = 0; twice < 2; ++twice) {
        shop.hears("contracts", teardown("anna"));
        const auto parts = shop.emitted<wire::contracts::TeardownPart>();
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].counts == std::map<std::string, std::int64_t>{{"cart_items", 2}});
        shop.crash();
    }
    CHECK(shop.shows_cart("anna").body.at("items").empty());
    CHECK(shop.shows_cart("ben").body.at("items").size() == 1);
    CHECK(shop.orders_of("anna").body.at("orders").size() == 1);
}

TEST_CASE("A10: of an erased account nothing stays but the sale, without person and car") {
    Shop shop;
    buys_and_shops_on(shop);
    shop.emitted<OrderPlaced>();
    shop.hears("accounts", wire::accounts::AccountErased{.account = account("anna")});
    // Events are kept 400 days, and name ids only; an answer is remembered for a day.
    shop.advance(days{2});
    std::set<std::string> places;
    for (const auto& [place, count] : traces_of(shop.database(), "anna")) places.insert(place);
    CHECK(places == std::set<std::string>{"outbox.body"});
    auto kept = shop.database().prepare("SELECT count(*), sum(total_minor) FROM sale");
    REQUIRE(kept->step());
    CHECK(kept->integer(0) == 1);
    CHECK(kept->integer(1) == 7900);
}

TEST_CASE("S3: who adds and removes cars keeps the carts of ten that are gone, and no more") {
    Shop shop;
    for (int number = 10; number < 40; ++number) {
        const auto vin = Vin::parse("VF1AG0001643168" + std::to_string(number)).value();
        shop.has_car("anna", vin);
        CHECK(shop.puts("anna", Product::mapping_pack, 12, vin).done);
        shop.lost_car("anna", vin);
    }
    shop.puts("anna", Product::mapping_pack);
    CHECK(exported(shop, "anna", "store.ExportPage").of("cart_item").size() == 11);
}

TEST_CASE("A11: the person gets the conditions she accepted, her carts, and every order") {
    Shop shop;
    shop.is_ready("anna");
    for (int number = 0; number < 300; ++number) {
        shop.puts("anna", Product::mapping_pack);
        REQUIRE(shop.checks_out("anna", "o-" + std::to_string(number), 7900).done);
        const auto contract = shop.emitted<OrderPlaced>().at(0).items.at(0).contract;
        shop.hears("contracts", wire::contracts::ContractEnded{shop.of_contract("anna", contract)});
    }
    shop.puts("anna", Product::connect_nav);
    shop.lost_car("anna", kZoe);
    const auto all = exported(shop, "anna", "store.ExportPage");
    CHECK(all.of("acceptance").size() == 1);
    CHECK(all.of("cart_item").size() == 1);
    const auto orders = all.of("order");
    REQUIRE(orders.size() == 300);
    for (int number = 0; number < 300; ++number)
        CHECK(orders[static_cast<std::size_t>(number)].at("order") == "o-" + std::to_string(number));
    CHECK(exported(shop, "ben", "store.ExportPage").rows.empty());
    for (const auto* place : {"", "here", "order.x"})
        CHECK(shop.owner_asks("anna", wire::exports::Export{place}).refused == "message_not_understood");
}

}  // namespace traction::test
