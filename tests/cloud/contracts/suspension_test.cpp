#include <doctest/doctest.h>

#include "tests/cloud/contracts/contracts_fixture.hpp"

namespace traction::test {

namespace {

/// An ordered contract whose first charge was told, on 1 April.
ContractId charged(ContractsTalk& talk, int months, bool automatic = false) {
    const auto contract = talk.has_ordered("c1", months, automatic);
    talk.advance(days{14});
    talk.ordered();
    return contract;
}
const auto kOpened = at("2026-03-18T10:00:00Z");

}  // namespace

TEST_CASE("B2: refused at every try, it is suspended: withdrawn, told, and after 14 days it ends") {
    ContractsTalk talk(kOpened);
    const auto contract = charged(talk, 12);
    talk.advance(days{9});
    talk.charge_fails(contract, 1);
    CHECK(talk.view(contract).phase == Phase::suspended);
    CHECK(talk.view(contract).suspended_until == talk.now() + days{14});
    CHECK(talk.ordered() == "-");
    const auto told = talk.emitted<ContractSuspended>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].account.text() == "anna");
    talk.car_confirms(contract, false);
    CHECK(talk.steps(contract).back() == "withdrawal_confirmed");

    talk.crash();
    talk.vehicle_is(talk.vin, true);
    talk.advance(days{14} - 1ms);
    CHECK(talk.view(contract).phase == Phase::suspended);
    talk.advance(1ms);
    CHECK(talk.view(contract).phase == Phase::ended);
    CHECK(talk.emitted<ContractEnded>().size() == 1);
    CHECK(talk.charges(contract) == "1:failed");
    const auto last = talk.desk_sees(contract).at("history").back();
    CHECK(last.at("cause") == "not paid 14 days after the suspension (B2)");
    talk.advance(days{400});
    CHECK(talk.emitted<ContractExpired>().empty());
    CHECK(talk.asks_to_renew(contract).refused == "contract_not_running");
}

TEST_CASE("B2: paid in between, it resumes: granted again, told, and it does not end") {
    ContractsTalk talk(kOpened);
    const auto contract = charged(talk, 12);
    talk.charge_fails(contract, 1);
    talk.advance(days{14} - 1ms);
    talk.charge_is_paid(contract, 1);
    CHECK(talk.view(contract).phase == Phase::active);
    CHECK_FALSE(talk.view(contract).suspended_until);
    CHECK(talk.ordered() == "-+");
    CHECK(talk.emitted<ContractResumed>().size() == 1);
    talk.advance(days{30});
    CHECK(talk.view(contract).phase == Phase::active);
    CHECK(talk.charges(contract) == "1:paid");
    CHECK(talk.steps(contract) == std::vector<std::string>{"bought", "activated", "charge_due",
                                                           "charge_failed", "suspended", "charge_paid",
                                                           "resumed"});
}

TEST_CASE("B2: what billing says twice, late, or of something else changes nothing") {
    ContractsTalk talk(kOpened);
    const auto contract = charged(talk, 12);
    talk.charge_fails(contract, 2);
    talk.charge_fails(*ContractId::parse("c2"), 1);
    talk.hears("billing", wire::billing::ChargeFailed{{.charge = *ChargeId::parse("c1-01"),
                                                       .contract = contract,
                                                       .account = *AccountId::parse("anna")}});
    CHECK(talk.view(contract).phase == Phase::active);
    talk.charge_is_paid(contract, 1);
    talk.charge_is_paid(contract, 1);
    talk.charge_fails(contract, 1);
    CHECK(talk.view(contract).phase == Phase::active);
    CHECK(talk.steps(contract).back() == "charge_paid");
    CHECK(talk.emitted<ContractSuspended>().empty());
    CHECK(talk.ordered().empty());
}

