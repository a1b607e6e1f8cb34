#include <doctest/doctest.h>

#include "tests/cloud/commands/conversation.hpp"

namespace traction::test {
namespace {

TEST_CASE("K2: each step is told as it happens and kept") {
    Conversation commands;
    const auto answer = commands.anna_sends("c1", Act::lock);
    CHECK(answer.body == wire::Json{{"command", "c1"}, {"phase", "accepted"}});
    CHECK(commands.orders() == std::vector<std::string>{"c1"});
    commands.advance(2s);
    commands.car_says("c1", Phase::received);
    commands.car_says("c1", Phase::done);
    CHECK(commands.told("anna", "c1") == "accepted sent received done");
    commands.crash();
    CHECK(commands.life_of("c1") == "accepted sent received done");
}

TEST_CASE("K1: the same command again is the same command") {
    Conversation commands;
    commands.anna_sends("c1", Act::lock);
    commands.car_says("c1", Phase::done);
    CHECK(commands.repeats_last_ask().body["phase"] == "accepted");
    CHECK(commands.anna_sends("c1", Act::lock).body["phase"] == "done");
    CHECK(commands.anna_sends("c1", Act::unlock).refused == "id_reused");
    CHECK(commands.orders().size() == 1);
    CHECK(commands.life_of("c1") == "accepted sent done");
}

TEST_CASE("K4: only the account that has the car commands it") {
    Conversation commands;
    CHECK(commands.owner_asks("ben", Conversation::command("c1", Act::unlock)).refused ==
          "vehicle_not_in_garage");
    commands.anna_sends("c2", Act::lock);
    CHECK(commands.owner_asks("ben", wire::commands::Show{*CommandId::parse("c2")}).refused ==
          "command_unknown");
    CHECK(commands.owner_asks("ben", wire::commands::Cancel{*CommandId::parse("c2")}).refused ==
          "command_unknown");
    CHECK(commands.owner_asks("ben", Conversation::command("c2", Act::lock)).refused == "id_reused");
    CHECK(commands.orders() == std::vector<std::string>{"c2"});
}

TEST_CASE("K3: a sleeping car gets the command when it is back, of one act only the latest") {
    Conversation commands;
    commands.car_sleeps();
    commands.anna_sends("c1", Act::lock);
    commands.anna_sends("c2", Act::horn);
    commands.anna_sends("c3", Act::lock);
    commands.advance(5min);
    CHECK(commands.orders().empty());
    commands.comes_back();
    CHECK(commands.orders() == std::vector<std::string>{"c2", "c3"});
    CHECK(commands.life_of("c1") == "accepted cancelled");
    CHECK(commands.told("anna", "c1") == "accepted cancelled");
}

TEST_CASE("K1: at its deadline an unsent command expires, and never reaches the car") {
    Conversation commands;
    commands.car_sleeps();
    commands.anna_sends("c1");
    commands.advance(10min - 1ms);
    CHECK(commands.life_of("c1") == "accepted");
    commands.advance(1ms);
    CHECK(commands.life_of("c1") == "accepted expired");
    commands.comes_back();
    CHECK(commands.orders().empty());
}

TEST_CASE("K1: a command without word by its deadline is unanswered until the car ends it, once") {
    struct Row {
        bool received;
        Phase word;
        std::string life;
    };
    for (const auto& row : {Row{false, Phase::done, "accepted sent unanswered done"},
                            Row{true, Phase::refused, "accepted sent received unanswered refused"},
                            Row{false, Phase::expired, "accepted sent unanswered expired"}}) {
        Conversation commands;
        commands.acknowledge(false);
        commands.anna_sends("c1");
        if (row.received) commands.car_says("c1", Phase::received);
        commands.advance(1h);
        CHECK(commands.anna_cancels("c1").refused == "command_already_sent");
        commands.crash();
        commands.car_says("c1", row.word, "unlocked");
        commands.car_says("c1", row.word, "unlocked");
        commands.car_says("c1", Phase::done);
        CHECK(commands.life_of("c1") == row.life);
        CHECK(commands.anna_cancels("c1").refused == "command_ended");
    }
}

TEST_CASE("A command is taken back only while it was not sent") {
    Conversation commands;
    CHECK(commands.anna_cancels("c1").refused == "command_unknown");
    commands.car_sleeps();
    commands.anna_sends("c1");
    CHECK(commands.anna_cancels("c1").body["phase"] == "cancelled");
    CHECK(commands.anna_cancels("c1").refused == "command_ended");
    commands.car_wakes();
    CHECK(commands.orders().empty());
}

TEST_CASE("20 commands may wait for a car") {
    Conversation commands;
    for (int i = 0; i < commands::kMostWaiting; ++i)
        REQUIRE(commands.anna_sends("c" + std::to_string(i), static_cast<Act>(i % 3)).done);
    const auto refused = commands.anna_sends("late", Act::refresh);
    CHECK(refused.refused == "car_unreachable_too_long");
    CHECK(commands.life_of("late") == "command_unknown");
    commands.advance(10min);
    CHECK(commands.anna_sends("later", Act::refresh).done);
}

TEST_CASE("Words that are not the car's to say, or of another car, change nothing") {
    Conversation commands;
    commands.anna_sends("c1");
    commands.car_says("c1", Phase::cancelled);
    commands.car_says("unknown", Phase::done);
    const auto other = *Vin::parse("VF1AG000X64744521");
    commands.hears_outcome(
        other,
        CommandOutcome{.command = *CommandId::parse("c1"), .phase = Phase::done, .at = kNoon, .reason = {}});
    CHECK(commands.life_of("c1") == "accepted sent");
}

/// The car acknowledges in an epoch that nobody knows: it has lost its memory.
void forgets(Conversation& commands) {
    commands.acknowledge(false);
    const auto topic = wire::ack_topic(wire::order_stream(kVin, "commands"), "");
    commands.hears_message(topic,
                           wire::write_acknowledgement({.epoch = 0, .applied = 0, .at = commands.now()}));
    commands.advance(2s);
    commands.hears_message(topic,
                           wire::write_acknowledgement({.epoch = 0, .applied = 0, .at = commands.now()}));
}

TEST_CASE(
    "E6: a car that lost its memory is told again what it is to keep, in the order in which it was wished") {
    Conversation commands;
    commands.anna_sends(Conversation::limit("c1", 70));
    commands.car_says("c1", Phase::done);
    commands.anna_sends(Conversation::limit("c2", 80));
    commands.car_says("c2", Phase::done);
    commands.anna_sends("c3", Act::horn);
    commands.car_says("c3", Phase::done);
    commands.anna_sends(Conversation::limit("c4", 90));
    commands.car_says("c4", Phase::refused, "hardware_failed");
    commands.anna_sends("c5", Act::lock);
    commands.orders();
    forgets(commands);
    CHECK(commands.orders() == std::vector<std::string>{"c2", "c5"});
    commands.car_says("c2", Phase::done);
    CHECK(commands.life_of("c2") == "accepted sent done");
    CHECK(commands.life_of("c5") == "accepted sent");
}

TEST_CASE("K1: after a restore the car is asked again how a command ended that had no word by its deadline") {
    Conversation commands;
    commands.anna_sends("c1", Act::lock);
    commands.car_says("c1", Phase::received);
    commands.advance(10min);
    REQUIRE(commands.life_of("c1") == "accepted sent received unanswered");
    commands.orders();
    forgets(commands);
    CHECK(commands.orders() == std::vector<std::string>{"c1"});
    commands.car_says("c1", Phase::done);
    CHECK(commands.life_of("c1") == "accepted sent received unanswered done");
}

}  // namespace
}  // namespace traction::test
