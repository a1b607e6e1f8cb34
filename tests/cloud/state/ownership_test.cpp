#include <doctest/doctest.h>

#include "tests/cloud/state/conversation.hpp"

namespace traction::test {
namespace {

using namespace std::chrono_literals;
using state::Fate;
using wire::Aspect;

TEST_CASE("Design 7: a sample belongs to the period that contains its measured time") {
    const auto at = [](int minutes) { return kNoon + std::chrono::minutes{minutes}; };
    std::vector<state::Period> periods{{.number = 0},
                                       {.number = 1, .began = at(0), .ended = at(10), .erased = true},
                                       {.number = 2, .began = at(10), .ended = at(20)},
                                       {.number = 3, .began = at(30)}};
    struct Row {
        Timestamp measured_at;
        Fate fate;
        OwnershipPeriod period;
    };
    for (const auto& row :
         {Row{at(-1), Fate::unowned, 0}, Row{at(0), Fate::erased, 0}, Row{at(9), Fate::erased, 0},
          Row{at(10), Fate::kept, 2}, Row{at(20), Fate::unowned, 0}, Row{at(29), Fate::unowned, 0},
          Row{at(30), Fate::kept, 3}, Row{at(99), Fate::kept, 3}}) {
        CAPTURE(to_text(row.measured_at));
        const auto placement = state::place(periods, row.measured_at, true);
        CHECK(placement.fate == row.fate);
        CHECK((placement.period == nullptr ? 0 : placement.period->number) == row.period);
    }
    periods.resize(1);
    CHECK(state::place(periods, at(0), true).period == &periods[0]);
    CHECK(state::place(periods, at(0), false).fate == Fate::unowned);
}

TEST_CASE("D3: nothing is kept of a car that nobody has, when so set") {
    Conversation state(state::Options{.store_unowned = false});
    state.car_reports({soc(kNoon, 50), soc(kNoon + 1s, 51)});
    CHECK(state.rows("sample") == 0);
    CHECK(state.count("SELECT count FROM dropped WHERE what = 'unowned'") == 2);
    CHECK(state.shown(Aspect::charging, "soc_percent").is_null());
}

TEST_CASE("A10: an erased account leaves nothing that its cars told, sold since the app went or not") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    state.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
    state.advance(1h);
    state.car_reports({soc(kNoon + 1h, 50)});
    state.ownership_ends(kAnna, 1);
    state.ownership_begins(kBen, 2);
    state.advance(1h);
    state.car_reports({soc(kNoon + 2h, 60)});
    CHECK(state.rows("sample") == 2);
    state.hears("accounts", wire::accounts::AccountErased{.account = kAnna});
    CHECK(state.rows("sample") == 1);
    CHECK(state.twin_seen_by(kBen)["charging"]["soc_percent"]["value"] == 60);
}

TEST_CASE("G7: a removed car leaves nothing of its period here, and nothing of it comes in later") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    state.car_reports({soc(kNoon, 50), soc(kNoon + 1s, 51)});
    state.owner_asks("anna", wire::state::Watch{kVin});
    state.advance(1h);
    state.ownership_ends(kAnna, 1, wire::garage::PeriodEnd::removed);
    CHECK(state.rows("sample") == 0);
    CHECK(state.rows("lease") == 0);
    state.car_reports({soc(kNoon + 2s, 52)});
    CHECK(state.rows("sample") == 0);
    CHECK(state.count("SELECT count FROM dropped WHERE what = 'erased'") == 3);
    state.ownership_begins(kAnna, 2);
    CHECK(state.twin_seen_by(kAnna).empty());
}

TEST_CASE(
    "Design 7: what arrived before the first owner was heard of, but was measured since he began, is his") {
    Conversation state;
    for (int i = -5; i < 0; ++i) state.car_reports({soc(kNoon + i * 1s, 50)});
    for (int i = 0; i < 3; ++i) state.car_reports({soc(kNoon + i * 1s, 50)});
    state.ownership_begins(kAnna, 1);
    for (int i = 3; i < 6; ++i) state.car_reports({soc(kNoon + i * 1s, 50)});
    state.ownership_begins(kAnna, 1);
    state.crash();
    CHECK(state.count("SELECT count(*) FROM sample WHERE period = 1") == 6);
    state.teardown_begins(kAnna, 1);
    CHECK(state.emitted<wire::contracts::TeardownPart>().at(0).counts.at("samples") == 6);
    CHECK(state.rows("sample") == 5);
}

