#include <doctest/doctest.h>

#include "shared/wire/messages/exports.hpp"
#include "tests/cloud/contracts/contracts_fixture.hpp"

namespace traction::test {

TEST_CASE("B1, S3: what was ordered is charged 14 times 24 hours after it became active, once, as bought") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.orders("c1", 12);
    talk.advance(days{3});
    talk.car_confirms(contract, true);
    CHECK(talk.charges(contract) == "1:waiting");
    // Summer time begins on 29 March: 14 days are 14 times 24 hours all the same.
    talk.advance(days{14} - 1ms);
    CHECK(talk.emitted<ChargeDue>().empty());
    talk.crash();
    talk.advance(1ms);
    const auto due = talk.emitted<ChargeDue>();
    REQUIRE(due.size() == 1);
    CHECK(due[0].json() == ChargeDue{.charge = *ChargeId::parse("c1-1"),
                                     .contract = contract,
                                     .account = *AccountId::parse("anna"),
                                     .vin = talk.vin,
                                     .product = Product::mapping_pack,
                                     .term_from = 2026y / March / 17,
                                     .term_until = 2027y / March / 17,
                                     .price = {9'900, Currency::euro()},
                                     .tax_permille = 200}
                               .json());
    talk.car_confirms(contract, true);
    talk.crash();
    talk.advance(days{200});
    CHECK(talk.emitted<ChargeDue>().empty());
    CHECK(talk.charges(contract) == "1:told");
}

TEST_CASE("S3: the same order again makes no second contract; each item becomes one with the store's id") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.orders("c1", 12);
    talk.orders("c1", 12);
    CHECK(talk.emitted<ContractBought>().size() == 1);
    CHECK(talk.ordered() == "+");
    CHECK(talk.view(contract).price == Money{9'900, Currency::euro()});
    const auto found = talk.desk_asks("dora", Find{.vin = {}, .account = {}, .contract = contract}).body;
    CHECK(found.at("contracts").at(0).at("order") == "order-c1");
    CHECK(found.at("contracts").at(0).at("catalogue_version") == 3);
}

TEST_CASE(
    "S4: two orders that crossed: the second contract of a product ends at once, and is never charged") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto first = talk.has_ordered("c1", 12);
    const auto second = talk.orders("c2", 1);
    CHECK(talk.view(second).phase == Phase::ended);
    CHECK(talk.emitted<ContractEnded>().size() == 1);
    CHECK(talk.ordered() == "+");
    CHECK(talk.steps(second) == std::vector<std::string>{"bought", "ended"});
    talk.advance(days{60});
    const auto due = talk.emitted<ChargeDue>();
    REQUIRE(due.size() == 1);
    CHECK(due[0].contract == first);
}

TEST_CASE("G5, S4: what is ordered for an unpaired car waits, and is not charged before its buyer has it") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.orders("c1", 12, 9'900, false, Product::mapping_pack, "ben");
    talk.advance(days{40});
    CHECK(talk.ordered().empty());
    CHECK(talk.emitted<ChargeDue>().empty());
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    talk.car_knows(2);
    talk.car_confirms(contract, true);
    talk.advance(days{14});
    CHECK(talk.emitted<ChargeDue>().size() == 1);
}

TEST_CASE("B1: a renewed term is charged 14 days after it begins, at the midnight that ends the last day") {
    ContractsTalk talk(at("2026-01-31T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1, true);
    talk.advance_to(at("2026-05-20T00:00:00Z"));
    const auto due = talk.emitted<ChargeDue>();
    REQUIRE(due.size() == 4);
    const std::array<std::pair<LocalDay, LocalDay>, 4> terms{{{2026y / January / 31, 2026y / February / 28},
                                                              {2026y / March / 1, 2026y / March / 31},
                                                              {2026y / April / 1, 2026y / April / 30},
                                                              {2026y / May / 1, 2026y / May / 31}}};
    for (std::size_t term = 0; term < terms.size(); ++term) {
        CAPTURE(term);
        CHECK(due[term].charge.text() == "c1-" + std::to_string(term + 1));
        CHECK(due[term].term_from == terms[term].first);
        CHECK(due[term].term_until == terms[term].second);
    }
    const auto history = talk.desk_sees(contract).at("history");
    int term = 0;
    for (const auto& entry : history) {
        if (entry.at("step") != "charge_due" || term++ == 0) continue;
        const auto begins = start_of(terms[static_cast<std::size_t>(term - 1)].first);
        CHECK(entry.at("at") == to_text(begins + days{14}));
    }
}

TEST_CASE("C7, B1: ended before its instant: the charge is cancelled, and never told, across crashes too") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 12);
    talk.advance(days{14} - 1ms);
    talk.desk_ends(EndReason::theft);
    CHECK(talk.charges(contract) == "1:cancelled");
    CHECK(talk.steps(contract).back() == "charge_cancelled");
    talk.crash();
    talk.advance(days{400});
    CHECK(talk.emitted<ChargeDue>().empty());
}

TEST_CASE("B1: ended after its instant, the term stays owed, and a bought renewal does not") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1, true);
    talk.advance_to(start_of(2026y / April / 14));  // renewed for the second term, which begins tomorrow
    CHECK(talk.emitted<ChargeDue>().size() == 1);
    talk.desk_ends(EndReason::destruction);
    CHECK(talk.charges(contract) == "1:told 2:cancelled");
    talk.advance(days{60});
    CHECK(talk.emitted<ChargeDue>().empty());
}

