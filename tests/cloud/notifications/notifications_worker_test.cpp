#include "tests/cloud/notifications/notifications_fixture.hpp"

namespace traction::notifications {

TEST_CASE("A10: an erased account leaves nothing that it was told, of contracts neither") {
    Fixture f;
    f.worker.hears("contracts", f.of_contract<ContractActivated>());
    f.worker.hears("accounts", wire::accounts::AppDataErased{.account = kAlice});
    f.worker.hears("accounts", wire::accounts::AccountErased{.account = kBob});
    CHECK(f.kept(kAlice) == Kinds{"contract_activated"});
    f.worker.hears("accounts", wire::accounts::AccountErased{.account = kAlice});
    CHECK(f.kept(kAlice).empty());
}

TEST_CASE("E4, N1: each kind once per charging session, published and kept") {
    Fixture f;
    for (int repeated = 0; repeated < 2; ++repeated) {
        f.happens("rapid_charge_80", "s1");
        f.happens("charge_complete", "s1");
        f.happens("charging_stopped", "s1");
        f.worker.crash();
    }
    CHECK(f.told(kAlice) == Kinds{"rapid_charge_80", "charge_complete"});
    f.worker.advance(std::chrono::hours{20});
    f.happens("charge_complete", "s2");
    CHECK(f.told(kAlice) == Kinds{"charge_complete"});
    CHECK(f.kept(kAlice) == Kinds{"charge_complete", "charge_complete", "rapid_charge_80"});
}

TEST_CASE("E4, A4: what happened is told in the hours of who has the car") {
    Fixture f;
    f.worker.hears("accounts",
                   wire::accounts::ZoneChosen{.account = kAlice, .zone = *Zone::parse("Etc/GMT-14")});
    f.happens("charge_complete", "s1");
    const auto told = f.worker.owner_asks("alice", List{}).body.at("notifications").at(0);
    const auto words = in_words(f.worker.now(), *Zone::parse("Etc/GMT-14"), Language::english);
    CHECK(told.at("text").get<std::string>().find(words) != std::string::npos);
}

TEST_CASE("E4: a car that nobody has tells nobody") {
    Fixture f;
    f.worker.hears("garage", OwnershipEnded{kCar, 1, kAlice});
    f.happens("charge_complete", "s1");
    CHECK(f.told(kAlice).empty());
    CHECK(f.kept(kAlice).empty());
}

TEST_CASE("G8: what happened under an earlier owner is told to nobody") {
    Fixture f;
    f.car_moves_to_bob();
    f.happens("charge_complete", "s1", std::chrono::minutes{30});
    CHECK(f.told(kAlice).empty());
    CHECK(f.told(kBob).empty());
    f.happens("charge_complete", "s2");
    CHECK(f.told(kBob) == Kinds{"charge_complete"});
}

TEST_CASE("B2, C2, C3, C4: every step of a contract's life is told once") {
    Fixture f;
    for (int repeated = 0; repeated < 2; ++repeated) {
        f.worker.hears("contracts", f.of_contract<EntitlementPending>());
        f.worker.hears("contracts", f.of_contract<ContractActivated>());
        f.worker.hears("contracts",
                       RenewalReminder{.of = f.of_contract<ContractActivated>(), .days_left = 30});
        f.worker.hears("contracts", f.of_contract<AnniversaryReached>());
        f.worker.hears("contracts", f.of_contract<ContractRenewed>());
        f.worker.hears("contracts", f.of_contract<ContractExtended>());
        f.worker.hears("contracts", f.of_contract<ContractSuspended>());
        f.worker.hears("contracts", f.of_contract<ContractResumed>());
        f.worker.hears("contracts", f.of_contract<ContractExpired>());
        f.worker.hears("contracts", f.of_contract<ContractEnded>());
        f.worker.crash();
    }
    const Kinds told{"entitlement_pending", "contract_activated", "renewal_reminder",   "anniversary_reached",
                     "contract_renewed",    "contract_extended",  "contract_suspended", "contract_resumed",
                     "contract_expired",    "contract_ended"};
    CHECK(f.told(kAlice) == told);
    CHECK(f.kept(kAlice).size() == told.size());
}

TEST_CASE("G7, G8: a notice that was on its way when the car went reaches nobody") {
    Fixture f;
    const auto everything = [&] {
        f.worker.hears("contracts", f.of_contract<ContractActivated>());
        f.worker.hears("contracts",
                       RenewalReminder{.of = f.of_contract<ContractActivated>(), .days_left = 30});
        f.worker.hears("contracts", f.of_contract<AnniversaryReached>());
        f.worker.hears("contracts", f.of_contract<ContractRenewed>());
        f.worker.hears("contracts", f.of_contract<ContractExpired>());
    };
    SUBCASE("sold") {
        f.car_moves_to_bob();
    }
    SUBCASE("on its way to the next owner") {
        f.worker.hears("garage", OwnershipEnded{kCar, 1, kAlice, wire::garage::PeriodEnd::moved});
    }
    SUBCASE("removed from the garage, which hides its contracts") {
        f.worker.hears("garage", OwnershipEnded{kCar, 1, kAlice});
    }
    f.worker.crash();
    everything();
    CHECK(f.told(kAlice).empty());
    CHECK(f.kept(kAlice).empty());
    CHECK(f.told(kBob).empty());
    CHECK(f.kept(kBob).empty());
}

TEST_CASE("C3, G5: a notice is told though its period is not heard of yet, or the car not paired") {
    Fixture f;
    auto of_next = f.of_contract<AnniversaryReached>();
    of_next.account = kBob;
    of_next.period = 2;
    f.worker.hears("contracts", of_next);
    CHECK(f.told(kBob) == Kinds{"anniversary_reached"});
    auto unpaired = f.of_contract<EntitlementPending>();
    unpaired.account = kBob;
    unpaired.period.reset();
    f.worker.hears("contracts", unpaired);
    CHECK(f.told(kBob) == Kinds{"entitlement_pending"});
}

TEST_CASE("H1: the owner is told once of each grant: who may see what, until when and what for") {
    Fixture f;
    for (int repeated = 0; repeated < 2; ++repeated) {
        f.worker.hears("state", f.sight("g1"));
        f.worker.crash();
    }
    f.worker.hears("state", f.sight("g2"));
    CHECK(f.told(kAlice) == Kinds{"sight_granted", "sight_granted"});
    CHECK(f.worker.owner_asks("alice", List{}).body.at("notifications").at(0).at("text") ==
          "The help desk may see where your car VF1AG000164316834 is until Monday 1 March 2027 at 13:00. The "
          "purpose it gave: Breakdown, case 4711. If you did not expect this, call +33 1 70 00 00 00.");
    // What the owner was told of staff's looks is no data of the car, and stays when that goes.
    f.worker.hears("accounts", wire::accounts::AppDataErased{.account = kAlice});
    CHECK(f.kept(kAlice).size() == 2);
}

TEST_CASE("H1, G8: a grant that was on its way when the car went is told to nobody") {
    Fixture f;
    f.car_moves_to_bob();
    f.worker.hears("state", f.sight("g1"));
    CHECK(f.kept(kAlice).empty());
    CHECK(f.kept(kBob).empty());
}

TEST_CASE("N1: read and unread") {
    Fixture f;
    f.happens("charge_complete", "s1");
    const auto listed = f.worker.owner_asks("alice", List{}).body.at("notifications").at(0);
    CHECK(listed.at("phase") == "told");
    const MarkRead ask{{*NotificationId::parse(listed.at("notification").get<std::string>())}};
    CHECK(f.worker.owner_asks("bob", ask).refused == "notification_unknown");
    CHECK(f.worker.owner_asks("alice", ask).body.at("phase") == "read");
    f.worker.crash();
    CHECK(f.worker.repeats_last_ask().done);
    CHECK(f.worker.owner_asks("alice", List{}).body.at("notifications").at(0).at("phase") == "read");
}

TEST_CASE("N1: the list gives the newest hundred by when it happened") {
    Fixture f;
    for (int session = 0; session < 103; ++session)
        f.happens("charge_complete", "s" + std::to_string(session), Milliseconds{session});
    const auto listed = f.worker.owner_asks("alice", List{}).body.at("notifications");
    REQUIRE(listed.size() == 100);
    CHECK(listed.front().at("at") == to_text(f.worker.now()));
    CHECK(listed.back().at("at") == to_text(f.worker.now() - Milliseconds{99}));
}

TEST_CASE("C7: a teardown erases what tells of the car, keeps the notices, and counts") {
    Fixture f;
    f.happens("charge_complete", "s1");
    f.happens("charging_fault", "s2");
    f.worker.hears("contracts", f.of_contract<ContractEnded>());
    for (int repeated = 0; repeated < 2; ++repeated) {
        f.worker.hears("contracts", f.teardown());
        f.worker.crash();
    }
    const auto parts = f.worker.emitted<TeardownPart>();
    REQUIRE(parts.size() == 2);
    for (const auto& part : parts) CHECK(part.counts.at("notifications") == 2);
    f.worker.hears(
        "contracts",
        TeardownDone{
            .teardown = f.teardown().teardown, .vin = kCar, .account = kAlice, .reason = EndReason::theft});
    CHECK(f.kept(kAlice) == Kinds{"teardown_done", "contract_ended"});
}

TEST_CASE(
    "C7: from the teardown on nothing of the car reaches its owner, though the garage was not heard yet") {
    Fixture f;
    f.worker.hears("contracts", f.teardown());
    f.happens("charge_complete", "s1");
    CHECK(f.told(kAlice).empty());
    // The beginning of the period, repeated by a new epoch, does not bring it back.
    f.worker.hears("garage", OwnershipBegan{kCar, 1, kAlice});
    f.happens("charge_complete", "s2");
    CHECK(f.told(kAlice).empty());
}

TEST_CASE("C7, H3: what the end of the ownership erased first is on the receipt too") {
    Fixture f;
    f.happens("charge_complete", "s1");
    f.worker.hears("garage", OwnershipEnded{kCar, 1, kAlice});
    CHECK(f.kept(kAlice).empty());
    f.worker.hears("contracts", f.teardown());
    CHECK(f.worker.emitted<TeardownPart>()[0].counts.at("notifications") == 1);
}

TEST_CASE("C7: the teardown of an earlier period leaves the later owner's notifications") {
    Fixture f;
    f.car_moves_to_bob();
    f.happens("charge_complete", "s1");
    f.worker.hears("contracts", f.teardown());
    CHECK(f.kept(kBob) == Kinds{"charge_complete"});
    f.happens("charge_complete", "s2");
    CHECK(f.kept(kBob).size() == 2);
}

}  // namespace traction::notifications
