#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

namespace traction::agent {
namespace {

using wire::Signal;
using wire::contracts::EntitlementOrder;
using wire::garage::PeriodOrder;

/// A car that its owner has just sold, or whose order comes from an earlier or a later one.
struct SoldCar : AgentTest {
    void is_owned(OwnershipPeriod period, bool owned = true) {
        agent->gets_order(vin, "garage", PeriodOrder{.period = period, .owned = owned});
    }
    void is_entitled_in(OwnershipPeriod period, bool granted) {
        agent->gets_order(vin, "contracts",
                          EntitlementOrder{.contract = *ContractId::parse("k1"),
                                           .period = period,
                                           .product = Product::mapping_pack,
                                           .granted = granted});
    }
    /// "granted", "withdrawn", "period_ended 1": what it said of entitlements since the last look.
    std::vector<std::string> says_of_entitlements() {
        std::vector<std::string> said;
        for (const auto& json : agent->sent(wire::outcome_stream(vin, "contracts"))) {
            if (json.at("kind") == "entitlement_confirmed")
                said.emplace_back(json.at("granted") ? "granted" : "withdrawn");
            else
                said.push_back(json.at("reason").get<std::string>() + " " + json.at("period").dump());
        }
        return said;
    }
    bool tells_position() {
        reports();
        agent->advance(2h);
        return reports().samples.back().has(Signal::latitude_deg);
    }
};

using Said = std::vector<std::string>;

TEST_CASE("G8, C2: an entitlement of an ended period is refused, one of a later period until it has begun") {
    SoldCar t;
    t.is_entitled_in(2, true);
    CHECK(t.says_of_entitlements() == Said{"period_unknown 2"});
    t.is_owned(2);
    t.is_entitled_in(1, true);
    CHECK(t.says_of_entitlements() == Said{"period_ended 1"});
    CHECK(!t.tells_position());
    t.is_entitled_in(2, true);
    t.is_owned(2, false);
    t.is_entitled_in(2, true);
    CHECK(t.says_of_entitlements() == Said{"granted", "period_ended 2"});
}

TEST_CASE("G8: what runs on for the next owner, the earlier one's order does not take from him") {
    SoldCar t;
    t.is_entitled_in(1, true);
    t.is_owned(2);
    CHECK(t.tells_position());
    t.is_entitled_in(2, true);
    t.agent->crash();
    t.is_entitled_in(1, false);
    CHECK(t.says_of_entitlements() == Said{"granted", "granted", "period_ended 1"});
    CHECK(t.tells_position());
}

TEST_CASE("C5, C7: what is withdrawn is given up though its owner is gone already") {
    SoldCar t;
    t.is_entitled_in(1, true);
    t.is_owned(1, false);
    t.is_entitled_in(1, false);
    t.is_owned(2);
    CHECK(t.says_of_entitlements() == Said{"granted", "withdrawn"});
    CHECK(!t.tells_position());
}

TEST_CASE("G8, E2: a programme of an ended period is refused, and one that the car keeps ends with it") {
    SoldCar t;
    const auto programme = [&](const char* id, OwnershipPeriod period) {
        auto order = t.order(id, Act::set_charging_programme);
        order.period = period;
        order.arguments.programme = wire::commands::ChargingProgramme{.active = true, .start = 23h};
        return order;
    };
    t.gets(programme("c1", 1));
    t.by_hand([](vehicle::SimulatedCar& car) { car.plug_in(vehicle::ChargePoint{}); });
    CHECK(!t.car().charge_port().charging());
    SUBCASE("the next owner's car charges as soon as it is plugged in") {
        t.is_owned(2);
    }
    SUBCASE("and so does one that was removed from its garage") {
        t.is_owned(1, false);
    }
    t.agent->advance(1min);
    CHECK(t.car().charge_port().charging());
    t.gets(programme("c2", 1));
    CHECK(t.says() == Said{"c1 received", "c1 done", "c2 refused period_ended"});
    t.process_dies();
    CHECK(!t.agent->database().prepare("SELECT 1 FROM charging_programme")->step());
}

TEST_CASE("E2: an owner's programme survives that the car hears of him again") {
    SoldCar t;
    auto order = t.order("c1", Act::set_charging_programme);
    order.arguments.programme = wire::commands::ChargingProgramme{.active = true, .start = 23h};
    t.gets(order);
    t.is_owned(1);
    t.by_hand([](vehicle::SimulatedCar& car) { car.plug_in(vehicle::ChargePoint{}); });
    t.agent->advance(1min);
    CHECK(!t.car().charge_port().charging());
}

}  // namespace
}  // namespace traction::agent
