#include <doctest/doctest.h>

#include "tests/cloud/commands/conversation.hpp"

namespace traction::test {
namespace {

TEST_CASE("K4: with the ownership unsent commands end, and the earlier owner sees nothing more") {
    Conversation commands;
    commands.anna_sends("c1", Act::lock);
    commands.car_sleeps();
    commands.anna_sends("c2", Act::horn);
    commands.told("anna", "c1");
    for (int times = 0; times < 2; ++times) commands.ownership_ends(kAnna, 1);
    CHECK(commands.told("anna", "c2") == "accepted cancelled");
    CHECK(commands.anna_sends("c3").refused == "vehicle_not_in_garage");
    CHECK(commands.anna_sends("c1", Act::lock).refused == "vehicle_not_in_garage");
    commands.ownership_begins(kBen, 2);
    commands.car_wakes();
    commands.car_says("c1", Phase::done);
    CHECK(commands.told("anna", "c1").empty());
    CHECK(commands.life_of("c1") == "command_unknown");
    CHECK(commands.orders() == std::vector<std::string>{"c1"});
}

TEST_CASE("C7: a teardown cancels and erases, and answers the same when it runs again") {
    Conversation commands;
    commands.anna_sends("c1", Act::lock);
    commands.car_sleeps();
    commands.anna_sends("c2", Act::horn);
    for (int times = 0; times < 2; ++times) {
        commands.teardown_begins();
        const auto parts = commands.emitted<wire::contracts::TeardownPart>();
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].counts ==
              std::map<std::string, std::int64_t>{{"commands_cancelled", 1}, {"commands_erased", 2}});
        commands.comes_back();
    }
    CHECK(commands.orders() == std::vector<std::string>{"c1"});
    CHECK(commands.anna_sends("c3").refused == "vehicle_not_in_garage");
    commands.car_says("c1", Phase::done);
    CHECK(commands.told("anna", "c1") == "accepted sent");
}

TEST_CASE("G7: a removed car leaves no commands of its period here") {
    Conversation commands;
    commands.anna_sends("c1");
    commands.ownership_ends(kAnna, 1, wire::garage::PeriodEnd::removed);
    commands.ownership_begins(kAnna, 2);
    CHECK(commands.life_of("c1") == "command_unknown");
}

TEST_CASE("A10: when the last app goes, its commands go, and what was not sent is not sent any more") {
    Conversation commands;
    commands.anna_sends("c1", Act::lock);
    commands.car_says("c1", Phase::done);
    commands.anna_sends("c2", Act::lights);
    commands.car_sleeps();
    commands.anna_sends("c3", Act::horn);
    commands.told("anna", "c2");
    commands.hears("accounts", wire::accounts::AppDataErased{.account = kBen});
    CHECK(commands.life_of("c1") == "accepted sent done");
    for (int times = 0; times < 2; ++times) {
        commands.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
        commands.crash();
    }
    CHECK(commands.told("anna", "c3") == "accepted cancelled");
    for (const auto* id : {"c1", "c2", "c3"}) CHECK(commands.life_of(id) == "command_unknown");
    commands.car_wakes();
    commands.car_says("c2", Phase::done);
    CHECK(commands.told("anna", "c2").empty());
    CHECK(commands.orders() == std::vector<std::string>{"c1", "c2"});
    // The car stays hers.
    commands.anna_sends("c4", Act::unlock);
    CHECK(commands.orders() == std::vector<std::string>{"c4"});
}

TEST_CASE("A10: a car that was hers before keeps what its next owner commanded") {
    Conversation commands;
    commands.anna_sends("c1");
    commands.ownership_ends(kAnna, 1);
    commands.ownership_begins(kBen, 2);
    commands.owner_asks("ben", Conversation::command("c2", Act::lock));
    commands.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
    CHECK(commands.told("ben", "c2") == "accepted sent");
    CHECK(commands.owner_asks("ben", wire::commands::Show{*CommandId::parse("c2")}).done);
    // What the earlier owner commanded is not the next one's to see. Rule G8.
    CHECK(commands.owner_asks("ben", wire::commands::Show{*CommandId::parse("c1")}).refused ==
          "command_unknown");
}

}  // namespace
}  // namespace traction::test
