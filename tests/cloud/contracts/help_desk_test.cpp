#include <doctest/doctest.h>

#include "shared/wire/messages/operators.hpp"
#include "tests/cloud/contracts/contracts_fixture.hpp"

namespace traction::test {

namespace {

EndForCar wish_of(const ContractsTalk& talk, EndReason reason,
                  std::optional<OwnershipPeriod> period = std::nullopt) {
    return {.vin = talk.vin, .reason = reason, .asked_by = "Anna", .evidence = "police 42", .period = period};
}

/// How many rows were written since the database was opened.
std::int64_t rows_written(OneWorker& worker) {
    const auto count = worker.database().prepare("SELECT total_changes()");
    return *ports::first_row(*count, [](const auto& row) { return row.integer(0); });
}

int steps_named(const wire::Json& steps, const std::string& name) {
    int count = 0;
    for (const auto& step : steps) count += step.at("step") == name ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("H2: the real end does exactly what the dry run says, and the dry run changes nothing") {
    for (std::size_t reason = 0; reason < kEndReasonNames.size(); ++reason) {
        CAPTURE(kEndReasonNames[reason]);
        ContractsTalk talk(at("2026-03-14T10:00:00Z"));
        talk.has_ordered("c1", 12);
        talk.advance(days{20});
        talk.has_ordered("c2", 1, true, Product::connect_nav);
        talk.orders("c3", 1, 500, false, Product::speedcam);
        talk.ordered();
        const auto wish = wish_of(talk, static_cast<EndReason>(reason));
        const auto before = rows_written(talk);
        const auto foreseen = talk.desk_asks("dora", DryRun{wish}).body;
        CHECK(rows_written(talk) == before + 1);  // the entry of the audit log
        CHECK(talk.ordered().empty());

        const auto done = talk.desk_asks("dora", wish).body;
        CHECK(done.at("steps") == foreseen.at("steps"));
        CHECK(done.at("contracts") == foreseen.at("contracts"));
        CHECK(done.contains("teardown") == effects_of(wish.reason).tears_down);
        // What was said is what came to be.
        const auto& steps = done.at("steps");
        const auto ended = talk.emitted<ContractEnded>();
        CHECK(ended.size() == static_cast<std::size_t>(steps_named(steps, "contract_ends")));
        CHECK(talk.ordered().size() ==
              static_cast<std::size_t>(steps_named(steps, "entitlement_is_withdrawn")));
        CHECK(talk.charges(*ContractId::parse("c1")) == "1:told");
        CHECK(talk.charges(*ContractId::parse("c2")) == "1:cancelled");
        CHECK(steps_named(steps, "charge_is_cancelled") == 1);
        const auto began = talk.emitted<TeardownBegan>();
        CHECK(began.size() == static_cast<std::size_t>(steps_named(steps, "receipt_is_kept")));
        CHECK(steps_named(steps, "personal_data_is_erased") ==
              (began.empty() ? 0 : static_cast<int>(kTeardownWorkers.size())));
        CHECK(steps_named(steps, "pairing_is_blocked") == (wish.reason == EndReason::theft ? 1 : 0));
        CHECK(steps_named(steps, "car_is_revoked") == (wish.reason == EndReason::destruction ? 1 : 0));
    }
}

TEST_CASE("H2, C7: asked again, the answer is the same; a dry run then says that nothing more would happen") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.has_ordered("c1", 12);
    const auto done = talk.desk_ends(EndReason::theft).body;
    CHECK(talk.desk_ends(EndReason::sale).body == done);
    auto nothing_more = done;
    nothing_more["steps"] = wire::Json::array();
    CHECK(talk.desk_asks("dora", DryRun{wish_of(talk, EndReason::theft)}).body == nothing_more);
}

TEST_CASE("G8, H2: an end for an earlier owner spares the later one: no sight ends, nothing is blocked") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    talk.car_knows(2);
    talk.orders("c1", 12, 9'900, false, Product::mapping_pack, "ben");
    const auto steps = talk.desk_asks("dora", DryRun{wish_of(talk, EndReason::theft, 1)}).body.at("steps");
    CHECK(steps_named(steps, "contract_ends") == 0);
    CHECK(steps_named(steps, "sight_ends") == 0);
    CHECK(steps_named(steps, "pairing_is_blocked") == 0);
    CHECK(steps_named(steps, "personal_data_is_erased") == static_cast<int>(kTeardownWorkers.size()));
    CHECK(talk.desk_asks("dora", wish_of(talk, EndReason::theft, 1)).body.at("steps") == steps);
    CHECK(talk.view(*ContractId::parse("c1")).phase == Phase::pending);
}

TEST_CASE("H2: a dry run refuses what the real run refuses") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    CHECK(talk.desk_asks("dora", DryRun{wish_of(talk, EndReason::sale, 7)}).refused == "nothing_to_end");
    talk.no_longer_owned_by("anna", 1);
    CHECK(talk.desk_asks("dora", DryRun{wish_of(talk, EndReason::sale)}).refused == "nothing_to_end");
}

TEST_CASE("H1: the help desk finds by car, account and contract, with what the case needs") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto contract = talk.has_ordered("c1", 12);
    talk.has_ordered("c2", 1, false, Product::connect_nav);
    talk.no_longer_owned_by("anna", 1);
    talk.owned_by("ben", 2);
    talk.orders("c3", 1, 990, false, Product::speedcam, "ben");
    const auto finds = [&](const Find& find) { return talk.desk_asks("dora", find); };
    const auto anna = *AccountId::parse("anna");
    const auto ben = *AccountId::parse("ben");

