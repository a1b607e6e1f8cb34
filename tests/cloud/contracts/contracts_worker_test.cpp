#include <algorithm>

#include <doctest/doctest.h>

#include "tests/cloud/contracts/contracts_fixture.hpp"

namespace traction::test {

TEST_CASE("C1, C2: bought is pending; the car's first confirmation activates on its local day") {
    ContractsTalk talk(at("2026-03-13T10:00:00Z"));
    const auto contract = talk.buys(12);
    CHECK(talk.view(contract).phase == Phase::pending);
    CHECK(!talk.view(contract).opened_on);
    CHECK(talk.ordered() == "+");
    CHECK(talk.emitted<ContractBought>().size() == 1);

    talk.advance_to(at("2026-03-13T23:30:00Z"));  // the 14th in Paris
    talk.car_confirms(contract, true);
    CHECK(talk.view(contract).phase == Phase::active);
    CHECK(talk.view(contract).opened_on == 2026y / March / 14);
    CHECK(talk.view(contract).last_day == 2027y / March / 14);
    CHECK(talk.view(contract).zone == "Europe/Paris");
    CHECK(talk.emitted<ContractActivated>().size() == 1);

    talk.car_confirms(contract, true);
    CHECK(talk.emitted<ContractActivated>().empty());
    CHECK(talk.steps(contract) == std::vector<std::string>{"bought", "activated"});
    CHECK(talk.ordered() == "");
}

TEST_CASE("C2: an entitlement that is not confirmed in 7 days is told once; later it still activates") {
    ContractsTalk talk(at("2026-03-13T10:00:00Z"));
    const auto contract = talk.buys(12);
    talk.advance_to(at("2026-03-20T09:59:59.999Z"));
    CHECK(talk.emitted<EntitlementPending>().empty());
    talk.advance(1ms);
    CHECK(talk.emitted<EntitlementPending>().size() == 1);
    CHECK(talk.view(contract).phase == Phase::pending);
    talk.crash();
    talk.advance(days{60});
    CHECK(talk.emitted<EntitlementPending>().empty());
    talk.car_confirms(contract, true);
    CHECK(talk.view(contract).opened_on == 2026y / May / 19);
}

TEST_CASE("S4: contracts are seen by who has the car in his garage") {
    ContractsTalk talk(at("2026-03-13T10:00:00Z"));
    talk.buys(12);
    talk.buys(1, false, Product::connect_nav);
    CHECK(talk.owner_asks("anna", List{.vin = talk.vin}).body.at("contracts").size() == 2);
    CHECK(talk.owner_asks("ben", List{.vin = talk.vin}).refused == "vehicle_not_in_garage");
}

TEST_CASE("S4: a car that left the garage hides what was bought for it, though it was never paired") {
    ContractsTalk talk(at("2026-03-13T10:00:00Z"));
    const auto ben = *AccountId::parse("ben");
    talk.hears("garage", wire::garage::VehicleAdded{.vin = talk.vin, .account = ben});
    const auto contract = talk.buys(12, false, Product::mapping_pack, "ben");
    talk.hears("garage", wire::garage::VehicleRemoved{.vin = talk.vin, .account = ben});
    CHECK(talk.asks_to_see(contract, "ben").refused == "contract_unknown");
}

TEST_CASE("C3: reminders 30, 7 and 1 day before, the anniversary, and at midnight it expires") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    struct Row {
        LocalDay day;
        int days_left;
    };
    for (const auto& row :
         {Row{2027y / February / 12, 30}, Row{2027y / March / 7, 7}, Row{2027y / March / 13, 1}}) {
        CAPTURE(row.days_left);
        talk.advance_to(start_of(row.day) - 1ms);
        CHECK(talk.emitted<RenewalReminder>().empty());
        talk.advance(1ms);
        const auto told = talk.emitted<RenewalReminder>();
        REQUIRE(told.size() == 1);
        CHECK(told[0].days_left == row.days_left);
    }
    talk.advance_to(start_of(2027y / March / 14));
    CHECK(talk.emitted<AnniversaryReached>().size() == 1);
    CHECK(talk.emitted<ContractExpired>().empty());
    talk.crash();
    talk.advance_to(start_of(2027y / March / 15) - 1ms);
    CHECK(talk.view(contract).phase == Phase::active);
    talk.advance(1ms);
    CHECK(talk.emitted<ContractExpired>().size() == 1);
    CHECK(talk.view(contract).phase == Phase::expired);
}

