#include <doctest/doctest.h>

#include "tests/cloud/contracts/contracts_fixture.hpp"
#include "tests/support/exported.hpp"

namespace traction::test {
namespace {

const std::string kSchema = "contracts.ExportPage";
const auto kOpening = at("2027-03-01T10:00:00Z");

}  // namespace

TEST_CASE("A11: the person gets her contracts with all that happened to them, over many years and pages") {
    ContractsTalk talk(kOpening);
    const auto contract = talk.has(1, true);
    talk.advance(days{20 * 365});
    const auto all = exported(talk, "anna", kSchema);
    CHECK(all.pages > 1);
    const auto contracts = all.of("contract");
    REQUIRE(contracts.size() == 1);
    CHECK(contracts[0].at("contract") == contract.text());
    CHECK(contracts[0].at("bought_at") == to_text(kOpening));
    std::vector<std::string> steps;
    for (const auto& row : all.of("step")) steps.push_back(row.at("step"));
    CHECK(steps == talk.steps(contract));
}

TEST_CASE(
    "A11, G8: at a sale each gets what is his: the buyer of the contract what he bought, not what follows") {
    ContractsTalk talk(kOpening);
    const auto contract = talk.has(12);
    talk.advance(days{10});
    talk.no_longer_owned_by("anna", 1);
    talk.advance(days{1});
    talk.owned_by("ben", 2);
    talk.advance(days{700});
    const auto annas = exported(talk, "anna", kSchema);
    REQUIRE(annas.rows.size() == 1);
    CHECK(annas.rows[0].at("what") == "bought");
    CHECK(annas.rows[0].at("contract") == contract.text());
    CHECK_FALSE(annas.rows[0].contains("phase"));
    const auto bens = exported(talk, "ben", kSchema);
    REQUIRE(bens.of("contract").size() == 1);
    CHECK_FALSE(bens.rows[0].contains("bought_at"));
    CHECK(bens.of("step").back().at("step") == "expired");
    for (const auto& step : bens.of("step")) CHECK(step.at("at") >= to_text(kOpening + days{11}));
    CHECK(exported(talk, "carol", kSchema).rows.empty());
}

TEST_CASE("A11, G7: a contract of a car that was removed, or was never paired, is hers all the same") {
    ContractsTalk talk(kOpening);
    const auto contract = talk.has(12);
    talk.no_longer_owned_by("anna", 1);
    talk.vin = *Vin::parse("VF1AG000164316834");
    const auto anna = *AccountId::parse("anna");
    talk.hears("garage", wire::garage::VehicleAdded{.vin = talk.vin, .account = anna});
    talk.buys(12, false, Product::connect_nav);
    talk.hears("garage", wire::garage::VehicleRemoved{.vin = talk.vin, .account = anna});
    CHECK(exported(talk, "anna", kSchema).of("contract").size() == 2);
    CHECK(talk.owner_asks("anna", wire::exports::Export{"here"}).refused == "message_not_understood");
}

}  // namespace traction::test
