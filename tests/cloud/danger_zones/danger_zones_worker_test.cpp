#include "cloud/danger_zones/danger_zones_worker.hpp"

#include <sstream>

#include <doctest/doctest.h>

#include "tests/shared/csv.hpp"
#include "tests/support/one_worker.hpp"
#include "tests/support/traces.hpp"
#include "tests/support/wire_tap.hpp"

using namespace traction;
using namespace traction::danger_zones;
using namespace std::chrono_literals;
using wire::Json;
using wire::contracts::Product;
using wire::danger_zones::LoadCameras;
using wire::danger_zones::SurroundingsWanted;
namespace contracts = wire::contracts;
namespace garage = wire::garage;

namespace {

const std::string kColumns = "id,latitude,longitude,route,vitesse_vehicules_legers_kmh,country\n";
/// Near Rennes, near Marseille, in Belgium.
const std::string kThree = kColumns +
                           "c1,48.1234567,-1.6543217,A84,110,FR\n"
                           "c2,43.3456789,5.4567891,,50,\n"
                           "c3,50.8765432,4.3456787,E40,120,BE\n";
constexpr Tile kRennes{96, -4};
constexpr Tile kMarseille{86, 10};
constexpr Tile kBelgium{101, 8};

/// A car with its contract, and a file that can be written anew.
struct Conversation {
    Conversation() {
        worker.vehicle_is(car, true);
        anna_has(car, 1);
    }

    std::vector<Json> ordered() { return worker.sent(wire::order_stream(car, "danger_zones")); }
    /// What the car is ordered when it is in this tile.
    std::vector<Json> wants(Tile tile, const std::string& version = "", OwnershipPeriod period = 1) {
        worker.hears_outcome(car, SurroundingsWanted{.period = period, .tile = tile, .version = version});
        return ordered();
    }
    void anna_has(const Vin& vin, OwnershipPeriod period) {
        worker.hears("garage", garage::OwnershipBegan{
                                   .vin = vin, .period = period, .account = *AccountId::parse("anna")});
    }
    void anna_loses(garage::PeriodEnd reason) {
        worker.hears("garage",
                     garage::OwnershipEnded{
                         .vin = car, .period = 1, .account = *AccountId::parse("anna"), .reason = reason});
    }
    void is_bought(const char* contract, Product product) {
        wire::store::OrderPlaced order{.order = *OrderId::parse("o-1"),
                                       .account = *AccountId::parse("anna"),
                                       .vin = car,
                                       .conditions_version = *ConditionsVersion::parse("2026-01"),
                                       .items = {}};
        wire::store::OrderItem item;
        item.contract = *ContractId::parse(contract);
        item.product = product;
        item.term_months = 12;
        item.price = {3900, *Currency::parse("EUR")};
        item.tax_permille = 200;
        order.items.push_back(item);
        worker.hears("store", order);
    }
    template <class Event>
    void contract_is(const char* contract, std::optional<OwnershipPeriod> period = 1) {
        worker.hears("contracts", Event{{.contract = *ContractId::parse(contract),
                                         .vin = car,
                                         .account = *AccountId::parse("anna"),
                                         .day = LocalDay{std::chrono::year{2027} / 3 / 1},
                                         .period = period}});
    }
    /// Bought, and confirmed by the car.
    void may_be_warned() {
        is_bought("k1", Product::speedcam);
        contract_is<contracts::ContractActivated>("k1");
    }

    const Vin car = Vin::parse("VR3UHZKXZL1234567").value();
    std::string file = kThree;
    test::OneWorker worker{worker_kind([this] { return std::make_unique<std::istringstream>(file); }),
                           parse_timestamp("2027-03-01T09:00:00Z").value()};
};

}  // namespace

