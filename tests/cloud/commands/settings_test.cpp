#include <doctest/doctest.h>

#include "tests/cloud/commands/conversation.hpp"

namespace traction::test {

using wire::commands::ChargingProgramme;
using wire::commands::ClimateProgramme;
using wire::commands::Settings;

namespace {

wire::commands::Send programme(const std::string& id, int slot, std::chrono::minutes start) {
    auto send = Conversation::command(id, Act::set_charging_programme);
    send.arguments.programme = ChargingProgramme{.slot = slot, .active = true, .start = start};
    return send;
}

wire::commands::Send removal(const std::string& id, Act act, int slot) {
    auto send = Conversation::command(id, act);
    send.arguments.slot = slot;
    return send;
}

/// "subject command", each.
std::vector<std::string> listed(Conversation& talk, const char* which) {
    std::vector<std::string> found;
    const auto answer = talk.owner_asks("anna", Settings{kVin});
    REQUIRE(answer.done);
    for (const auto& setting : answer.body.at(which))
        found.push_back(setting.at("subject").get<std::string>() + " " +
                        setting.at("command").get<std::string>());
    return found;
}
using Listed = std::vector<std::string>;

}  // namespace

TEST_CASE("E2, E6, P3: what the car keeps is what it confirmed last about each subject") {
    Conversation talk;
    CHECK(listed(talk, "kept").empty());
    talk.anna_sends(programme("k-1", 1, 22h));
    talk.anna_sends(programme("k-2", 2, 3h));
    talk.anna_sends(Conversation::limit("k-3", 80));
    CHECK(listed(talk, "asked") ==
          Listed{"charging_programme-1 k-1", "charging_programme-2 k-2", "set_charge_limit k-3"});
    CHECK(listed(talk, "kept").empty());
    for (const char* id : {"k-1", "k-2", "k-3"}) talk.car_says(id, Phase::done);
    CHECK(listed(talk, "asked").empty());
    CHECK(listed(talk, "kept") ==
          Listed{"charging_programme-1 k-1", "charging_programme-2 k-2", "set_charge_limit k-3"});

    talk.anna_sends(programme("k-4", 1, 23h));
    talk.car_says("k-4", Phase::refused, "no_time");
    CHECK(listed(talk, "kept").front() == "charging_programme-1 k-1");
    talk.anna_sends(removal("k-5", Act::remove_charging_programme, 1));
    talk.car_says("k-5", Phase::done);
    talk.crash();
    CHECK(listed(talk, "kept") == Listed{"charging_programme-2 k-2", "set_charge_limit k-3"});
    const auto kept = talk.owner_asks("anna", Settings{kVin}).body.at("kept");
    CHECK(kept.at(0).at("programme").at("start") == "03:00");
    CHECK(kept.at(1).at("limit_percent") == 80);
}

TEST_CASE("E2: a pause is kept until it is ended") {
    Conversation talk;
    auto pause = Conversation::command("k-1", Act::pause_charging);
    pause.arguments.paused_until = kNoon + 100h;
    talk.anna_sends(pause);
    talk.car_says("k-1", Phase::done);
    CHECK(listed(talk, "kept") == Listed{"pause_charging k-1"});
    talk.anna_sends(Conversation::command("k-2", Act::pause_charging));
    talk.car_says("k-2", Phase::done);
    CHECK(listed(talk, "kept").empty());
}

TEST_CASE("K3: programmes of two slots do not supersede each other, two of one slot do") {
    Conversation talk;
    talk.car_sleeps();
    talk.anna_sends(programme("k-1", 1, 22h));
    talk.anna_sends(programme("k-2", 2, 22h));
    talk.anna_sends(programme("k-3", 1, 23h));
    talk.anna_sends("k-4", Act::lock);
    talk.anna_sends("k-5", Act::unlock);
    CHECK(listed(talk, "asked") == Listed{"charging_programme-2 k-2", "charging_programme-1 k-3"});
    const auto phase_of = [&](const char* id) {
        return talk.owner_asks("anna", wire::commands::Show{*CommandId::parse(id)}).body.at("phase");
    };
    CHECK(phase_of("k-1") == "cancelled");
    CHECK(phase_of("k-4") == "cancelled");
    CHECK(phase_of("k-5") == "accepted");
}

TEST_CASE("K4: settings are shown to who has the car, and of his period only") {
    Conversation talk;
    talk.anna_sends(programme("k-1", 1, 22h));
    talk.car_says("k-1", Phase::done);
    CHECK(talk.owner_asks("ben", Settings{kVin}).refused == "vehicle_not_in_garage");
    talk.ownership_ends(kAnna, 1);
    talk.ownership_begins(kBen, 2);
    CHECK(talk.owner_asks("anna", Settings{kVin}).refused == "vehicle_not_in_garage");
    CHECK(talk.owner_asks("ben", Settings{kVin}).body.at("kept").empty());
}

}  // namespace traction::test
