#include <doctest/doctest.h>

#include "tests/cloud/state/conversation.hpp"

namespace traction::test {
namespace {

using namespace std::chrono_literals;
using wire::Aspect;
using wire::Signal;

TEST_CASE("A10: when the last app goes, what the account's cars told is erased; the cars go on") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    state.car_reports({soc(kNoon, 50)});
    state.hears("accounts", wire::accounts::AppDataErased{.account = kBen});
    CHECK(state.rows("sample") == 1);
    state.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
    CHECK(state.rows("sample") == 0);
    CHECK(state.twin_seen_by(kAnna).empty());
    state.advance(1h);
    state.car_reports({soc(kNoon + 1h, 60)});
    CHECK(state.twin_seen_by(kAnna)["charging"]["soc_percent"]["value"] == 60);
}

TEST_CASE("A10: what was measured before the last app went is dropped, however late the car reports it") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    state.advance(1h);
    SUBCASE("of the period that goes on") {
        state.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
        state.hears("accounts", wire::accounts::AppDataErased{.account = kBen});
    }
    SUBCASE("though the beginning of the period is heard after that") {
        state.ownership_ends(kAnna, 1);
        state.hears("accounts", wire::accounts::AppDataErased{.account = kBen});
        const wire::Event began{.id = *EventId::parse("late"),
                                .type = std::string(wire::garage::OwnershipBegan::kType),
                                .at = kNoon + 30min,
                                .data = wire::garage::OwnershipBegan{kVin, 2, kBen}.json()};
        state.receives(wire::event_stream("garage"), wire::write_event("garage", began));
        state.receives(wire::event_stream("garage"), wire::write_event("garage", began));
    }
    state.crash();
    state.advance(1h);
    state.car_reports({soc(kNoon + 45min, 50), soc(kNoon + 1h - 1ms, 51)});
    state.car_reports(
        {.samples = {},
         .happenings = {
             {.id = *EventId::parse("h1"), .kind = wire::HappeningKind::plugged, .at = kNoon + 45min}}});
    CHECK(state.rows("sample") == 0);
    CHECK(state.rows("happening") == 0);
    CHECK(state.emitted<wire::state::VehicleHappening>().empty());
    CHECK(state.count("SELECT count FROM dropped WHERE what = 'erased'") == 2);
    CHECK(state.shown(Aspect::charging, "soc_percent").is_null());
    state.car_reports({soc(kNoon + 1h, 60)});
    CHECK(state.rows("sample") == 1);
}

TEST_CASE("A10, G8: of a car that was sold since, only what its next owner's period holds comes in") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    state.car_reports({soc(kNoon, 50)});
    state.sold_to_ben();
    state.advance(1h);
    state.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
    CHECK(state.rows("sample") == 0);
    state.car_reports({soc(kNoon + 30min, 51), soc(kNoon + 90min, 52)});
    CHECK(state.count("SELECT count(*) FROM sample WHERE period = 2") == 1);
    CHECK(state.rows("sample") == 1);
}

TEST_CASE("G8: a later owner sees nothing of an earlier period, and an earlier one nothing of a later") {
    Conversation state;
    state.car_reports({soc(kNoon, 50)});
    state.ownership_begins(kAnna, 1);
    CHECK(state.twin_seen_by(kAnna)["charging"]["soc_percent"]["value"] == 50);
    CHECK(state.owner_asks("ben", wire::state::Show{kVin}).refused == "vehicle_not_in_garage");
    state.sold_to_ben();
    CHECK(state.twin_seen_by(kBen) == wire::Json::object());
    CHECK(state.owner_asks("anna", wire::state::Show{kVin}).refused == "vehicle_not_in_garage");
    state.car_reports({soc(kNoon + 30min, 40)});
    CHECK(state.twin_seen_by(kBen) == wire::Json::object());
    state.car_reports({sample(state.now(), {{Signal::range_m, 1000}})});
    state.crash();
    CHECK(state.twin_seen_by(kBen)["charging"].size() == 1);
    CHECK(state.count("SELECT count(*) FROM sample WHERE period = 1") == 2);
}

TEST_CASE("G8: a live view shows the next owner nothing that was measured before his pairing") {
    Conversation state;
    const auto seen_by_ben = [&] {
        std::vector<wire::Json> seen;
        for (const auto& json :
             state.published(wire::topic(wire::TopicKind::vehicle_view, {"ben", kVin.text()})))
            seen.push_back(json.at("signals"));
        return seen;
    };
    state.ownership_begins(kAnna, 1);
    state.owner_asks("anna", wire::state::Watch{kVin});
    state.car_reports({soc(kNoon, 50)});
    state.car_reports({sample(kNoon, {{Signal::range_m, 1000}})});  // waits: at most once a second
    state.ownership_ends(kAnna, 1);
    state.ownership_begins(kBen, 2);
    CHECK(state.owner_asks("ben", wire::state::Watch{kVin}).body.at("state").empty());
    state.advance(2s);
    CHECK(seen_by_ben().empty());
    SUBCASE("what the car reports late is the earlier owner's") {
        state.car_reports({soc(kNoon - 1ms, 40)});
    }
    SUBCASE("also after a restart") {
        state.crash();
        state.car_reports({soc(kNoon - 1ms, 40)});
    }
    state.advance(2s);
    CHECK(seen_by_ben().empty());
    CHECK(state.twin_seen_by(kBen).empty());
    state.car_reports({soc(state.now(), 30)});
    const auto seen = seen_by_ben();
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].size() == 1);
    CHECK(seen[0].at("soc_percent").at("value") == 30);
    state.published(kViewTopic);
    state.advance(2s);
    CHECK(state.published(kViewTopic).empty());
}

TEST_CASE("G8: a lease of an ended period does not come back with the car") {
    Conversation state;
    state.ownership_begins(kAnna, 1);
    state.owner_asks("anna", wire::state::Watch{kVin});
    state.advance(1s);
    state.ownership_ends(kAnna, 1);
    state.ownership_begins(kAnna, 2);
    state.car_reports({soc(state.now(), 50)});
    CHECK(state.published(kViewTopic).empty());
    state.owner_asks("anna", wire::state::Watch{kVin});
    state.teardown_begins(kAnna, 1);
    state.advance(2s);
    state.car_reports({soc(state.now(), 51)});
    CHECK(state.published(kViewTopic).size() == 1);
}

}  // namespace
}  // namespace traction::test
