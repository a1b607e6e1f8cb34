#include <doctest/doctest.h>

#include "shared/wire/messages/operators.hpp"
#include "tests/cloud/state/conversation.hpp"

namespace traction::test {
namespace {

using namespace std::chrono_literals;
using wire::Signal;
using wire::state::GrantSight;
using wire::state::ShowPosition;
using wire::state::SightGranted;

const std::string kPurpose = "Breakdown, case 4711";

wire::Sample paris(Timestamp at) {
    return sample(at, {{Signal::latitude_deg, 48.8584}, {Signal::longitude_deg, 2.2945}});
}

/// Anna has the car since noon, and it has told where it is.
struct Sight : Conversation {
    Sight() {
        ownership_begins(kAnna, 1);
        car_reports({paris(now())});
    }
    Answered grants(const std::string& agent, Milliseconds ahead = 1h) {
        return desk_asks(agent, GrantSight{kVin, kPurpose, now() + ahead});
    }
    Answered looks(const std::string& agent) { return desk_asks(agent, ShowPosition{kVin}); }
};

TEST_CASE("H1: staff sees where a car is under a grant, which names car, purpose and end") {
    Sight state;
    CHECK(state.looks("marie").refused == "grant_needed");
    const auto granted = state.grants("marie");
    REQUIRE(granted.done);
    CHECK(granted.body.at("agent") == "marie");
    CHECK(granted.body.at("account") == "anna");
    CHECK(granted.body.at("period") == 1);
    CHECK(granted.body.at("purpose") == kPurpose);
    CHECK(granted.body.at("until") == to_text(state.now() + 1h));
    state.crash();
    const auto seen = state.looks("marie");
    REQUIRE(seen.done);
    CHECK(seen.body.at("grant") == granted.body.at("grant"));
    CHECK(seen.body.at("position") == state.twin_seen_by(kAnna).at("position"));
    CHECK(seen.body.at("position").at("latitude_deg") ==
          wire::Json{{"value", 48.8584}, {"measured_at", to_text(kNoon)}});
}

TEST_CASE("H1: a grant is told once, with what the owner must know") {
    Sight state;
    const auto granted = state.grants("marie");
    state.crash();
    CHECK(state.repeats_last_ask().body == granted.body);
    const auto told = state.emitted<SightGranted>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].json() == granted.body);
}

TEST_CASE("H1: a grant is of its agent alone, and his next one takes its place") {
    Sight state;
    state.grants("marie");
    CHECK(state.looks("paul").refused == "grant_needed");
    state.grants("paul");
    const auto first = state.looks("marie").body.at("grant");
    state.grants("marie", 1min);
    CHECK(state.looks("marie").body.at("grant") != first);
    CHECK(state.rows("sight_grant") == 2);
    state.advance(1min);
    CHECK(state.looks("marie").refused == "grant_needed");
    CHECK(state.looks("paul").done);
}

TEST_CASE("H1: a grant ends at its instant and is forgotten") {
    Sight state;
    state.grants("marie", 2h);
    state.advance(2h - 1ms);
    CHECK(state.looks("marie").done);
    state.advance(1ms);
    CHECK(state.looks("marie").refused == "grant_needed");
    CHECK(state.rows("sight_grant") == 0);
}