TEST_CASE("D1: a car with a running contract is given the zones around it, and no others") {
    Conversation talk;
    talk.may_be_warned();
    const auto in_rennes = talk.wants(kRennes);
    REQUIRE(in_rennes.size() == 1);
    CHECK(in_rennes[0].at("kind") == "surroundings");
    CHECK(in_rennes[0].at("good_until") == "2027-03-31T09:00:00.000Z");
    REQUIRE(in_rennes[0].at("zones").size() == 1);
    CHECK(in_rennes[0].at("zones")[0].at("south_deg") < 48.1234567);
    CHECK(in_rennes[0].at("zones")[0].at("north_deg") > 48.1234567);
    REQUIRE(talk.wants({kRennes.row - 1, kRennes.column + 1})[0].at("zones").size() == 1);
    CHECK(talk.wants({kRennes.row - 2, kRennes.column})[0].at("zones").empty());
    CHECK(talk.wants(kMarseille)[0].at("zones").size() == 1);
    CHECK(
        test::undocumented(
            wire::order_stream(talk.car, "danger_zones"),
            Json{{"epoch", 1}, {"number", 1}, {"at", "2027-03-31T09:00:00Z"}, {"body", in_rennes[0]}}.dump())
            .empty());
}

TEST_CASE("D1: what the car holds already is not sent again, but is good for longer") {
    Conversation talk;
    talk.may_be_warned();
    const std::string version = talk.wants(kRennes)[0].at("version");
    talk.worker.advance(24h);
    const auto again = talk.wants(kRennes, version);
    REQUIRE(again.size() == 1);
    CHECK(again[0].at("kind") == "surroundings_still_good");
    CHECK(again[0].at("good_until") == "2027-04-01T09:00:00.000Z");
    CHECK_FALSE(again[0].contains("zones"));
    talk.file = kThree + "c4,48.2,-1.7,RN12,90,FR\n";
    CHECK(talk.worker.operator_asks("first", LoadCameras{}).done);
    CHECK(talk.wants(kRennes, version)[0].at("zones").size() == 2);
    const std::string elsewhere = talk.wants(kMarseille)[0].at("version");
    talk.file = kThree;
    CHECK(talk.worker.operator_asks("first", LoadCameras{}).done);
    CHECK(talk.wants(kMarseille, elsewhere)[0].at("kind") == "surroundings_still_good");
}

TEST_CASE("D3: a car without a running contract for it is given nothing") {
    struct Row {
        const char* what;
        std::function<void(Conversation&)> happens;
        bool served;
    };
    const std::vector<Row> rows{
        {"nothing was bought", [](Conversation&) {}, false},
        {"bought, not confirmed", [](auto& talk) { talk.is_bought("k1", Product::speedcam); }, false},
        {"confirmed", [](auto& talk) { talk.may_be_warned(); }, true},
        {"confirmed, and told in the other order",
         [](auto& talk) {
             talk.template contract_is<contracts::ContractActivated>("k1");
             talk.is_bought("k1", Product::speedcam);
         },
         true},
        {"another product",
         [](auto& talk) {
             talk.is_bought("k1", Product::mapping_pack);
             talk.template contract_is<contracts::ContractActivated>("k1");
         },
         false},
        {"suspended",
         [](auto& talk) {
             talk.may_be_warned();
             talk.template contract_is<contracts::ContractSuspended>("k1");
         },
         false},
        {"resumed",
         [](auto& talk) {
             talk.may_be_warned();
             talk.template contract_is<contracts::ContractSuspended>("k1");
             talk.template contract_is<contracts::ContractResumed>("k1");
         },
         true},
        {"expired",
         [](auto& talk) {
             talk.may_be_warned();
             talk.template contract_is<contracts::ContractExpired>("k1");
         },
         false},
        {"ended, and the order is heard again",
         [](auto& talk) {
             talk.may_be_warned();
             talk.template contract_is<contracts::ContractEnded>("k1");
             talk.is_bought("k1", Product::speedcam);
         },
         false},
        {"one of two ended",
         [](auto& talk) {
             talk.may_be_warned();
             talk.is_bought("k2", Product::speedcam);
             talk.template contract_is<contracts::ContractActivated>("k2");
             talk.template contract_is<contracts::ContractEnded>("k1");
         },
         true},
        {"the car is nobody's",
         [](auto& talk) {
             talk.may_be_warned();
             talk.anna_loses(garage::PeriodEnd::removed);
         },
         false}};
    for (const auto& row : rows) {
        CAPTURE(row.what);
        Conversation talk;
        row.happens(talk);
        CHECK(talk.wants(kRennes).empty() == !row.served);
    }
}

TEST_CASE("D3: only the car of the present owner's period is answered") {
    Conversation talk;
    talk.may_be_warned();
    CHECK(talk.wants(kRennes, "", 2).empty());
    talk.anna_has(talk.car, 2);
    CHECK(talk.wants(kRennes, "", 1).empty());
    CHECK(talk.wants(kRennes, "", 2).size() == 1);
}

