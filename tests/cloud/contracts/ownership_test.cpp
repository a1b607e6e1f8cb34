#include <doctest/doctest.h>

#include "tests/cloud/contracts/contracts_fixture.hpp"

namespace traction::test {

TEST_CASE(
    "S4, G5: what is bought for an unpaired car goes to the car when its buyer pairs it, and to nobody "
    "else") {
    ContractsTalk talk(at("2026-03-13T10:00:00Z"));
    talk.has(12);
    talk.ordered();
    talk.hears("garage", wire::garage::VehicleAdded{.vin = talk.vin, .account = *AccountId::parse("ben")});
    // That the car's owner has the same product is not to be learnt here.
    const auto contract = talk.buys(12, false, Product::mapping_pack, "ben");
    CHECK(talk.view(contract).phase == wire::contracts::Phase::pending);
    CHECK(talk.ordered().empty());
    CHECK(talk.asks_to_see(contract, "ben").done);
    CHECK(talk.asks_to_see(contract, "anna").refused == "contract_unknown");
    CHECK(talk.owner_asks("ben", List{.vin = talk.vin}).body.at("contracts").size() == 1);
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("cleo", 2);
    CHECK(talk.ordered().empty());
    CHECK(talk.asks_to_see(contract, "cleo").refused == "contract_unknown");
    talk.no_longer_owned_by("cleo", 2);
    talk.owned_by("ben", 3);
    talk.car_knows(3);
    CHECK(talk.ordered() == "++");  // what came with the car, and his own
    talk.car_confirms(contract, true);
    CHECK(talk.view(contract).phase == wire::contracts::Phase::active);
}

TEST_CASE("G7: a removed car hides its contracts; they run on, and come back with the car") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12, true);
    talk.no_longer_owned_by("anna", 1);
    CHECK(talk.asks_to_see(contract).refused == "contract_unknown");
    CHECK(talk.owner_asks("anna", List{.vin = talk.vin}).refused == "vehicle_not_in_garage");
    talk.advance_to(start_of(2027y / March / 14));
    CHECK(talk.emitted<ContractRenewed>().size() == 1);
    talk.owned_by("anna", 2);
    CHECK(talk.asks_to_see(contract).done);
    CHECK(talk.view(contract).automatic_renewal);
}

TEST_CASE("G8: contracts stay with the sold car; the new owner is told, the earlier one no more") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto over = talk.has(1);
    const auto contract = talk.has(12, true, Product::connect_nav);
    talk.advance_to(at("2026-06-01T10:00:00Z"));
    talk.emitted<ContractExpired>();
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    talk.owned_by("ben", 2);
    talk.owned_by("anna", 1);  // told late
    CHECK(talk.asks_to_see(contract).refused == "contract_unknown");
    CHECK(talk.asks_to_see(contract, "ben").done);
    CHECK(talk.asks_to_see(over, "ben").refused == "contract_unknown");
    CHECK(talk.owner_asks("ben", List{.vin = talk.vin}).body.at("contracts").size() == 1);
    CHECK(talk.steps(contract).back() == "automatic_renewal_ended");
    const auto moved = talk.emitted<ContractMoved>();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].contract == contract);
    CHECK(moved[0].account.text() == "ben");
    talk.advance_to(start_of(2027y / March / 15));
    const auto expired = talk.emitted<ContractExpired>();
    REQUIRE(expired.size() == 1);
    CHECK(expired[0].account.text() == "ben");
}

TEST_CASE("G8, K6: what a car refuses for its period is kept, and ordered again when it knows its owner") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.buys(12);
    const auto refuses = [&](OwnershipPeriod period, wire::garage::WrongPeriod reason) {
        talk.hears_outcome(talk.vin,
                           EntitlementRefused{.contract = contract, .period = period, .reason = reason});
    };
    talk.ordered();
    std::vector<std::string> steps{"bought", "entitlement_refused"};
    SUBCASE("its owner paired it a moment ago") {
        refuses(1, wire::garage::WrongPeriod::period_unknown);
        CHECK(talk.ordered() == "");
        talk.car_knows(1);
        CHECK(talk.ordered() == "+");
    }
    SUBCASE("it was sold in between") {
        refuses(1, wire::garage::WrongPeriod::period_ended);
        talk.no_longer_owned_by("anna", 1);
        talk.owned_by("ben", 2);
        talk.car_knows(1);  // told late
        CHECK(talk.ordered() == "");
        talk.crash();
        talk.vehicle_is(talk.vin, true);
        talk.car_knows(2);
        const auto orders = talk.sent(wire::order_stream(talk.vin, "contracts"));
        REQUIRE(orders.size() == 1);
        CHECK(orders[0].at("period") == 2);
        steps.push_back("moved");
    }
    CHECK(talk.steps(contract) == steps);
    CHECK(talk.desk_sees(contract).at("history").at(1).at("actor") == "vehicle");
    talk.car_confirms(contract, true);
    CHECK(talk.view(contract).phase == Phase::active);
}

TEST_CASE("G8: what is told of a contract carries the period of who is told") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.has(12);
    CHECK(talk.emitted<ContractActivated>().at(0).period == 1);
    talk.no_longer_owned_by("anna", 1);
    talk.advance_to(start_of(2027y / February / 12));
    CHECK(talk.emitted<RenewalReminder>().at(0).of.period == 1);
    talk.owned_by("ben", 2);
    talk.advance_to(start_of(2027y / March / 14));
    CHECK(talk.emitted<AnniversaryReached>().at(0).period == 2);
    talk.hears("garage", wire::garage::VehicleAdded{.vin = talk.vin, .account = *AccountId::parse("cleo")});
    talk.buys(12, false, Product::mapping_pack, "cleo");
    CHECK(!talk.emitted<ContractBought>().back().period);
}

}  // namespace traction::test