TEST_CASE("H1: an end, a purpose and an owner are needed; what is refused changes nothing") {
    Sight state;
    struct Row {
        const char* what;
        std::string purpose;
        Milliseconds ahead;
        std::string refused;
    };
    for (const auto& row : {Row{"an end that is now", kPurpose, 0ms, "sight_end_not_valid"},
                            Row{"an end more than a day ahead", kPurpose, 24h + 1ms, "sight_end_not_valid"},
                            Row{"no purpose", "", 1h, "message_not_understood"},
                            Row{"a purpose too long", std::string(201, 'a'), 1h, "message_not_understood"},
                            Row{"a purpose of two lines", "a\nb", 1h, "text_not_valid"}}) {
        CAPTURE(row.what);
        CHECK(state.desk_asks("marie", GrantSight{kVin, row.purpose, state.now() + row.ahead}).refused ==
              row.refused);
    }
    CHECK(state.grants("marie", 25h).fact("latest") == to_text(state.now() + 24h));
    const auto other = *Vin::parse("VF1AG000164316834");
    CHECK(state.desk_asks("marie", GrantSight{other, kPurpose, state.now() + 1h}).refused ==
          "vehicle_without_owner");
    CHECK(state.desk_asks("marie", ShowPosition{other}).refused == "grant_needed");
    CHECK(state.rows("sight_grant") == 0);
    CHECK(state.rows("vehicle") == 1);
    CHECK(state.emitted<SightGranted>().empty());
    CHECK(state.desk_asks("marie", GrantSight{kVin, std::string(200, 'a'), state.now() + 24h}).done);
}

TEST_CASE("G7, G8, C7: a grant ends with the ownership period, and says nothing of the next") {
    Sight state;
    state.grants("marie");
    SUBCASE("sold") {
        state.ownership_ends(kAnna, 1);
        CHECK(state.rows("sight_grant") == 0);
        state.ownership_begins(kBen, 2);
    }
    SUBCASE("sold, and the next beginning heard before the end") {
        state.ownership_begins(kBen, 2);
    }
    SUBCASE("removed") {
        state.ownership_ends(kAnna, 1, wire::garage::PeriodEnd::removed);
        CHECK(state.rows("sight_grant") == 0);
    }
    SUBCASE("torn down") {
        state.teardown_begins(kAnna, 1);
        CHECK(state.rows("sight_grant") == 0);
    }
    state.car_reports({paris(state.now())});
    CHECK(state.looks("marie").refused == "grant_needed");
}

TEST_CASE("G8: under a grant nothing is shown that was measured before the running period") {
    Conversation state;
    const auto seen = [&] { return state.desk_asks("marie", ShowPosition{kVin}).body.at("position"); };
    const auto grant = [&] { return state.desk_asks("marie", GrantSight{kVin, kPurpose, state.now() + 1h}); };
    SUBCASE("but by a car that nobody had") {
        state.car_reports({paris(kNoon - 1min)});
        state.ownership_begins(kAnna, 1);
        CHECK(state.twin_seen_by(kAnna).contains("position"));
    }
    SUBCASE("but under an earlier owner") {
        state.ownership_begins(kAnna, 1);
        state.car_reports({paris(kNoon)});
        state.advance(1min);
        state.ownership_ends(kAnna, 1);
        state.ownership_begins(kBen, 2);
    }
    REQUIRE(grant().done);
    CHECK(seen() == wire::Json::object());
    state.car_reports({sample(state.now(), {{Signal::speed_kmh, 30}})});
    CHECK(seen().size() == 1);
    CHECK(seen().at("speed_kmh").at("value") == 30);
}

TEST_CASE("H1: each grant and each look is in the audit log, the refused ones too, and no position") {
    Sight state;
    state.looks("marie");
    state.grants("marie");
    state.looks("marie");
    const auto audited = state.operator_asks("olga", wire::operators::Audit{.after = 0}).body;
    const auto& entries = audited.at("entries");
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].at("verb") == "position");
    CHECK(entries[0].at("outcome") == "grant_needed");
    CHECK(entries[1].at("verb") == "grant_sight");
    CHECK(entries[2].at("verb") == "position");
    CHECK(entries[2].at("name") == "marie");
    CHECK(entries[2].at("about") == R"({"account":"anna","vin":"VF1AG000X64744520"})");
    CHECK(audited.dump().find("48.8584") == std::string::npos);
    CHECK(state.count("SELECT count(*) FROM remembered_answer WHERE answer LIKE '%48.8584%'") == 0);
}

}  // namespace
}  // namespace traction::test
