#include <doctest/doctest.h>

#include "shared/wire/messages/operators.hpp"
#include "tests/cloud/contracts/contracts_fixture.hpp"

namespace traction::test {

using wire::operators::Due;

namespace {

/// The acts that are due in so many days, as "act count instant".
std::vector<std::string> due(ContractsTalk& talk, int days) {
    const auto answer = talk.operator_asks("otto", Due{days});
    REQUIRE(answer.done);
    std::vector<std::string> acts;
    for (const auto& act : answer.body.at("acts"))
        acts.push_back(fmt::format("{} {} {}", act.at("act").get<std::string>(), act.at("count").get<int>(),
                                   act.at("earliest").get<std::string>()));
    return acts;
}

}  // namespace

TEST_CASE("H4: an operator sees what is due in the next days, by kind of act, the earliest first") {
    ContractsTalk talk(at("2026-03-13T10:00:00Z"));
    CHECK(due(talk, 400).empty());
    const auto pending = talk.buys(12);
    CHECK(due(talk, 7) == std::vector<std::string>{"tell_pending 1 2026-03-20T10:00:00.000Z"});
    talk.car_confirms(pending, true);
    talk.car_confirms(talk.orders("paid", 1, 500, false, Product::monitoring_pack), true);
    CHECK(due(talk, 14) == std::vector<std::string>{"remind_30_days 1 2026-03-13T23:00:00.000Z",
                                                    "tell_charge_due 1 2026-03-27T10:00:00.000Z"});
    CHECK(due(talk, 400).size() == 2);
}

TEST_CASE("H4: what is due and what an operator is told of it are the same, whatever is lived through") {
    ContractsTalk talk(at("2026-03-13T10:00:00Z"));
    talk.car_confirms(talk.orders("paid", 12, 500, true, Product::monitoring_pack), true);
    for (int step = 0; step < 12; ++step) {
        const auto answer = talk.operator_asks("otto", Due{400});
        const auto& acts = answer.body.at("acts");
        if (acts.empty()) break;
        CHECK(acts.at(0).at("earliest") == answer.body.at("next_due"));
        talk.advance_to(at(answer.body.at("next_due").get<std::string>().c_str()));
    }
}

TEST_CASE("H4: a wrong number of days is refused, and nobody but operators may ask") {
    ContractsTalk talk(at("2026-03-13T10:00:00Z"));
    for (const int days : {-1, 401})
        CHECK(talk.operator_asks("otto", Due{days}).refused == "message_not_understood");
    CHECK(talk.owner_asks("anna", Due{}).refused == "verb_unknown");
    CHECK(talk.desk_asks("dora", Due{}).refused == "verb_unknown");
}

}  // namespace traction::test
