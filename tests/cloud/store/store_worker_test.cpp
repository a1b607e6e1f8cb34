#include "tests/cloud/store/store_fixture.hpp"

namespace traction::test {
namespace {

std::vector<std::string> missing_of(const OneWorker::Answered& cart) {
    return cart.body.at("missing").get<std::vector<std::string>>();
}

std::set<std::string> products_of(const Json& list) {
    std::set<std::string> products;
    for (const auto& entry : list) products.insert(entry.at("product").get<std::string>());
    return products;
}

}  // namespace

TEST_CASE("S2: anyone reads the whole catalogue, guests too, with the prices of the country he names") {
    Shop shop;
    const auto guest = shop.guest_asks("abcdefghijklmnopqrstuvwxyz", ShowCatalogue{});
    check_schema("store.CatalogueAnswer", guest);
    CHECK(guest.body.at("country") == "FR");
    CHECK(guest.body.at("products").size() == 3);
    const auto swiss = shop.guest_asks("abcdefghijklmnopqrstuvwxyz", ShowCatalogue{Country::parse("CH")});
    CHECK(swiss.body.at("currency") == "CHF");
    CHECK(swiss.body.at("products").at(2).at("prices").empty());
    const auto nowhere = shop.guest_asks("abcdefghijklmnopqrstuvwxyz", ShowCatalogue{Country::parse("US")});
    CHECK(nowhere.refused == "country_not_served");
    CHECK(nowhere.fact("countries") == "CH, FR");
    CHECK(shop.owner_asks("carol", ShowCatalogue{}).body == guest.body);
}

TEST_CASE("S2, S4: the shelf of a car has what fits it, and says why the rest does not") {
    Shop shop;
    shop.has_car("anna", kPetrol);
    const auto zoe = shop.owner_asks("anna", ListOffered{{.vin = kZoe, .country = {}}});
    check_schema("store.Shelf", zoe);
    CHECK(products_of(zoe.body.at("offered")) ==
          std::set<std::string>{"mapping_pack", "connect_nav", "speedcam"});
    CHECK(zoe.body.at("not_offered").empty());
    const auto petrol = shop.owner_asks("anna", ListOffered{{.vin = kPetrol, .country = {}}});
    CHECK(products_of(petrol.body.at("offered")) == std::set<std::string>{"mapping_pack", "speedcam"});
    CHECK(petrol.body.at("not_offered") ==
          Json{{{"product", "connect_nav"}, {"reason", "not_for_this_energy"}}});
    shop.can_pay("anna", "CH");
    const auto swiss = shop.owner_asks("anna", ListOffered{{.vin = kZoe, .country = Country::parse("FR")}});
    CHECK(swiss.body.at("country") == "CH");
    CHECK(shop.owner_asks("ben", ListOffered{{.vin = kZoe, .country = {}}}).refused ==
          "vehicle_not_in_garage");
}

TEST_CASE("S3: a cart is of one account and car; a product again replaces what was there") {
    Shop shop;
    shop.has_car("anna", kPetrol);
    shop.has_car("ben", kZoe);
    CHECK(shop.puts("anna", Product::mapping_pack, 12).done);
    CHECK(shop.puts("anna", Product::connect_nav, 1).done);
    const auto cart = shop.puts("anna", Product::mapping_pack, 24);
    check_schema("store.Cart", cart);
    CHECK(cart.body.at("items").size() == 2);
    CHECK(cart.body.at("total_minor") == 14900 + 990);
    CHECK(shop.shows_cart("anna").body == cart.body);
    CHECK(shop.shows_cart("anna", kPetrol).body.at("items").empty());
    CHECK(shop.shows_cart("ben").body.at("items").empty());
    for (int twice = 0; twice < 2; ++twice) {
        const auto left =
            shop.owner_asks("anna", RemoveFromCart{.vin = kZoe, .product = Product::mapping_pack});
        CHECK(products_of(left.body.at("items")) == std::set<std::string>{"connect_nav"});
    }
}

TEST_CASE("S2, S4: what is not offered, or not for a car of the garage, does not get into a cart") {
    Shop shop;
    shop.has_car("anna", kPetrol);
    const auto nav = shop.puts("anna", Product::connect_nav, 12, kPetrol);
    CHECK(nav.refused == "product_not_offered");
    CHECK(nav.fact("reason") == "not_for_this_energy");
    CHECK(shop.puts("anna", Product::mapping_pack, 36).refused == "term_not_offered");
    CHECK(shop.puts("ben", Product::mapping_pack).refused == "vehicle_not_in_garage");
    CHECK(shop.shows_cart("anna", kPetrol).body.at("items").empty());
}

TEST_CASE("S3: the cart says what a checkout would miss, and the checkout refuses it by name") {
    Shop shop;
    const auto refused_for = [&](const std::string& order) {
        const auto refused = shop.checks_out("anna", order, 7900).refused;
        const auto missing = missing_of(shop.shows_cart("anna"));
        CHECK((missing.empty() ? "" : missing.front()) == refused);
        return refused;
    };
    CHECK(refused_for("o-1") == "cart_empty");
    shop.puts("anna", Product::mapping_pack);
    CHECK(refused_for("o-2") == "conditions_not_accepted");
    CHECK(shop.checks_out("anna", "o-2b", 7900).fact("conditions_version") == "first");
    shop.accepts("anna");
    CHECK(refused_for("o-3") == "billing_address_missing");
    shop.hears("billing", PayerIncomplete{.account = account("anna"), .missing = {Particular::means}});
    CHECK(refused_for("o-4") == "payment_means_missing");
    shop.can_pay("anna");
    CHECK(missing_of(shop.shows_cart("anna")).empty());
    CHECK(shop.emitted<OrderPlaced>().empty());
    CHECK(shop.orders_of("anna").body.at("orders").empty());
    CHECK(shop.checks_out("anna", "o-5", 7900).done);
}

TEST_CASE("S3: only the conditions in force can be accepted; the first acceptance's time is kept") {
    Shop shop;
    const auto wrong = shop.accepts("anna", "second");
    CHECK(wrong.refused == "conditions_not_in_force");
    CHECK(wrong.fact("conditions_version") == "first");
    const auto accepted = shop.accepts("anna");
    check_schema("store.Acceptance", accepted);
    shop.advance(days{1});
    CHECK(shop.accepts("anna").body == accepted.body);
    shop.puts("anna", Product::mapping_pack);
    shop.can_pay("anna");
    shop.advance_to(*parse_timestamp("2027-06-01T00:00:00Z"));
    CHECK(shop.checks_out("anna", "o-1", 8500).refused == "conditions_not_accepted");
    CHECK(shop.accepts("anna", "second").done);
    CHECK(shop.checks_out("anna", "o-1", 8500).body.at("conditions_version") == "second");
}

TEST_CASE("S3: an order has what was bought as it was sold, and is told with a contract for each item") {
    Shop shop;
    shop.is_ready("anna");
    shop.puts("anna", Product::mapping_pack, 24);
    shop.owner_asks(
        "anna",
        AddToCart{.vin = kZoe, .product = Product::connect_nav, .term_months = 1, .automatic_renewal = true});
    const auto order = shop.checks_out("anna", "o-1", 14900 + 990);
    check_schema("store.Order", order);
    const auto placed = shop.emitted<OrderPlaced>();
    REQUIRE(placed.size() == 1);
    CHECK(placed[0].order.text() == "o-1");
    CHECK(placed[0].account.text() == "anna");
    CHECK(placed[0].vin == kZoe);
    CHECK(placed[0].conditions_version.text() == "first");
    REQUIRE(placed[0].items.size() == 2);
    CHECK(placed[0].items[0].contract != placed[0].items[1].contract);
    CHECK(placed[0].items[0].price == Money{14900, Currency::euro()});
    CHECK(placed[0].items[0].tax_permille == 200);
    CHECK(placed[0].items[0].catalogue_version == 1);
    CHECK(placed[0].items[1].automatic_renewal);
    CHECK(order.body.at("items").at(0) == placed[0].items[0].json());
    CHECK(shop.shows_cart("anna").body.at("items").empty());
    check_schema("store.Orders", shop.orders_of("anna"));
    CHECK(shop.orders_of("anna").body.at("orders") == Json::array({order.body}));
    shop.advance_to(*parse_timestamp("2027-06-02T00:00:00Z"));
    CHECK(shop.owner_asks("anna", ShowOrder{*OrderId::parse("o-1")}).body == order.body);
    CHECK(shop.owner_asks("ben", ShowOrder{*OrderId::parse("o-1")}).refused == "order_unknown");
}

TEST_CASE("S3: however often an order is sent, it is made once, also long after and after a crash") {
    Shop shop;
    shop.is_ready("anna");
    shop.puts("anna", Product::mapping_pack);
    const auto order = shop.checks_out("anna", "o-1", 7900);
    REQUIRE(order.done);
    CHECK(shop.repeats_last_ask().body == order.body);
    shop.crash();
    CHECK(shop.checks_out("anna", "o-1", 7900).body == order.body);
    shop.advance(days{40});
    CHECK(shop.checks_out("anna", "o-1", 7900).body == order.body);
    CHECK(shop.emitted<OrderPlaced>().size() == 1);
    CHECK(shop.checks_out("anna", "o-1", 7901).refused == "id_reused");
    shop.has_car("ben", kZoe);
    shop.is_ready("ben");
    shop.puts("ben", Product::mapping_pack);
    CHECK(shop.checks_out("ben", "o-1", 7900).done);
    CHECK(shop.emitted<OrderPlaced>().size() == 1);
    for (const auto* owner : {"anna", "ben"}) {
        const auto orders = shop.orders_of(owner).body.at("orders");
        REQUIRE(orders.size() == 1);
        CHECK(orders.at(0).at("items").size() == 1);
    }
}

TEST_CASE("C1: an order says in which zone its contracts open: the account's") {
    Shop shop;
    shop.is_ready("anna");
    const auto zone_of_order = [&](const char* id) {
        shop.puts("anna", Product::mapping_pack);
        shop.checks_out("anna", id, 7900);
        const auto order = shop.emitted<OrderPlaced>().at(0);
        shop.hears("contracts",
                   wire::contracts::ContractExpired{shop.of_contract("anna", order.items.at(0).contract)});
        return order.zone.name();
    };
    CHECK(zone_of_order("o-1") == Zone::standard().name());
    shop.hears("accounts", wire::accounts::ZoneChosen{.account = account("anna"),
                                                      .zone = *Zone::parse("Indian/Reunion")});
    CHECK(zone_of_order("o-2") == "Indian/Reunion");
}

TEST_CASE("S3: a price that has changed since the person saw it is refused, and nothing is bought") {
    Shop shop;
    shop.is_ready("anna");
    shop.puts("anna", Product::mapping_pack);
    CHECK(shop.checks_out("anna", "o-1", 7800).refused == "price_changed");
    CHECK(shop.checks_out("anna", "o-1", 7900, "CHF").refused == "price_changed");
    shop.advance_to(*parse_timestamp("2027-06-01T00:00:00Z"));
    shop.accepts("anna", "second");
    const auto changed = shop.checks_out("anna", "o-1", 7900);
    CHECK(changed.refused == "price_changed");
    CHECK(changed.fact("total_minor") == "8500");
    CHECK(shop.emitted<OrderPlaced>().empty());
    CHECK(shop.shows_cart("anna").body.at("items").size() == 1);
    CHECK(shop.checks_out("anna", "o-1", 8500).body.at("items").at(0).at("catalogue_version") == 2);
}

TEST_CASE("S3: what left the catalogue while it lay in the cart is named, and can be taken out") {
    Shop shop;
    shop.is_ready("anna");
    shop.puts("anna", Product::speedcam);
    shop.puts("anna", Product::mapping_pack);
    shop.advance_to(*parse_timestamp("2027-06-01T00:00:00Z"));
    shop.accepts("anna", "second");
    const auto cart = shop.shows_cart("anna");
    check_schema("store.Cart", cart);
    CHECK(cart.body.at("total_minor") == 8500);
    CHECK(missing_of(cart) == std::vector<std::string>{"product_not_offered"});
    CHECK(shop.checks_out("anna", "o-1", 8500).fact("product") == "speedcam");
    shop.owner_asks("anna", RemoveFromCart{.vin = kZoe, .product = Product::speedcam});
    CHECK(shop.checks_out("anna", "o-1", 8500).done);
}

TEST_CASE("S3: what runs for the car cannot be bought again before it is over") {
    Shop shop;
    shop.is_ready("anna");
    shop.puts("anna", Product::mapping_pack);
    shop.checks_out("anna", "o-1", 7900);
    const auto bought = shop.emitted<OrderPlaced>().at(0).items.at(0).contract;
    CHECK(shop.puts("anna", Product::mapping_pack).refused == "contract_already_running");
    CHECK(shop.puts("anna", Product::connect_nav).done);
    shop.hears("contracts", wire::contracts::ContractExpired{shop.of_contract("anna", bought)});
    CHECK(shop.puts("anna", Product::mapping_pack).done);
}

TEST_CASE("G8, S3: what came with a sold car runs for its new owner, and for nobody else") {
    Shop shop;
    shop.is_ready("anna");
    shop.puts("anna", Product::mapping_pack);
    shop.checks_out("anna", "o-1", 7900);
    const auto bought = shop.emitted<OrderPlaced>().at(0).items.at(0).contract;
    shop.lost_car("anna", kZoe);
    shop.has_car("ben", kZoe);
    CHECK(shop.puts("ben", Product::mapping_pack).done);  // nobody is told that somebody has it (G5)
    shop.hears("contracts", wire::contracts::ContractMoved{shop.of_contract("ben", bought)});
    CHECK(shop.puts("ben", Product::mapping_pack).refused == "contract_already_running");
    shop.has_car("anna", kZoe);
    CHECK(shop.puts("anna", Product::mapping_pack).done);

    shop.hears("contracts", wire::contracts::ContractMoved{shop.of_contract("anna", bought)});
    CHECK(shop.puts("anna", Product::mapping_pack).refused == "contract_already_running");
    CHECK(shop.puts("ben", Product::mapping_pack).done);

    shop.hears("accounts", wire::accounts::AccountErased{*AccountId::parse("anna")});
    shop.hears("contracts", wire::contracts::ContractMoved{shop.of_contract("ben", bought)});
    CHECK(shop.puts("ben", Product::mapping_pack).refused == "contract_already_running");
    shop.hears("contracts", wire::contracts::ContractExpired{shop.of_contract("ben", bought)});
    CHECK(shop.puts("ben", Product::mapping_pack).done);
    shop.hears("contracts", wire::contracts::ContractMoved{shop.of_contract("ben", bought)});  // told late
    CHECK(shop.puts("ben", Product::mapping_pack).done);
}

TEST_CASE("A8, S4: without the car in the garage nothing is bought or seen; when it is back, all is there") {
    Shop shop;
    shop.is_ready("anna");
    shop.puts("anna", Product::mapping_pack);
    shop.checks_out("anna", "o-1", 7900);
    shop.puts("anna", Product::connect_nav);
    shop.lost_car("anna", kZoe);
    CHECK(shop.checks_out("anna", "o-2", 8900).refused == "vehicle_not_in_garage");
    CHECK(shop.shows_cart("anna").refused == "vehicle_not_in_garage");
    CHECK(shop.orders_of("anna").body.at("orders").empty());
    CHECK(shop.owner_asks("anna", ShowOrder{*OrderId::parse("o-1")}).refused == "order_unknown");
    shop.has_car("anna", kZoe);
    CHECK(shop.orders_of("anna").body.at("orders").size() == 1);
    CHECK(shop.checks_out("anna", "o-2", 8900).done);
}

TEST_CASE("S5: asked for a car's data the store refuses, whoever's car it is, and points to the app") {
    Shop shop;
    for (const auto* who : {"anna", "ben"}) {
        const auto answer = shop.owner_asks(who, VehicleData{.vin = kZoe});
        CHECK(answer.refused == "vehicle_data_in_app");
        CHECK(answer.body.at("sentence").get<std::string>().find("app") != std::string::npos);
    }
}

}  // namespace traction::test