TEST_CASE("C3: a day early, on the day, twice, and a day late") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    talk.advance_to(start_of(2027y / March / 14) - 1ms);
    const auto early = talk.asks_to_renew(contract);
    CHECK(early.refused == "renewal_window_not_open");
    CHECK(early.fact("opens_on") == "2027-03-14");

    talk.advance(1ms);
    CHECK(talk.asks_to_renew(contract, "ben").refused == "contract_unknown");
    const auto renewed = talk.asks_to_renew(contract);
    CHECK(renewed.done);
    CHECK(renewed.body.at("contract").at("last_day") == "2028-03-14");
    talk.crash();
    CHECK(talk.repeats_last_ask().body == renewed.body);
    CHECK(talk.asks_to_renew(contract).refused == "already_renewed");
    CHECK(talk.emitted<ContractRenewed>().size() == 1);

    talk.advance_to(start_of(2027y / March / 15));
    CHECK(talk.view(contract).phase == Phase::active);
    talk.advance_to(start_of(2028y / March / 15));
    const auto late = talk.asks_to_renew(contract);
    CHECK(late.refused == "renewal_window_closed");
    CHECK(late.fact("last_day") == "2028-03-14");
}

TEST_CASE("C3: the last day is 23 or 25 hours long where the clocks change") {
    struct Row {
        const char* opened;
        const char* window;
        const char* midnight;
    };
    for (const auto& row : {Row{"2025-03-29T10:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"},
                            Row{"2025-10-25T10:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}}) {
        CAPTURE(row.opened);
        ContractsTalk talk(at(row.opened));
        const auto contract = talk.has(12);
        talk.advance_to(at(row.window) - 1ms);
        CHECK(talk.asks_to_renew(contract).refused == "renewal_window_not_open");
        talk.advance_to(at(row.midnight) - 1ms);
        CHECK(talk.view(contract).phase == Phase::active);
        talk.advance(1ms);
        CHECK(talk.view(contract).phase == Phase::expired);
    }
}

TEST_CASE("C3: automatic renewal happens when the day begins; a jump over many anniversaries misses none") {
    ContractsTalk talk(at("2026-01-31T10:00:00Z"));
    const auto contract = talk.has(1, true);
    talk.crash();
    talk.advance_to(start_of(2027y / February / 1));
    CHECK(talk.view(contract).last_day == 2027y / February / 28);
    CHECK(talk.emitted<ContractRenewed>().size() == 12);
    const auto reached = talk.emitted<AnniversaryReached>();
    CHECK(reached.size() == 12);
    const auto history = talk.desk_sees(contract).at("history");
    int term = 0;
    for (const auto& entry : history) {
        if (entry.at("step") != "renewed") continue;
        CHECK(entry.at("at") == to_text(start_of(anniversary(2026y / January / 31, ++term))));
    }
    CHECK(std::is_sorted(history.begin(), history.end(),
                         [](const auto& a, const auto& b) { return a.at("at") < b.at("at"); }));
}

TEST_CASE("C3: a process that was down over the last day lets it expire at its midnight, and not later") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    talk.advance_to(at("2030-01-01T00:00:00Z"));
    const auto history = talk.desk_sees(contract).at("history");
    CHECK(history.back().at("step") == "expired");
    CHECK(history.back().at("at") == "2027-03-14T23:00:00.000Z");
    CHECK(talk.asks_to_renew(contract).refused == "renewal_window_closed");
    CHECK(talk.view(talk.buys(12)).phase == Phase::pending);
}

TEST_CASE("C5: an expired contract's entitlement is withdrawn, and the car's word for it kept") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(1);
    CHECK(talk.ordered() == "+");
    talk.advance_to(start_of(2026y / April / 15));
    CHECK(talk.ordered() == "-");
    talk.car_confirms(contract, true);  // said before the withdrawal reached it
    CHECK(talk.ordered() == "-");
    CHECK(talk.view(contract).phase == Phase::expired);
    talk.car_confirms(contract, false);
    talk.car_confirms(contract, false);
    CHECK(talk.ordered() == "");
    const auto steps = talk.steps(contract);
    CHECK(steps.back() == "withdrawal_confirmed");
    CHECK(std::count(steps.begin(), steps.end(), "withdrawal_confirmed") == 1);
}

