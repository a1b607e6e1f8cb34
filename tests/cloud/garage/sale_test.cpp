/// What ends an owner's period but himself: the sale (G8) and the help desk (C7).
#include "shared/wire/messages/garage_desk.hpp"
#include "tests/cloud/garage/garage_fixture.hpp"

namespace traction::garage {
namespace {

using namespace std::chrono_literals;

const wire::Json kAliceEnds = wire::access::SessionsEnd{*AccountId::parse("alice")}.json();

bool contains(const std::vector<wire::Json>& all, const wire::Json& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("G8: a car that another account pairs moves there, and its owner's sessions end") {
    Fixture f;
    f.pairs("alice");
    const auto answer = f.pairs("bob");
    REQUIRE(answer.done);
    CHECK(answer.body.at("period") == 2);
    CHECK(f.vehicles_of("alice").empty());
    const auto ended = f.garage.emitted<OwnershipEnded>();
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].account == *AccountId::parse("alice"));
    CHECK(ended[0].reason == PeriodEnd::moved);
    CHECK(f.garage.emitted<OwnershipBegan>().size() == 2);
    CHECK(contains(f.told_the_broker(), kAliceEnds));
    CHECK(f.periods() == std::vector{period_order(1, true), period_order(1, false), period_order(2, true)});
}

TEST_CASE(
    "G8: 'paired' is answered when every worker that serves the earlier owner, then the broker, has "
    "acknowledged") {
    for (const auto* late : {"state", "commands", "notifications", "contracts", "broker"}) {
        CAPTURE(late);
        Fixture f;
        f.pairs("alice");
        f.garage.emitted<OwnershipBegan>();
        f.garage.falls_silent(late);
        CHECK(f.pairs("bob").waits);
        f.garage.advance(1min);
        CHECK(f.garage.repeats_last_ask().waits);
        CHECK(f.garage.emitted<OwnershipBegan>().empty());
        CHECK(contains(f.told_the_broker(), kAliceEnds) == (late == std::string("broker")));
        f.garage.crash();
        CHECK(f.garage.repeats_last_ask().waits);
        f.garage.speaks_again(late);
        f.garage.advance(1h);
        const auto answer = f.garage.repeats_last_ask();
        REQUIRE(answer.done);
        CHECK(answer.body.at("period") == 2);
        CHECK(f.garage.emitted<OwnershipBegan>().size() == 1);
        CHECK(f.garage.emitted<OwnershipEnded>().size() == 1);
    }
}

TEST_CASE("G8: the answer comes by itself, once, to the ask that waited") {
    Fixture f;
    f.pairs("alice");
    f.garage.falls_silent("broker");
    CHECK(f.pairs("bob").waits);
    f.garage.repeats_last_ask();
    const auto answers = wire::topic(wire::TopicKind::owner_answer, {"bob", "phone"});
    f.garage.published(answers);
    f.garage.speaks_again("broker");
    f.garage.advance(1min);
    const auto told = f.garage.published(answers);
    REQUIRE(told.size() == 1);
    CHECK(told[0].at("done").at("paired") == true);
    CHECK(f.garage.repeats_last_ask().body == told[0].at("done"));
}

TEST_CASE("G8: a car on its way has no owner, is nobody else's to pair, and can be let go") {
    Fixture f;
    f.pairs("alice");
    f.garage.falls_silent("broker");
    CHECK(f.pairs("bob").waits);
    CHECK(f.vehicles_of("alice").empty());
    CHECK(f.vehicles_of("bob").at(0).at("paired") == false);
    CHECK(f.pairs("carol").refused == "vehicle_unavailable");
    CHECK(f.garage.owner_asks("bob", Remove{kCar}).done);
    f.garage.speaks_again("broker");
    f.garage.advance(1h);
    CHECK(f.vehicles_of("bob").empty());
    CHECK(f.pairs("carol").body.at("period") == 2);
}

TEST_CASE("G8: a car that is reported stolen on its way arrives nowhere") {
    Fixture f;
    f.pairs("alice");
    f.garage.falls_silent("broker");
    CHECK(f.pairs("bob").waits);
    f.garage.hears("contracts", f.teardown(EndReason::theft));
    f.garage.speaks_again("broker");
    f.garage.advance(1h);
    CHECK(f.vehicles_of("bob").at(0).at("paired") == false);
    CHECK(f.pairs("bob").refused == "vehicle_unavailable");
}

TEST_CASE("An absent car is told the last period only") {
    Fixture f;
    f.pairs("alice");
    f.periods();
    f.garage.vehicle_is(kCar, false);
    f.garage.owner_asks("alice", Remove{kCar});
    f.garage.crash();
    CHECK(f.periods().empty());
    f.garage.vehicle_is(kCar, true);
    CHECK(f.periods() == std::vector{period_order(1, false)});
}

TEST_CASE("C7: a theft ends the period, and nobody pairs the car until the help desk clears it") {
    Fixture f;
    f.pairs("alice");
    f.garage.hears("contracts", f.teardown(EndReason::theft));
    const auto ended = f.garage.emitted<OwnershipEnded>();
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].reason == PeriodEnd::torn_down);
    CHECK(f.periods().back() == period_order(1, false));
    f.garage.crash();
    CHECK(f.pairs("alice").refused == "vehicle_unavailable");
    CHECK(f.pairs("bob").refused == "vehicle_unavailable");
    CHECK(f.garage.desk_asks("dora", ClearStolen{kCar}).body.at("was_stolen") == true);
    CHECK(f.garage.desk_asks("dora", ClearStolen{kCar}).body.at("was_stolen") == false);
    CHECK(f.pairs("bob").body.at("period") == 2);
}

