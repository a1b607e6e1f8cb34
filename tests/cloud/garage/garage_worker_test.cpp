#include "tests/cloud/garage/garage_fixture.hpp"

namespace traction::garage {
namespace {

using namespace std::chrono_literals;

Vin numbered(int number) {
    return Vin::parse("VF1AG0001643168" + std::to_string(10 + number)).value();
}

}  // namespace

TEST_CASE("G2: a VIN is previewed, and adding it is another step") {
    Fixture f;
    const auto preview = f.garage.owner_asks("alice", AskPreview{Vin::parse("vr3 uhzkxzlt000001").value()});
    REQUIRE(preview.done);
    CHECK(preview.body.at("model") == "Peugeot e-208");
    CHECK(preview.body.at("year") == 2020);
    CHECK(preview.body.at("usable_kwh") == 46);
    CHECK(preview.body.at("energy") == "electric");
    CHECK(preview.body.at("picture") == "peugeot_e_208");
    CHECK(f.vehicles_of("alice").empty());
    const auto added = f.garage.owner_asks("alice", Add{kCar});
    REQUIRE(added.done);
    CHECK(added.body.at("paired") == false);
    CHECK(added.body.at("model") == "Renault Zoe");
    CHECK(f.vehicles_of("alice") == wire::Json::array({added.body}));
    CHECK(f.vehicles_of("bob").empty());
    CHECK(f.garage.emitted<VehicleAdded>().size() == 1);
    CHECK(f.garage.emitted<OwnershipBegan>().empty());
}

TEST_CASE("G2, G3: whoever sold a car of our makes, it is known; one of another maker is not") {
    Fixture f;
    for (const auto* vin : {"8AD2MKFWXCG012345", "VS7ABCDEF12345678", "VF7SXHMZ6FT456123"}) {
        CAPTURE(vin);
        CHECK(f.garage.owner_asks("alice", Add{Vin::parse(vin).value()}).done);
    }
    const auto foreign = Vin::parse("WVWZZZ1KZ6W612305").value();
    CHECK(f.garage.owner_asks("alice", AskPreview{foreign}).refused == "vehicle_not_known");
    CHECK(f.garage.owner_asks("alice", Add{foreign}).refused == "vehicle_not_known");
}

TEST_CASE("G2: looking up VINs is limited per account and hour of machine time") {
    Fixture f;
    for (int count = 0; count < kMostLookUps; ++count)
        CHECK(f.garage.owner_asks("alice", AskPreview{kCar}).done);
    const auto refused = f.garage.owner_asks("alice", AskPreview{kCar});
    CHECK(refused.refused == "too_many_attempts");
    CHECK(refused.fact("again_at") == to_text(f.garage.now() + 1h));
    CHECK(f.garage.owner_asks("alice", Add{kCar}).refused == "too_many_attempts");
    CHECK(f.garage.owner_asks("bob", AskPreview{kCar}).done);
    f.garage.advance(1h);
    CHECK(f.garage.owner_asks("alice", AskPreview{kCar}).done);
}

TEST_CASE("G4: a car is known from 48 hours after its delivery, and the answer says from when") {
    Fixture f;
    const auto delivered = f.garage.now() - 1h;
    f.garage.operator_asks("otto", RecordDelivery{.vin = kCar, .delivered_at = delivered});
    for (const auto& refused :
         {f.garage.owner_asks("alice", AskPreview{kCar}), f.garage.owner_asks("alice", Add{kCar})}) {
        CHECK(refused.refused == "vehicle_not_known_yet");
        CHECK(refused.fact("again_at") == to_text(delivered + 48h));
    }
    f.garage.advance_to(delivered + 48h - 1ms);
    CHECK(f.garage.owner_asks("alice", Add{kCar}).refused == "vehicle_not_known_yet");
    f.garage.advance(1ms);
    CHECK(f.garage.owner_asks("alice", Add{kCar}).done);
}

TEST_CASE("G1: ten cars, paired or not, and no eleventh until one is removed") {
    Fixture f;
    for (int number = 0; number < kMostCars - 1; ++number)
        CHECK(f.garage.owner_asks("alice", Add{numbered(number)}).done);
    CHECK(f.pairs("alice").done);
    CHECK(f.garage.owner_asks("alice", Add{numbered(10)}).refused == "garage_full");
    CHECK(f.garage.owner_asks("alice", Add{kCar}).done);
    CHECK(f.vehicles_of("alice").size() == kMostCars);
    f.garage.owner_asks("alice", Remove{kCar});
    CHECK(f.garage.owner_asks("alice", Add{numbered(10)}).done);
}

TEST_CASE("G6: both doors show one garage: what one device changed the other sees") {
    Fixture f;
    const auto ask = [&](const std::string& device, std::string_view verb, const wire::Json& body) {
        const auto answers = wire::topic(wire::TopicKind::owner_answer, {"alice", device});
        f.garage.hears_message(
            wire::topic(wire::TopicKind::owner_ask, {"alice", device, "garage", verb}),
            wire::write_ask({.id = *AskId::parse(std::string(verb) + device), .body = body}));
        return f.garage.published(answers).at(0).at("done");
    };
    const auto added = ask("phone", Add::kVerb, Add{kCar}.json());
    CHECK(ask("web", List::kVerb, List{}.json()).at("vehicles") == wire::Json::array({added}));
    ask("web", Remove::kVerb, Remove{kCar}.json());
    CHECK(ask("phone", List::kVerb, List{}.json()).at("vehicles").empty());
}

TEST_CASE("G5: the typed code opens a period, tells the others and the car") {
    Fixture f;
    const auto answer = f.pairs("alice");
    REQUIRE(answer.done);
    CHECK(answer.body.at("paired") == true);
    CHECK(answer.body.at("period") == 1);
    const auto began = f.garage.emitted<OwnershipBegan>();
    REQUIRE(began.size() == 1);
    CHECK(began[0].json() == OwnershipBegan{kCar, 1, *AccountId::parse("alice")}.json());
    CHECK(f.periods() == std::vector{period_order(1, true)});
    CHECK(f.vehicles_of("alice") == wire::Json::array({answer.body}));
}

TEST_CASE("G5: adding and pairing again what one has answers the same and changes nothing") {
    Fixture f;
    const auto first = f.pairs("alice");
    CHECK(f.garage.repeats_last_ask().body == first.body);
    f.garage.crash();
    CHECK(f.garage.repeats_last_ask().body == first.body);
    CHECK(f.garage.owner_asks("alice", Add{kCar}).body == first.body);
    CHECK(f.types("alice", "ANYTHING").body == first.body);
    CHECK(f.garage.emitted<OwnershipBegan>().size() == 1);
}

TEST_CASE("G5: of a free, an owned and a stolen car the answers are the same, but for who sits in it") {
    std::vector<std::vector<wire::Json>> dialogues;
    for (const auto* state : {"free", "owned", "stolen"}) {
        Fixture f;
        if (state != std::string("free")) f.pairs("alice");
        if (state == std::string("stolen")) f.garage.hears("contracts", f.teardown(EndReason::theft));
        f.garage.vehicle_is(kCar, true);
        dialogues.push_back(
            {f.garage.owner_asks("bob", AskPreview{kCar}).body, f.garage.owner_asks("bob", Add{kCar}).body,
             f.garage.owner_asks("bob", List{}).body, f.garage.owner_asks("bob", ShowCode{kCar}).body,
             f.types("bob", "WRONG").body, f.garage.owner_asks("bob", List{}).body,
             f.garage.owner_asks("bob", Remove{kCar}).body});
    }
    CHECK(dialogues[1] == dialogues[0]);
    CHECK(dialogues[2] == dialogues[0]);
}

TEST_CASE("G5: the code is in the order to the car, and in nothing else that is said or remembered") {
    Fixture f;
    f.garage.vehicle_is(kCar, true);
    f.garage.owner_asks("alice", Add{kCar});
    const auto shown = f.garage.owner_asks("alice", ShowCode{kCar});
    const auto code = f.code();
    CHECK(code.size() == kCodeLength);
    CHECK(shown.body.dump().find(code) == std::string::npos);
    CHECK(shown.body.at("usable_until") == to_text(f.garage.now() + kCodeLasts));
    CHECK(f.types("alice", code).body.dump().find(code) == std::string::npos);
    for (const auto& event : f.garage.sent(wire::event_stream("garage")))
        CHECK(event.dump().find(code) == std::string::npos);
}

TEST_CASE("G5: a code is good for who asked for it, for 10 minutes, and for the car that shows it") {
    Fixture f;
    f.garage.vehicle_is(kCar, true);
    for (const auto* account : {"alice", "bob"}) f.garage.owner_asks(account, Add{kCar});
    CHECK(f.types("alice", "ANYTHING").refused == "pairing_code_missing");
    f.garage.owner_asks("alice", ShowCode{kCar});
    const auto code = f.code();
    CHECK(f.types("bob", code).refused == "pairing_code_missing");
    f.garage.owner_asks("bob", ShowCode{kCar});
    CHECK(f.code() != code);
    CHECK(f.types("bob", code).refused == "pairing_code_wrong");
    f.garage.owner_asks("alice", ShowCode{kCar});
    CHECK(f.code() == code);
    f.garage.advance(kCodeLasts);
    CHECK(f.types("alice", code).refused == "pairing_code_missing");
    f.garage.owner_asks("alice", ShowCode{kCar});
    CHECK(f.code() != code);
    CHECK(f.types("alice", f.code()).done);
}

TEST_CASE("G5: after five wrong tries a new code comes only after a pause, over crashes too") {
    Fixture f;
    f.garage.vehicle_is(kCar, true);
    f.garage.owner_asks("alice", Add{kCar});
    f.garage.owner_asks("alice", ShowCode{kCar});
    const auto code = f.code();
    for (int left = kMostTries - 1; left >= 0; --left) {
        const auto wrong = f.types("alice", "WRONG");
        CHECK(wrong.refused == "pairing_code_wrong");
        CHECK(wrong.fact("tries_left") == std::to_string(left));
        f.garage.repeats_last_ask();
        f.garage.crash();
        f.garage.vehicle_is(kCar, true);
    }
    CHECK(f.types("alice", code).refused == "pairing_code_missing");
    const auto paused = f.garage.owner_asks("alice", ShowCode{kCar});
    CHECK(paused.refused == "too_many_attempts");
    CHECK(paused.fact("again_at") == to_text(f.garage.now() + kPause));
    f.garage.advance(kPause);
    CHECK(f.garage.owner_asks("alice", ShowCode{kCar}).done);
    CHECK(f.types("alice", f.code()).done);
}

TEST_CASE(
    "G5: a code that came too late to be shown cannot be typed, and an absent car is not sent old ones") {
    Fixture f;
    f.garage.owner_asks("alice", Add{kCar});
    f.garage.owner_asks("alice", ShowCode{kCar});
    f.garage.advance(kCodeLasts);
    f.garage.owner_asks("alice", ShowCode{kCar});
    f.garage.vehicle_is(kCar, true);
    const auto orders = f.garage.sent(wire::order_stream(kCar, "garage"));
    REQUIRE(orders.size() == 1);
    const auto order = wire::read_message<CodeOrder>(orders[0], wire::UnknownFields::allowed).value();
    f.garage.hears_outcome(kCar, CodeShown{.pairing = order.pairing, .shown = false});
    CHECK(f.types("alice", order.code).refused == "pairing_code_missing");
}

TEST_CASE("G7: a removed car is in no door's list, its period has ended, and it can come back") {
    Fixture f;
    f.pairs("alice");
    CHECK(f.garage.owner_asks("bob", Remove{kCar}).refused == "vehicle_not_in_garage");
    CHECK(f.garage.owner_asks("alice", Remove{kCar}).done);
    CHECK(f.vehicles_of("alice").empty());
    const auto ended = f.garage.emitted<OwnershipEnded>();
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].reason == PeriodEnd::removed);
    CHECK(f.garage.emitted<VehicleRemoved>().size() == 1);
    CHECK(f.garage.owner_asks("alice", Remove{kCar}).refused == "vehicle_not_in_garage");
    CHECK(f.pairs("alice").body.at("period") == 2);
    CHECK(f.periods() == std::vector{period_order(1, true), period_order(1, false), period_order(2, true)});
}

