#include <algorithm>

#include <doctest/doctest.h>

#include "tests/cloud/contracts/contracts_fixture.hpp"

namespace traction::test {

namespace {

OneWorker::Answered extends(ContractsTalk& talk, const ContractId& contract,
                            const std::string& account = "anna") {
    return talk.owner_asks(account, Extend{{contract}});
}
OneWorker::Answered wants_renewal(ContractsTalk& talk, const ContractId& contract, bool wanted,
                                  const std::string& account = "anna") {
    return talk.owner_asks(account, SetAutomaticRenewal{.contract = contract, .wanted = wanted});
}
OneWorker::Answered previews(ContractsTalk& talk, const ContractId& contract, LocalDay on) {
    return talk.owner_asks("anna", Preview{.contract = contract, .on = on});
}

}  // namespace

TEST_CASE("C4: a service is extended before its end; the new term begins where this one ends") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1, false, Product::connect_nav);
    talk.advance(days{3});
    const auto extended = extends(talk, contract);
    CHECK(extended.body.at("contract").at("last_day") == "2026-05-14");
    CHECK(talk.emitted<ContractExtended>().size() == 1);
    CHECK(talk.emitted<ContractRenewed>().empty());
    talk.crash();
    CHECK(talk.repeats_last_ask().body == extended.body);
    CHECK(talk.charges(contract) == "1:waiting 2:waiting");
    // The first term's last day is no anniversary that could be missed.
    talk.advance_to(start_of(2026y / April / 15) + days{14});
    CHECK(talk.emitted<AnniversaryReached>().empty());
    const auto due = talk.emitted<ChargeDue>();
    REQUIRE(due.size() == 2);
    CHECK(due[1].term_from == 2026y / April / 15);
    CHECK(due[1].term_until == 2026y / May / 14);
    talk.advance_to(start_of(2026y / May / 15));
    CHECK(talk.emitted<AnniversaryReached>().size() == 1);
    CHECK(talk.view(contract).phase == Phase::expired);
}

TEST_CASE("C3, C4: a pack cannot be extended, and the answer gives the day of its renewal") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    for (std::size_t product = 0; product < kProductNames.size(); ++product) {
        CAPTURE(kProductNames[product]);
        const auto contract =
            talk.has_ordered("c" + std::to_string(product), 12, false, static_cast<Product>(product));
        const auto answer = extends(talk, contract);
        const bool pack = kProductNames[product].ends_with("_pack");
        CHECK(answer.refused == (pack ? "pack_not_extendable" : ""));
        if (pack) CHECK(answer.fact("opens_on") == "2027-03-14");
    }
}

TEST_CASE("C4: who cannot extend") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.orders("c1", 36, 9'900, false, Product::speedcam);
    CHECK(extends(talk, contract).refused == "contract_not_running");
    talk.car_confirms(contract, true);
    CHECK(extends(talk, contract, "ben").refused == "contract_unknown");
    CHECK(extends(talk, contract).done);
    CHECK(extends(talk, contract).done);
    const auto refused = extends(talk, contract);
    CHECK(refused.refused == "extended_far_enough");
    CHECK(refused.fact("last_day") == "2035-03-14");
    talk.desk_ends(EndReason::other);
    CHECK(extends(talk, contract).refused == "contract_not_running");
}

TEST_CASE("C4: an extension on the last day is a renewal of that day: there is no second one") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1, true, Product::connect_nav);
    talk.advance_to(start_of(2026y / April / 14));
    CHECK(talk.emitted<ContractRenewed>().size() == 1);
    CHECK(talk.asks_to_renew(contract).refused == "already_renewed");
    CHECK(extends(talk, contract).body.at("contract").at("last_day") == "2026-06-14");
}

TEST_CASE("C3: the owner switches automatic renewal on and off; each is kept as history") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1);
    CHECK(wants_renewal(talk, contract, true, "ben").refused == "contract_unknown");
    CHECK(wants_renewal(talk, contract, true).body.at("contract").at("automatic_renewal") == true);
    CHECK(wants_renewal(talk, contract, true).done);
    talk.advance_to(start_of(2026y / April / 14));
    CHECK(talk.emitted<ContractRenewed>().size() == 1);
    CHECK(wants_renewal(talk, contract, false).done);
    talk.advance_to(start_of(2026y / May / 15));
    CHECK(talk.view(contract).phase == Phase::expired);
    CHECK(wants_renewal(talk, contract, true).refused == "contract_not_running");
    const auto steps = talk.steps(contract);
    CHECK(std::count(steps.begin(), steps.end(), "automatic_renewal_began") == 1);
    CHECK(std::count(steps.begin(), steps.end(), "automatic_renewal_ended") == 1);
}

TEST_CASE("C3: switched on while the window is open, it renews at once, and only once") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1);
    talk.advance_to(start_of(2026y / April / 14) + 5h);
    CHECK(wants_renewal(talk, contract, true).body.at("contract").at("last_day") == "2026-05-14");
    CHECK(wants_renewal(talk, contract, false).done);
    CHECK(wants_renewal(talk, contract, true).body.at("contract").at("last_day") == "2026-05-14");
    CHECK(talk.emitted<ContractRenewed>().size() == 1);
    CHECK(talk.charges(contract) == "1:told 2:waiting");
}