TEST_CASE("C1, C3: a contract lives by the days of the zone in which its order was made, on Reunion's here") {
    ContractsTalk talk(at("2026-03-13T20:30:00Z"));  // the 14th there, the 13th in Paris
    const auto contract =
        talk.orders("c-1", 1, 9'900, false, Product::mapping_pack, "anna", *Zone::parse("Indian/Reunion"));
    talk.car_confirms(contract, true);
    CHECK(talk.view(contract).zone == "Indian/Reunion");
    CHECK(talk.view(contract).opened_on == 2026y / March / 14);
    CHECK(talk.emitted<ContractActivated>().at(0).day == 2026y / March / 14);
    talk.advance_to(at("2026-04-14T19:59:59Z"));
    CHECK(talk.emitted<AnniversaryReached>().at(0).day == 2026y / April / 14);
    CHECK(talk.view(contract).phase == Phase::active);
    talk.advance_to(at("2026-04-14T20:00:00Z"));
    CHECK(talk.view(contract).phase == Phase::expired);
}

TEST_CASE("C5: to a car that is away only the last word goes") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.vehicle_is(talk.vin, false);
    talk.buys(12);
    talk.desk_ends(EndReason::other);
    CHECK(talk.ordered() == "");
    talk.vehicle_is(talk.vin, true);
    CHECK(talk.ordered() == "-");
}

TEST_CASE("C2: a car may not speak for another car's contract") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.buys(12);
    talk.hears_outcome(Vin::parse("VR3UHZKXZMT000002").value(),
                       EntitlementConfirmed{.contract = contract, .granted = true});
    CHECK(talk.view(contract).phase == Phase::pending);
}

TEST_CASE("C5: a car that lost its memory is told what it should hold, and for a year what it should not") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.has(12, true);
    talk.has(1, false, Product::connect_nav);
    talk.advance_to(at("2026-06-01T10:00:00Z"));
    CHECK(talk.ordered() == "++-");
    const auto loses_memory = [&] {
        const auto ack = wire::ack_topic(wire::order_stream(talk.vin, "contracts"), "");
        const auto nothing_known = wire::write_acknowledgement({.epoch = 99, .applied = 0});
        talk.acknowledge(false);
        talk.hears_message(ack, nothing_known);
        talk.advance(2s);
        talk.acknowledge(true);
        talk.hears_message(ack, nothing_known);
    };
    loses_memory();
    CHECK(talk.ordered() == "+-");
    talk.advance_to(at("2027-06-01T10:00:00Z"));
    loses_memory();
    CHECK(talk.ordered() == "+");
}

TEST_CASE("C8: every step is kept with its time, cause and actor") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(1);
    talk.advance_to(start_of(2026y / April / 14));
    talk.asks_to_renew(contract);
    CHECK(talk.steps(contract) == std::vector<std::string>{"bought", "activated", "reminded", "reminded",
                                                           "reminded", "anniversary_reached", "renewed"});
    const auto history = talk.asks_to_see(contract).body.at("history");
    CHECK(history == talk.desk_sees(contract).at("history"));
    CHECK(history.back() == wire::Json{{"at", "2026-04-13T22:00:00.000Z"},
                                       {"step", "renewed"},
                                       {"cause", "asked by the owner on the last day (C3)"},
                                       {"actor", "owner"}});
}

}  // namespace traction::test