TEST_CASE("A1, A10: the car of the sign-up is there from activation; an erased account leaves nothing") {
    Fixture f;
    const auto alice = *AccountId::parse("alice");
    f.garage.hears("accounts", wire::accounts::AccountActivated{.account = alice, .vin = kCar});
    f.garage.hears("accounts", wire::accounts::AccountActivated{.account = alice, .vin = kCar});
    CHECK(f.garage.emitted<VehicleAdded>().size() == 1);
    CHECK(f.vehicles_of("alice").size() == 1);
    f.pairs("alice");
    f.garage.owner_asks("alice", Add{numbered(1)});
    f.garage.hears("accounts", wire::accounts::AccountErased{.account = alice});
    CHECK(f.vehicles_of("alice").empty());
    CHECK(f.garage.emitted<OwnershipEnded>().size() == 1);
    CHECK(f.garage.emitted<VehicleRemoved>().size() == 2);
}

TEST_CASE("A car that lost its memory is told its period again") {
    Fixture f;
    f.pairs("alice");
    f.periods();
    const auto stream = wire::order_stream(kCar, "garage");
    // The car stands beyond what was ever sent to it: this database is older than the car's.
    const auto epoch = [&] {
        const auto row = f.garage.database().prepare("SELECT epoch FROM outgoing_stream WHERE stream = ?1");
        return ports::first_row(
                   *row, [](const auto& found) { return static_cast<wire::Epoch>(found.integer(0)); }, stream)
            .value();
    }();
    f.garage.hears_message(wire::ack_topic(stream, ""),
                           wire::write_acknowledgement({.epoch = epoch, .applied = 9}));
    CHECK(f.periods() == std::vector{period_order(1, true)});
}