TEST_CASE("V1: a watched car is forwarded to its owner, as long as the lease lasts") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    state.car_reports({soc(kNoon, 50)});
    CHECK(state.published(kViewTopic).empty());
    CHECK(state.owner_asks("ben", wire::state::Watch{kVin}).refused == "vehicle_not_in_garage");
    const auto watching = state.owner_asks("anna", wire::state::Watch{kVin});
    CHECK(watching.body["lease_until_seconds"] == 300);
    CHECK(watching.body["state"]["charging"]["soc_percent"]["value"] == 50);
    state.crash();
    state.advance(5min - 1s);
    state.car_reports({soc(state.now(), 51)});
    const auto seen = state.published(kViewTopic);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0]["vin"] == kVin.text());
    CHECK(seen[0]["aspect"] == "charging");
    CHECK(seen[0]["signals"]["soc_percent"]["value"] == 51);
    SUBCASE("until it ends by itself") {
        state.advance(1s);
    }
    SUBCASE("until the owner stops watching") {
        state.owner_asks("anna", wire::state::Unwatch{kVin});
    }
    SUBCASE("until the ownership ends") {
        state.ownership_ends(kAnna, 1);
    }
    SUBCASE("until the car is torn down") {
        state.teardown_begins(kAnna, 1);
    }
    state.advance(1s);
    state.car_reports({soc(state.now(), 52)});
    CHECK(state.published(kViewTopic).empty());
    CHECK(state.rows("lease") == 0);
}

TEST_CASE("C7: a teardown erases what the period holds, for ever, and answers the same when it runs again") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    for (int i = 0; i < 20; ++i) state.car_reports({soc(kNoon + i * 1s, 50)});
    state.car_reports(
        {.samples = {},
         .happenings = {{.id = *EventId::parse("h1"), .kind = wire::HappeningKind::plugged, .at = kNoon}}});
    state.owner_asks("anna", wire::state::Watch{kVin});
    const auto other = *Vin::parse("VF1AG000X64744521");
    state.car_reports({soc(kNoon, 77)}, other);
    for (int times = 0; times < 2; ++times) {
        state.teardown_begins(kAnna, 1);
        const auto parts = state.emitted<wire::contracts::TeardownPart>();
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].counts == std::map<std::string, std::int64_t>{{"charging_sessions", 0},
                                                                     {"happenings", 1},
                                                                     {"journeys", 0},
                                                                     {"leases", 1},
                                                                     {"samples", 20}});
        state.crash();
    }
    CHECK(state.rows("sample") == 1);
    CHECK(state.rows("happening") == 0);
    CHECK(state.owner_asks("anna", wire::state::Show{kVin}).refused == "vehicle_not_in_garage");

    SUBCASE("what the car sends of it later is acknowledged, counted and dropped") {
        state.car_reports({soc(kNoon + 30s, 49)});
        state.car_reports(
            {.samples = {},
             .happenings = {
                 {.id = *EventId::parse("h1"), .kind = wire::HappeningKind::plugged, .at = kNoon}}});
        CHECK(state.rows("sample") == 1);
        CHECK(state.rows("happening") == 0);
        CHECK(state.count("SELECT count FROM dropped WHERE what = 'erased'") == 1);
    }
    SUBCASE("the next owner begins with nothing") {
        state.sold_to_ben();
        CHECK(state.twin_seen_by(kBen) == wire::Json::object());
        state.car_reports({soc(state.now(), 30)});
        CHECK(state.twin_seen_by(kBen)["charging"]["soc_percent"]["value"] == 30);
    }
}

TEST_CASE("C7: a teardown that is heard after the next owner began takes nothing from him") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    state.car_reports({soc(kNoon, 50)});
    state.sold_to_ben();
    state.car_reports({soc(state.now(), 60)});
    state.owner_asks("ben", wire::state::Watch{kVin});
    state.teardown_begins(kAnna, 1);
    state.crash();
    CHECK(state.twin_seen_by(kBen)["charging"]["soc_percent"]["value"] == 60);
    CHECK(state.count("SELECT count(*) FROM sample WHERE period = 2") == 1);
    CHECK(state.rows("sample") == 1);
    CHECK(state.rows("lease") == 1);
}

TEST_CASE("C7: a teardown that is heard before the ownership erases it all the same") {
    Conversation state;
    state.teardown_begins(kAnna, 1);
    state.ownership_begins(kAnna, 1);
    state.car_reports({soc(kNoon, 50)});
    CHECK(state.rows("sample") == 0);
    CHECK(state.owner_asks("anna", wire::state::Watch{kVin}).refused == "vehicle_not_in_garage");
}

}  // namespace
}  // namespace traction::test