TEST_CASE("H1, C7: the help desk finds whose car it is, and whether it is marked stolen") {
    Fixture f;
    const auto finds = [&] { return f.garage.desk_asks("dora", wire::garage::FindVehicle{{kCar}}).body; };
    CHECK(finds().at("phase") == "free");
    f.pairs("alice");
    CHECK(finds().at("phase") == "owned");
    CHECK(finds().at("account") == "alice");
    CHECK(finds().at("period") == 1);
    f.garage.hears("contracts", f.teardown(EndReason::theft));
    CHECK(finds().at("phase") == "stolen");
    CHECK_FALSE(finds().contains("account"));
}

TEST_CASE("C7: a repeated teardown answers the same part, and touches nothing that came later") {
    Fixture f;
    f.pairs("alice");
    f.garage.hears("contracts", f.teardown(EndReason::theft));
    f.garage.desk_asks("dora", ClearStolen{kCar});
    f.garage.crash();
    f.garage.hears("contracts", f.teardown(EndReason::theft));
    f.pairs("bob");
    f.garage.hears("contracts", f.teardown(EndReason::theft));
    const auto parts = f.garage.emitted<TeardownPart>();
    REQUIRE(parts.size() == 3);
    for (const auto& part : parts) CHECK(part.counts == std::map<std::string, std::int64_t>{{"vehicles", 1}});
    CHECK(f.garage.emitted<OwnershipEnded>().size() == 1);
    CHECK(f.vehicles_of("bob").at(0).at("paired") == true);
}

TEST_CASE("C7: a teardown after the car moved leaves the later owner alone") {
    Fixture f;
    f.pairs("alice");
    f.pairs("bob");
    f.garage.hears("contracts", f.teardown(EndReason::destruction, 1));
    CHECK(f.garage.emitted<TeardownPart>()[0].counts.at("vehicles") == 0);
    CHECK(f.vehicles_of("bob").at(0).at("period") == 2);
    CHECK(f.garage.operator_asks("otto", SetRevoked{.vin = kCar, .revoked = false}).done);
}

TEST_CASE("C7: a teardown of a car that the garage never saw is answered") {
    Fixture f;
    f.garage.hears("contracts", f.teardown(EndReason::sale));
    CHECK(f.garage.emitted<TeardownPart>()[0].counts.at("vehicles") == 0);
}

TEST_CASE(
    "Design 6: a destroyed car's certificate is revoked, a stolen car's is not, and operators do both") {
    Fixture f;
    const auto revoked = [&](bool is) { return wire::access::CarRevoked{.vin = kCar, .revoked = is}.json(); };
    f.pairs("alice");
    f.told_the_broker();
    f.garage.hears("contracts", f.teardown(EndReason::destruction));
    CHECK(f.told_the_broker() == std::vector{revoked(true)});
    f.garage.operator_asks("otto", SetRevoked{.vin = kCar, .revoked = true});
    CHECK(f.told_the_broker().empty());
    f.garage.operator_asks("otto", SetRevoked{.vin = kCar, .revoked = false});
    CHECK(f.told_the_broker() == std::vector{revoked(false)});
    f.pairs("alice");
    auto theft = f.teardown(EndReason::theft, 2);
    theft.teardown = *TeardownId::parse("teardown-2");
    f.garage.hears("contracts", theft);
    CHECK(f.told_the_broker().empty());
}

}  // namespace traction::garage
