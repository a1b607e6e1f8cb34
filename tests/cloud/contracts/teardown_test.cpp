#include <doctest/doctest.h>

#include "tests/cloud/contracts/contracts_fixture.hpp"

namespace traction::test {

namespace {

std::string teardown_of(const OneWorker::Answered& answer) {
    return answer.body.value("teardown", "");
}

}  // namespace

TEST_CASE("C6: the owner's own request to end is refused") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    End wish;
    wish.contract = contract;
    CHECK(talk.owner_asks("anna", wish).refused == "only_help_desk_ends");
    CHECK(talk.view(contract).phase == Phase::active);
}

TEST_CASE("C6: `other` ends the contracts and nothing else; who asked, why and the evidence are kept") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    talk.ordered();
    const auto answer = talk.desk_ends(EndReason::other);
    CHECK(answer.body.at("contracts") == wire::Json{contract.text()});
    CHECK_FALSE(answer.body.contains("teardown"));
    CHECK(talk.view(contract).phase == Phase::ended);
    CHECK(talk.ordered() == "-");
    CHECK(talk.emitted<ContractEnded>().size() == 1);
    CHECK(talk.emitted<TeardownBegan>().empty());
    CHECK(talk.asks_to_see(contract).done);
    const auto seen = talk.desk_sees(contract);
    CHECK(seen.at("ending").at("asked_by") == "Anna");
    CHECK(seen.at("ending").at("evidence") == "police 42");
    CHECK(seen.at("history").back().at("actor") == "desk:dora");
    CHECK(seen.at("history").back().at("cause") == "other (C6)");
}

TEST_CASE("C6: an ended contract is not due any more") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.has(12, true);
    talk.buys(12, false, Product::connect_nav);
    talk.desk_ends(EndReason::other);
    talk.advance(days{800});
    CHECK(talk.emitted<AnniversaryReached>().empty());
    CHECK(talk.emitted<EntitlementPending>().empty());
    CHECK(talk.emitted<ContractExpired>().empty());
}

TEST_CASE("C7, H3: a theft ends everything at once; done when all workers have answered, told once") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    const auto teardown = teardown_of(talk.desk_ends(EndReason::theft));
    const auto began = talk.emitted<TeardownBegan>();
    REQUIRE(began.size() == 1);
    CHECK(began[0].teardown.text() == teardown);
    CHECK(began[0].period == 1);
    CHECK(began[0].account.text() == "anna");
    CHECK(began[0].reason == EndReason::theft);
    CHECK(talk.asks_to_see(contract).refused == "contract_unknown");
    CHECK(talk.owner_asks("anna", List{.vin = talk.vin}).refused == "vehicle_not_in_garage");

    for (const auto worker : {"garage", "state", "commands", "store", "danger_zones"})
        talk.answers_teardown(worker, teardown, {{"things", 3}});
    talk.crash();
    talk.answers_teardown("garage", teardown, {{"things", 0}});
    CHECK(talk.emitted<TeardownDone>().empty());
    talk.answers_teardown("notifications", teardown, {});
    talk.answers_teardown("state", teardown, {{"things", 0}});
    CHECK(talk.emitted<TeardownDone>().size() == 1);

    const auto receipt = talk.desk_asks("dora", Receipt{.teardown = *TeardownId::parse(teardown)}).body;
    CHECK(receipt.at("done") == true);
    CHECK(receipt.at("parts").at("garage") == wire::Json{{"things", 3}});
    CHECK(receipt.at("parts").at("contracts") == wire::Json{{"contracts", 1}});
    CHECK(receipt.at("parts").size() == 7);
    CHECK(talk.desk_asks("dora", Receipt{.teardown = *TeardownId::parse("none")}).refused ==
          "teardown_unknown");
}

TEST_CASE("C7: asked again, while it runs and after it is done, it is the same teardown") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.has(12);
    const auto first = talk.desk_ends(EndReason::sale);
    talk.crash();
    CHECK(talk.repeats_last_ask().body == first.body);
    CHECK(talk.desk_ends(EndReason::sale).body == first.body);
    for (const auto worker : kTeardownWorkers)
        talk.answers_teardown(std::string(worker), teardown_of(first), {});
    talk.no_longer_owned_by("anna", 1);
    CHECK(talk.desk_ends(EndReason::theft).body == first.body);
    CHECK(talk.emitted<TeardownBegan>().size() == 1);
    CHECK(talk.emitted<TeardownDone>().size() == 1);
}

TEST_CASE("C7: the next owner's period has a teardown of its own") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto first = teardown_of(talk.desk_ends(EndReason::sale));
    talk.owned_by("ben", 2);
    const auto contract = talk.buys(12, false, Product::mapping_pack, "ben").text();
    const auto second = talk.desk_ends(EndReason::destruction);
    CHECK(teardown_of(second) != first);
    CHECK(second.body.at("contracts") == wire::Json{contract});
}

TEST_CASE("C7, G8: the teardown of an earlier owner's period leaves the later owner's contracts") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    const EndForCar wish{
        .vin = talk.vin, .reason = EndReason::sale, .asked_by = "Anna", .evidence = "letter", .period = 1};
    const auto answer = talk.desk_asks("dora", wish);
    CHECK(answer.body.at("contracts").empty());
    const auto began = talk.emitted<TeardownBegan>();
    REQUIRE(began.size() == 1);
    CHECK(began[0].account.text() == "anna");
    CHECK(talk.asks_to_see(contract, "ben").done);
}

TEST_CASE("G7, C6: contracts of a car that was removed can be ended too") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    talk.no_longer_owned_by("anna", 1);
    const auto answer = talk.desk_ends(EndReason::theft);
    CHECK(answer.body.at("contracts") == wire::Json{contract.text()});
    CHECK(talk.emitted<TeardownBegan>()[0].period == 1);
}

TEST_CASE("G6, C7: the end of a period that is over takes no car out of the garage it was put back into") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(12);
    const auto account = *AccountId::parse("anna");
    const auto is_listed = [&] { return talk.owner_asks("anna", List{.vin = talk.vin}).done; };
    SUBCASE("removed, and added again without pairing") {
        talk.no_longer_owned_by("anna", 1);
        talk.hears("garage", wire::garage::VehicleRemoved{.vin = talk.vin, .account = account});
        talk.hears("garage", wire::garage::VehicleAdded{.vin = talk.vin, .account = account});
        CHECK(talk.desk_ends(EndReason::theft).body.at("contracts") == wire::Json{contract.text()});
        CHECK(is_listed());
    }
    SUBCASE("never removed") {
        talk.desk_ends(EndReason::theft);
        CHECK(!is_listed());
    }
}

TEST_CASE("C6: a car without owner and contract has nothing to end") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.no_longer_owned_by("anna", 1);
    CHECK(talk.desk_ends(EndReason::theft).refused == "nothing_to_end");
    talk.owned_by("anna", 2);
    CHECK(talk.desk_ends(EndReason::theft).body.at("contracts").empty());
    CHECK(talk.emitted<TeardownBegan>().size() == 1);
}

}  // namespace traction::test