TEST_CASE("B1: for what costs nothing nothing is owed") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has(1, true);
    talk.advance(days{100});
    CHECK(talk.emitted<ContractRenewed>().size() == 3);
    CHECK(talk.emitted<ChargeDue>().empty());
    CHECK(talk.charges(contract).empty());
    CHECK(talk.view(contract).price == Money{0, Currency::euro()});
}

TEST_CASE("G8: what the earlier owner bought stays his debt; a renewal by the new owner is his own") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1, true);
    talk.advance(days{5});
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    CHECK_FALSE(talk.view(contract).automatic_renewal);
    talk.advance_to(start_of(2026y / April / 14));
    auto due = talk.emitted<ChargeDue>();
    REQUIRE(due.size() == 1);
    CHECK(due[0].account.text() == "anna");
    CHECK(talk.asks_to_renew(contract, "ben").done);
    // Each sees the charges that are his.
    CHECK(talk.asks_to_see(contract, "ben").body.at("charges").size() == 1);
    CHECK(talk.asks_to_see(contract, "ben").body.at("charges").at(0).at("charge") == "c1-2");
    talk.advance(days{20});
    due = talk.emitted<ChargeDue>();
    REQUIRE(due.size() == 1);
    CHECK(due[0].account.text() == "ben");
}

TEST_CASE("G8: a term that was renewed before the sale is the earlier owner's, though charged after it") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1);
    talk.advance_to(start_of(2026y / April / 14));
    CHECK(talk.asks_to_renew(contract).done);
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    talk.emitted<ChargeDue>();
    talk.advance(days{20});
    const auto due = talk.emitted<ChargeDue>();
    REQUIRE(due.size() == 1);
    CHECK(due[0].account.text() == "anna");
}

TEST_CASE("G8: sold before the car confirmed it, the first term is still the debt of who bought it") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.orders("c1", 12);
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    talk.car_confirms(contract, true);
    talk.advance(days{14});
    const auto due = talk.emitted<ChargeDue>();
    REQUIRE(due.size() == 1);
    CHECK(due[0].account.text() == "anna");
}

TEST_CASE("A11, G8: the export has what one owes, of a contract that was sold with its car too") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.has_ordered("c1", 12);
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    const auto anna = talk.owner_asks("anna", wire::exports::Export{}).body.at("rows");
    REQUIRE(anna.size() == 1);
    CHECK(anna.at(0).at("charges").at(0).at("charge") == "c1-1");
    const auto bens = talk.owner_asks("ben", wire::exports::Export{}).body;
    for (const auto& row : bens.at("rows")) CHECK_FALSE(row.contains("charges"));
}

}  // namespace traction::test