TEST_CASE("H2: a preview of any day is what living to the end of that day comes to") {
    const auto start = at("2026-01-31T10:00:00Z");
    struct Row {
        const char* what;
        int months;
        bool automatic;
        bool suspended;
    };
    for (const auto& row :
         {Row{"a month, renewed by itself", 1, true, false}, Row{"a month", 1, false, false},
          Row{"a year", 12, false, false}, Row{"a suspended month", 1, true, true}}) {
        CAPTURE(row.what);
        for (const int ahead : {0, 13, 14, 15, 27, 28, 29, 43, 59, 60, 80, 364, 365, 366, 400}) {
            CAPTURE(ahead);
            ContractsTalk talk(start);
            const auto contract = talk.has_ordered("c1", row.months, row.automatic);
            if (row.suspended) {
                talk.advance(days{14});
                talk.charge_fails(contract, 1);
            }
            const auto today = Zone::standard().day_of(talk.now());
            const auto day = plus_days(today, ahead);
            const auto foreseen = previews(talk, contract, day).body;
            const auto lived_before = talk.desk_sees(contract).at("history").size();
            talk.advance_to(Zone::standard().end_of(day) - 1ms);
            const auto lived = talk.desk_sees(contract);
            CHECK(foreseen.at("contract") == lived.at("contract"));
            CHECK(foreseen.at("charges") == lived.at("charges"));
            std::vector<std::string> steps;
            for (auto at = lived_before; at < lived.at("history").size(); ++at)
                steps.push_back(lived.at("history").at(at).at("step"));
            std::vector<std::string> foreseen_steps;
            for (const auto& step : foreseen.at("steps")) foreseen_steps.push_back(step.at("step"));
            CHECK(foreseen_steps == steps);
            CHECK((foreseen.at("renewable") == true) == talk.asks_to_renew(contract).done);
        }
    }
}

TEST_CASE("H2: a preview changes nothing; days that are over or too far are refused with the days that do") {
    ContractsTalk talk(at("2026-01-31T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1, true);
    const auto before = talk.desk_sees(contract);
    CHECK(previews(talk, contract, 2036y / January / 31).done);
    CHECK(talk.desk_sees(contract) == before);
    for (const auto day : {2026y / January / 30, 2036y / February / 1}) {
        const auto refused = previews(talk, contract, day);
        CHECK(refused.refused == "day_out_of_reach");
        CHECK(refused.fact("first") == "2026-01-31");
        CHECK(refused.fact("last") == "2036-01-31");
    }
    CHECK(talk.desk_asks("dora", Preview{.contract = contract, .on = 2026y / March / 1}).done);
}

TEST_CASE(
    "K6: why a contract is as it is: each step, its time, its cause and the rule, and what comes next") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1);
    talk.advance(days{14});
    talk.charge_fails(contract, 1);
    const auto why = talk.owner_asks("anna", Explain{{contract}}).body;
    CHECK(why.at("steps").back() == wire::Json{{"at", "2026-03-28T10:00:00.000Z"},
                                               {"step", "suspended"},
                                               {"cause", "a charge has failed"},
                                               {"rule", "B2"},
                                               {"actor", "billing"}});
    for (const auto& step : why.at("steps")) CHECK(step.contains("rule"));
    CHECK(why.at("next").front().at("step") == "reminded");
    CHECK(why.at("next").back() == wire::Json{{"at", "2026-04-11T10:00:00.000Z"},
                                              {"step", "ended"},
                                              {"cause", "not paid 14 days after the suspension"},
                                              {"rule", "B2"}});
    CHECK(talk.desk_asks("dora", Explain{{contract}}).body == why);
    CHECK(talk.owner_asks("ben", Explain{{contract}}).refused == "contract_unknown");
}

TEST_CASE("B1 to K6: bad asks of owners are refused by name and change nothing") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 1);
    const auto before = talk.desk_sees(contract);
    const auto unknown = *ContractId::parse("c9");
    CHECK(extends(talk, unknown).refused == "contract_unknown");
    CHECK(wants_renewal(talk, unknown, true).refused == "contract_unknown");
    CHECK(previews(talk, unknown, 2026y / March / 20).refused == "contract_unknown");
    struct Bad {
        const char* verb;
        wire::Json body;
    };
    const std::vector<Bad> rows{
        {"preview", {{"contract", "c1"}, {"on", "2026-02-30"}}},
        {"preview", {{"contract", "c1"}}},
        {"set_automatic_renewal", {{"contract", "c1"}, {"wanted", "yes"}}},
        {"extend", {{"contract", "c1"}, {"terms", 2}}},
        {"explain", {{"contract", "../c1"}}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.body.dump());
        CHECK(talk.owner_asks_in_words("anna", row.verb, row.body).refused == "message_not_understood");
    }
    CHECK(talk.desk_sees(contract) == before);
}

}  // namespace traction::test
