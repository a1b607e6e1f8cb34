#include <doctest/doctest.h>

#include "tests/cloud/state/conversation.hpp"
#include "tests/support/exported.hpp"
#include "tests/support/wire_tap.hpp"

namespace traction::test {
namespace {

using namespace std::chrono_literals;
using wire::Aspect;
using wire::Json;
using wire::Privacy;
using wire::Signal;

wire::Sample driving(Timestamp at) {
    return sample(at,
                  {{Signal::soc_percent, 50}, {Signal::latitude_deg, 48.8}, {Signal::longitude_deg, 2.3}});
}

/// Anna's car, which is where she sees it.
class PrivateCar : public Conversation {
   public:
    PrivateCar() {
        ownership_begins(kAnna, 1);
        car_reports({driving(now())});
        advance(1min);
    }
    void switches(Privacy privacy, Timestamp at, std::vector<wire::Sample> samples = {}) {
        const auto word = std::string(wire::name_of(privacy));
        const auto id =
            EventId::parse("p-" + word + "-" + std::to_string(at.time_since_epoch().count())).value();
        car_reports(wire::Report{.samples = std::move(samples),
                                 .happenings = {{.id = id,
                                                 .kind = wire::HappeningKind::privacy_changed,
                                                 .at = at,
                                                 .session = std::nullopt,
                                                 .cause = word}}});
    }
    void switches(Privacy privacy) { switches(privacy, now()); }
    /// What an aspect shows now: empty where its retained value was taken away.
    std::vector<Json> says(Aspect aspect) {
        return published(wire::topic(wire::TopicKind::twin,
                                     {kVin.text(), wire::kAspectNames[static_cast<std::size_t>(aspect)]}));
    }
    std::int64_t positions() { return count("SELECT count(*) FROM sample WHERE latitude_deg IS NOT NULL"); }
};

TEST_CASE("D3: a car that becomes private shows since when, and its position is gone at once") {
    PrivateCar state;
    state.says(Aspect::position);
    const auto since = state.now();
    state.switches(Privacy::position);
    const auto shown = state.says(Aspect::privacy);
    REQUIRE(shown.size() == 1);
    CHECK(shown.back() == Json{{"hides", "position"}, {"private_since", to_text(since)}});
    CHECK(state.cleared(wire::topic(wire::TopicKind::twin, {kVin.text(), "position"})));
    const auto twin = state.twin_seen_by(kAnna);
    CHECK(twin.at("privacy").at("private_since") == to_text(since));
    CHECK(!twin.contains("position"));
    CHECK(twin.at("charging").at("soc_percent").at("value") == 50);
    CHECK(state.emitted<wire::state::VehicleHappening>().empty());
}

TEST_CASE("D3: a car that hides all shows nothing but that") {
    PrivateCar state;
    state.switches(Privacy::all);
    CHECK(state.twin_seen_by(kAnna).size() == 1);
    CHECK(state.twin_seen_by(kAnna).contains("privacy"));
}

TEST_CASE("D3: who watches sees that it is private, and that nothing is there any more") {
    PrivateCar state;
    state.owner_asks("anna", wire::state::Watch{kVin});
    state.published(kViewTopic);
    state.switches(Privacy::position);
    const auto seen = state.published(kViewTopic);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].at("aspect") == "position");
    CHECK(seen[0].at("signals").empty());
    CHECK(seen[1].at("aspect") == "privacy");
    CHECK(seen[1].at("signals").at("hides") == "position");
    for (const auto& view : seen) CHECK(undocumented(kViewTopic, view.dump()).empty());
}

TEST_CASE("D3: what comes late from a private time is not kept; what was measured before and after is") {
    PrivateCar state;
    const auto since = state.now();
    state.switches(Privacy::position, since, {driving(since - 1s), driving(since)});
    CHECK(state.positions() == 3);
    state.advance(1h);
    state.switches(Privacy::none);
    const auto until = state.now();
    state.car_reports({driving(since + 1ms), driving(until - 1ms)});
    CHECK(state.positions() == 3);
    CHECK(state.rows("sample") == 5);
    state.advance(1min);
    CHECK(!state.twin_seen_by(kAnna).contains("position"));
    CHECK(!state.twin_seen_by(kAnna).contains("privacy"));
    state.car_reports({driving(until)});
    state.advance(1min);
    CHECK(state.positions() == 4);
    CHECK(state.twin_seen_by(kAnna).at("position").at("latitude_deg").at("value") == 48.8);
}