TEST_CASE("B2: two failed charges: it resumes when both are paid, and the 14 days run from the first") {
    ContractsTalk talk(kOpened);
    const auto contract = charged(talk, 1, true);
    talk.advance_to(at("2026-05-04T10:00:00Z"));
    CHECK(talk.charges(contract) == "1:told 2:told");
    talk.charge_fails(contract, 1);
    const auto until = talk.view(contract).suspended_until;
    talk.advance(days{2});
    talk.charge_fails(contract, 2);
    CHECK(talk.view(contract).suspended_until == until);
    CHECK(talk.emitted<ContractSuspended>().size() == 1);
    talk.charge_is_paid(contract, 2);
    CHECK(talk.view(contract).phase == Phase::suspended);
    SUBCASE("the other one too") {
        talk.charge_is_paid(contract, 1);
        CHECK(talk.view(contract).phase == Phase::active);
    }
    SUBCASE("only one of them") {
        talk.advance_to(*until);
        CHECK(talk.view(contract).phase == Phase::ended);
    }
}

TEST_CASE("B2: terms go on while it is suspended: reminders, renewal, and the midnight at which it expires") {
    ContractsTalk talk(kOpened);
    SUBCASE("it is renewed, and ends before the new term is charged") {
        const auto contract = charged(talk, 1, true);
        talk.advance_to(at("2026-04-10T10:00:00Z"));
        talk.charge_fails(contract, 1);
        talk.advance(days{14});
        CHECK(talk.emitted<ContractRenewed>().size() == 1);
        CHECK(talk.view(contract).phase == Phase::ended);
        CHECK(talk.charges(contract) == "1:failed 2:cancelled");
    }
    SUBCASE("the owner renews on its day") {
        const auto contract = charged(talk, 1);
        talk.advance_to(start_of(2026y / April / 18));
        talk.charge_fails(contract, 1);
        CHECK(talk.asks_to_renew(contract).done);
        CHECK(talk.view(contract).phase == Phase::suspended);
    }
    SUBCASE("nobody renews") {
        const auto contract = charged(talk, 1);
        talk.advance_to(at("2026-04-10T10:00:00Z"));
        talk.charge_fails(contract, 1);
        talk.advance_to(start_of(2026y / April / 19));
        CHECK(talk.view(contract).phase == Phase::expired);
        talk.charge_is_paid(contract, 1);
        CHECK(talk.view(contract).phase == Phase::expired);
        CHECK(talk.charges(contract) == "1:paid");
        talk.advance(days{60});
        CHECK(talk.emitted<ContractEnded>().empty());
    }
}

TEST_CASE("B2, C2: a suspended contract is not activated by what the car says, and its car is told again") {
    ContractsTalk talk(kOpened);
    const auto contract = charged(talk, 12);
    talk.charge_fails(contract, 1);
    talk.ordered();
    talk.car_confirms(contract, true);  // said before the withdrawal reached it
    CHECK(talk.ordered() == "-");
    CHECK(talk.view(contract).phase == Phase::suspended);
    CHECK(talk.view(talk.buys(12)).phase == Phase::ended);  // the suspended one still stands for the product
}

TEST_CASE("B2, C6: the help desk ends a suspended one like any other") {
    ContractsTalk talk(kOpened);
    const auto contract = charged(talk, 12);
    talk.charge_fails(contract, 1);
    talk.desk_ends(EndReason::lease_end);
    CHECK(talk.view(contract).phase == Phase::ended);
    CHECK_FALSE(talk.view(contract).suspended_until);
    talk.charge_is_paid(contract, 1);
    CHECK(talk.view(contract).phase == Phase::ended);
    talk.advance(days{60});
    CHECK(talk.emitted<ContractEnded>().size() == 1);
}

TEST_CASE(
    "B2, G8: a debt of the earlier owner that fails suspends the contract, and who has the car is told") {
    ContractsTalk talk(kOpened);
    const auto contract = charged(talk, 12);
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    talk.charge_fails(contract, 1);
    const auto told = talk.emitted<ContractSuspended>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].account.text() == "ben");
    CHECK(told[0].period == 2);
}

}  // namespace traction::test