TEST_CASE("D3: what waits for a car is taken back when its contract or its owner goes") {
    for (const bool contract_goes : {true, false}) {
        CAPTURE(contract_goes);
        Conversation talk;
        talk.may_be_warned();
        talk.worker.vehicle_is(talk.car, false);
        CHECK(talk.wants(kRennes).empty());
        contract_goes ? talk.contract_is<contracts::ContractExpired>("k1")
                      : talk.anna_loses(garage::PeriodEnd::moved);
        talk.worker.vehicle_is(talk.car, true);
        talk.worker.advance(1h);
        CHECK(talk.ordered().empty());
    }
}

TEST_CASE(
    "D2: where a camera is stands in no table, no order and no answer, and a car's place in none either") {
    Conversation talk;
    talk.may_be_warned();
    std::string said = talk.worker.operator_asks("first", LoadCameras{}).body.dump();
    for (const auto& order : talk.wants(kRennes)) said += order.dump();
    for (const auto& order : talk.wants(kMarseille)) said += order.dump();
    for (const auto* digits :
         {"48.1234", "481234", "1.6543", "16543", "43.3456", "433456", "5.4567", "54567"}) {
        CAPTURE(digits);
        CHECK(said.find(digits) == std::string::npos);
        CHECK(test::traces_of(talk.worker.database(), digits).empty());
    }
    // The numbers of a STRICT table hold no text: the zones' columns are looked at by value.
    const auto numbers = talk.worker.database().prepare(
        "SELECT count(*) FROM danger_zone WHERE 48123456 IN (south, north) OR -1654321 IN (west, east) OR "
        "48123457 IN (south, north) OR -1654322 IN (west, east)");
    CHECK(ports::first_row(*numbers, [](const auto& row) { return row.integer(0); }) == 0);
    CHECK(test::traces_of(talk.worker.database(), "south_deg").empty());
}

TEST_CASE("D2: elsewhere the place is given") {
    Conversation talk;
    talk.may_be_warned();
    const auto zone = talk.wants(kBelgium)[0].at("zones")[0];
    CHECK(zone.at("south_deg") == 50.876543);
    CHECK(zone.at("north_deg") == 50.876543);
    CHECK(zone.at("west_deg") == 4.345679);
}

TEST_CASE(
    "D2: loading again changes nothing; a bad file is refused with its line, and what was there stays") {
    Conversation talk;
    talk.may_be_warned();
    const auto loads = [&] { return talk.worker.operator_asks("first", LoadCameras{}); };
    CHECK(loads().body == Json{{"cameras", 3}, {"zones", 3}, {"changed", false}});
    const auto before = talk.wants(kRennes)[0];
    talk.file = kColumns + "c1,48.1234567,-1.6543217,A84,110,FR\nc2,95,5,,50,\n";
    const auto refused = loads();
    CHECK(refused.refused == "camera_file_not_valid");
    CHECK(refused.fact("line") == "3");
    CHECK(refused.fact("why") == "latitude is not a number from -90 to 90");
    CHECK(talk.wants(kRennes)[0].at("zones") == before.at("zones"));
    talk.worker.crash();  // and reads the file again
    talk.worker.vehicle_is(talk.car, true);
    CHECK(talk.wants(kRennes)[0].at("zones") == before.at("zones"));
    CHECK(talk.wants(kMarseille)[0].at("zones").size() == 1);
    talk.file = kColumns;
    CHECK(loads().body == Json{{"cameras", 0}, {"zones", 0}, {"changed", true}});
    CHECK(talk.wants(kRennes)[0].at("zones").empty());
}

TEST_CASE("D2: without a file there are no zones, and asking to load one says what is missing") {
    test::OneWorker worker(worker_kind({}), parse_timestamp("2027-03-01T09:00:00Z").value());
    CHECK(worker.operator_asks("first", LoadCameras{}).refused == "camera_file_not_named");
    test::OneWorker without(worker_kind([] { return std::unique_ptr<std::istream>(); }),
                            parse_timestamp("2027-03-01T09:00:00Z").value());
    const auto refused = without.operator_asks("first", LoadCameras{});
    CHECK(refused.refused == "camera_file_not_valid");
    CHECK(refused.fact("why") == "the file cannot be opened");
}