    const auto car = finds({.vin = talk.vin, .account = {}, .contract = {}}).body;
    CHECK(car.at("contracts").size() == 3);
    CHECK(car.at("owner") == wire::Json{{"account", "ben"}, {"period", 2}});
    const auto& first = car.at("contracts").at(0);
    CHECK(first.at("buyer") == "anna");
    CHECK(first.at("holder") == "ben");
    CHECK(first.at("charges").at(0).at("account") == "anna");
    CHECK(finds({.vin = {}, .account = anna, .contract = {}}).body.at("contracts").size() == 2);
    CHECK(finds({.vin = {}, .account = ben, .contract = {}}).body.at("contracts").size() == 3);
    CHECK(finds({.vin = {}, .account = {}, .contract = contract}).body.at("contracts").at(0) == first);
    CHECK(finds({.vin = {}, .account = {}, .contract = ContractId::parse("c9")}).refused ==
          "contract_unknown");
    CHECK(finds({.vin = {}, .account = {}, .contract = {}}).refused == "contract_unknown");

    const auto teardown = talk.desk_ends(EndReason::lease_end).body.at("teardown");
    const auto torn = finds({.vin = talk.vin, .account = {}, .contract = {}}).body;
    CHECK_FALSE(torn.contains("owner"));
    CHECK(torn.at("teardowns").at(0) == wire::Json{{"teardown", teardown},
                                                   {"period", 2},
                                                   {"account", "ben"},
                                                   {"reason", "lease_end"},
                                                   {"done", false}});
}

TEST_CASE("H3: the receipt is there for the person whose data it was, and for nobody else") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    const auto teardown =
        *TeardownId::parse(talk.desk_ends(EndReason::theft).body.at("teardown").get<std::string>());
    CHECK(talk.owner_asks("anna", Receipt{teardown}).body == talk.desk_asks("dora", Receipt{teardown}).body);
    CHECK(talk.owner_asks("ben", Receipt{teardown}).refused == "teardown_unknown");
}

TEST_CASE("H1: each look and each dry run of the help desk is in the audit log") {
    ContractsTalk talk(at("2026-03-14T10:00:00Z"));
    talk.has_ordered("c1", 12);
    talk.desk_asks("dora", Find{.vin = talk.vin, .account = {}, .contract = {}});
    talk.desk_asks("dora", DryRun{wish_of(talk, EndReason::theft)});
    talk.desk_asks("dora", wish_of(talk, EndReason::theft));
    const auto audited = talk.operator_asks("olga", wire::operators::Audit{.after = 0}).body;
    std::vector<std::string> verbs;
    for (const auto& entry : audited.at("entries")) verbs.push_back(entry.at("verb"));
    CHECK(verbs == std::vector<std::string>{"find", "end_for_car_dry_run", "end_for_car"});
    CHECK_FALSE(audited.contains("broken_at"));
}

}  // namespace traction::test