TEST_CASE("A garage from an old back-up goes above the period that the car knows") {
    Fixture f;
    f.garage.hears_outcome(kCar, PeriodKnown{.period = 4, .owned = true});
    f.garage.hears_outcome(kCar, PeriodKnown{.period = 3, .owned = false});
    CHECK(f.pairs("alice").body.at("period") == 5);
}

TEST_CASE("G8: that the car knows its owner is told as often as it says so, and of no earlier one") {
    Fixture f;
    f.pairs("alice");
    f.garage.hears_outcome(kCar, PeriodKnown{.period = 1, .owned = true});
    f.garage.hears_outcome(kCar, PeriodKnown{.period = 1, .owned = true});
    CHECK(f.garage.emitted<PeriodConfirmed>().size() == 2);
    f.garage.owner_asks("alice", Remove{kCar});
    f.garage.hears_outcome(kCar, PeriodKnown{.period = 1, .owned = true});
    f.garage.hears_outcome(kCar, PeriodKnown{.period = 1, .owned = false});
    f.pairs("bob");
    f.garage.hears_outcome(kCar, PeriodKnown{.period = 1, .owned = false});
    CHECK(f.garage.emitted<PeriodConfirmed>().empty());
    f.garage.hears_outcome(kCar, PeriodKnown{.period = 2, .owned = true});
    CHECK(f.garage.emitted<PeriodConfirmed>().at(0).period == 2);
}

TEST_CASE("An outcome of what is no VIN is passed over") {
    Fixture f;
    f.garage.receives(wire::topic(wire::TopicKind::outcome, {"NOVIN", "garage"}),
                      PeriodKnown{.period = 4, .owned = true}.json().dump());
    CHECK(f.pairs("alice").body.at("period") == 1);
}

}  // namespace traction::garage