TEST_CASE("D2: an ask for no tile of the map is understood by nobody, and changes nothing") {
    const auto wanted = [](const Json& tile) {
        return Json{{"kind", "surroundings_wanted"}, {"period", 1}, {"tile", tile}, {"version", ""}}.dump();
    };
    const std::vector<std::string> bodies{wanted({{"south_deg", 48.1234}, {"west_deg", -2}}),
                                          wanted({{"south_deg", 90}, {"west_deg", 0}}),
                                          wanted({{"south_deg", 48}, {"west_deg", 180}}),
                                          wanted({{"south_deg", -1e300}, {"west_deg", 0}}),
                                          wanted({{"south_deg", "48"}, {"west_deg", 0}}),
                                          wanted({{"south_deg", 48}}),
                                          wanted(nullptr),
                                          wanted(Json::array({48, -2})),
                                          Json{{"kind", "surroundings_wanted"},
                                               {"period", 0},
                                               {"tile", {{"south_deg", 48}, {"west_deg", -2}}},
                                               {"version", ""}}
                                              .dump(),
                                          Json{{"kind", "surroundings_wanted"},
                                               {"period", 1},
                                               {"tile", {{"south_deg", 48}, {"west_deg", -2}}},
                                               {"version", std::string(65, 'x')}}
                                              .dump(),
                                          R"({"kind":"surroundings_wanted"})",
                                          R"({"kind":"everything"})"};
    Conversation talk;
    talk.may_be_warned();
    for (const auto& body : bodies) {
        CAPTURE(body);
        talk.worker.receives(wire::outcome_stream(talk.car, "danger_zones"), body);
        CHECK(talk.ordered().empty());
    }
    CHECK(talk.wants(kRennes).size() == 1);
}

TEST_CASE("C7: a teardown erases the contracts of the car's period, counts the same when it is told again") {
    Conversation talk;
    talk.may_be_warned();
    const contracts::TeardownBegan teardown{.teardown = *TeardownId::parse("t-1"),
                                            .vin = talk.car,
                                            .period = 1,
                                            .account = *AccountId::parse("anna"),
                                            .reason = contracts::EndReason::theft};
    for (int told = 0; told < 2; ++told) {
        talk.worker.hears("contracts", teardown);
        const auto parts = talk.worker.emitted<contracts::TeardownPart>();
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].counts == std::map<std::string, std::int64_t>{{"contracts_served", 1}});
    }
    CHECK(talk.wants(kRennes).empty());
}

TEST_CASE(
    "G8: a contract that moved with its car serves the next owner, also when the earlier one is torn down") {
    Conversation talk;
    talk.may_be_warned();
    talk.anna_has(talk.car, 2);
    talk.contract_is<contracts::ContractMoved>("k1", 2);
    talk.worker.hears("contracts", contracts::TeardownBegan{.teardown = *TeardownId::parse("t-1"),
                                                            .vin = talk.car,
                                                            .period = 1,
                                                            .account = *AccountId::parse("anna"),
                                                            .reason = contracts::EndReason::sale});
    CHECK(talk.wants(kRennes, "", 2).size() == 1);
}

TEST_CASE("D2: the ministry's file makes orders of a few kilobytes") {
    Conversation talk;
    talk.file = tests::shared_file("radars_fr/radars.csv");
    if (talk.file.empty()) return;
    const auto loaded = talk.worker.operator_asks("first", LoadCameras{});
    REQUIRE(loaded.done);
    CHECK(loaded.body.at("cameras") == 3350);
    talk.may_be_warned();
    std::vector<std::size_t> sizes;
    for (int row = 84; row <= 102; ++row) {
        for (int column = -10; column <= 16; ++column) {
            const auto order = talk.wants({row, column})[0];
            if (!order.at("zones").empty()) sizes.push_back(order.dump().size());
        }
    }
    std::sort(sizes.begin(), sizes.end());
    MESSAGE(loaded.body.dump(), ", bytes of an order: median ", sizes[sizes.size() / 2], ", largest ",
            sizes.back());
    CHECK(sizes[sizes.size() / 2] < 8'000);
    CHECK(sizes.back() < 64 * 1024);
}