TEST_CASE("D3: of a time in which all was hidden nothing is kept, and the ledger counts it") {
    PrivateCar state;
    state.switches(Privacy::all);
    state.advance(1h);
    state.car_reports(wire::Report{.samples = {driving(state.now())},
                                   .happenings = {{.id = *EventId::parse("h1"),
                                                   .kind = wire::HappeningKind::drive_ended,
                                                   .at = state.now(),
                                                   .session = std::nullopt,
                                                   .cause = std::nullopt}}});
    CHECK(state.rows("sample") == 1);
    CHECK(state.count("SELECT count FROM dropped WHERE what = 'private'") == 1);
    CHECK(state.count("SELECT count(*) FROM happening WHERE kind = 'drive_ended'") == 0);
    CHECK(state.emitted<wire::state::VehicleHappening>().empty());
}

TEST_CASE("D3: after a crash a private car is as private as it was") {
    PrivateCar state;
    state.switches(Privacy::position);
    const auto before = state.twin_seen_by(kAnna);
    state.crash();
    CHECK(state.twin_seen_by(kAnna) == before);
    state.advance(1h);
    state.car_reports({driving(state.now() - 1min)});
    CHECK(state.positions() == 1);
}

TEST_CASE("D3: told again, the same is the same") {
    PrivateCar state;
    const auto since = state.now();
    state.switches(Privacy::position);
    state.advance(1min);
    state.says(Aspect::privacy);
    state.switches(Privacy::position, since);
    CHECK(state.says(Aspect::privacy).empty());
    CHECK(state.rows("privacy_change") == 1);
}

TEST_CASE("G8: a private car shows its next owner that it is, from his beginning on") {
    PrivateCar state;
    state.switches(Privacy::all);
    state.sold_to_ben();
    const auto began = state.now();
    CHECK(state.twin_seen_by(kAnna).is_null());
    CHECK(state.twin_seen_by(kBen) ==
          Json{{"privacy", {{"hides", "all"}, {"private_since", to_text(began)}}}});
}

TEST_CASE("C7: after a teardown nobody learns when the car was private; it stays so for who comes next") {
    PrivateCar state;
    state.switches(Privacy::position);
    state.advance(1h);
    state.switches(Privacy::none);
    state.advance(1h);
    state.switches(Privacy::position);
    state.advance(1h);
    state.teardown_begins(kAnna, 1);
    CHECK(state.rows("privacy_change") == 1);
    CHECK(state.count("SELECT at FROM privacy_change") == state.now().time_since_epoch().count());
    CHECK(state.count("SELECT count(*) FROM twin WHERE state <> '{}'") == 0);
    const auto parts = state.emitted<wire::contracts::TeardownPart>();
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].counts.at("happenings") == 3);
    state.advance(1h);
    state.ownership_begins(kBen, 2);
    CHECK(state.twin_seen_by(kBen).at("privacy").at("private_since") == to_text(state.now()));
    state.advance(1min);
    state.car_reports({driving(state.now())});
    CHECK(state.positions() == 0);
}

TEST_CASE("A10: who returns sees that his car is private, and no more") {
    PrivateCar state;
    state.switches(Privacy::position);
    state.advance(1h);
    state.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
    CHECK(state.rows("sample") == 0);
    CHECK(state.twin_seen_by(kAnna) ==
          Json{{"privacy", {{"hides", "position"}, {"private_since", to_text(state.now())}}}});
    state.advance(1min);
    state.car_reports({driving(state.now())});
    CHECK(state.positions() == 0);
    CHECK(state.rows("sample") == 1);
}

TEST_CASE("H1: the help desk sees no position of a private car") {
    PrivateCar state;
    state.desk_asks("dora",
                    wire::state::GrantSight{.vin = kVin, .purpose = "breakdown", .until = state.now() + 1h});
    state.switches(Privacy::position);
    const auto answer = state.desk_asks("dora", wire::state::ShowPosition{kVin});
    REQUIRE(answer.done);
    CHECK(answer.body.at("position").empty());
}

}  // namespace
}  // namespace traction::test
