#include <doctest/doctest.h>

#include "tests/cloud/state/conversation.hpp"
#include "tests/support/exported.hpp"

namespace traction::test {

using namespace std::chrono_literals;
using wire::HappeningKind;
using wire::Signal;
using wire::state::Journeys;
using wire::state::ShowJourney;

namespace {

constexpr std::size_t kSamplesOfReport = 30;

wire::Happening happening(const std::string& id, HappeningKind kind, Timestamp at) {
    return {.id = *EventId::parse(id), .kind = kind, .at = at, .session = {}, .cause = {}};
}

wire::Sample driving(Timestamp at, double odometer_m, double energy_wh, std::optional<double> latitude = {}) {
    auto made = sample(at, {{Signal::odometer_m, odometer_m},
                            {Signal::usable_energy_wh, energy_wh},
                            {Signal::soc_percent, energy_wh / 500},
                            {Signal::speed_kmh, 50}});
    if (latitude) {
        made.set(Signal::latitude_deg, *latitude);
        made.set(Signal::longitude_deg, 2.35);
    }
    return made;
}

/// Anna's car has driven 100 km in its life, and has 40 kWh, when it drives first.
struct Driven : Conversation {
    Driven() { ownership_begins(kAnna, 1); }

    /// A sample a minute, 1 km and 150 Wh each.
    void drives(const std::string& id, Timestamp from, int minutes, bool tells_where = true) {
        advance_to(std::max(now(), from));
        car_reports(wire::Report{.samples = {measured(from, tells_where)},
                                 .happenings = {happening(id, HappeningKind::drive_started, from)}});
        wire::Report report;
        for (int minute = 1; minute <= minutes; ++minute) {
            odometer_m += 1'000;
            energy_wh = std::max(0.0, energy_wh - 150);
            report.samples.push_back(measured(from + minute * 1min, tells_where));
            if (report.samples.size() < kSamplesOfReport) continue;
            advance_to(std::max(now(), from + minute * 1min));
            car_reports(std::exchange(report, {}));
        }
        advance_to(std::max(now(), from + minutes * 1min));
        report.happenings.push_back(
            happening(id + "-end", HappeningKind::drive_ended, from + minutes * 1min));
        car_reports(report);
    }
    wire::Json journeys(const char* who = "anna") {
        const auto answer = owner_asks(who, Journeys{kVin, {}});
        REQUIRE(answer.done);
        return answer.body.at("journeys");
    }
    Answered shows(const std::string& id, std::int64_t from = 0) {
        return owner_asks("anna", ShowJourney{kVin, *EventId::parse(id), from});
    }

    double odometer_m = 100'000;
    double energy_wh = 40'000;

   private:
    wire::Sample measured(Timestamp at, bool tells_where) const {
        return driving(at, odometer_m, energy_wh,
                       tells_where ? std::optional(48 + odometer_m / 1e6) : std::nullopt);
    }
};

}  // namespace

TEST_CASE("V3: a journey has its distance, its energy, where it began and ended, and its track") {
    Driven talk;
    talk.drives("j-1", kNoon, 20);
    const auto journeys = talk.journeys();
    REQUIRE(journeys.size() == 1);
    const auto& journey = journeys[0];
    CHECK(journey.at("journey") == "j-1");
    CHECK(journey.at("started_at") == to_text(kNoon));
    CHECK(journey.at("ended_at") == to_text(kNoon + 20min));
    CHECK(journey.at("distance_m") == 20'000);
    CHECK(journey.at("energy_wh") == 3'000);
    CHECK(journey.at("soc_from_percent") == 80);
    CHECK(journey.at("soc_to_percent") == 74);
    CHECK(journey.at("from").at("latitude_deg") == doctest::Approx(48.1));
    CHECK(journey.at("to").at("latitude_deg") == doctest::Approx(48.12));
    const auto shown = talk.shows("j-1");
    CHECK(shown.body.at("track").size() == 21);
    CHECK(shown.body.at("track").at(0).at("at") == to_text(kNoon + 20min));
    CHECK(!shown.body.contains("next"));
    CHECK(Agreement::get().faults_of_schema("state.JourneyShown", shown.body).empty());
}

TEST_CASE("V3: a short stop is within the journey, a longer one ends it") {
    Driven talk;
    talk.drives("j-1", kNoon, 10);
    talk.drives("j-2", kNoon + 15min, 10);
    REQUIRE(talk.journeys().size() == 1);
    CHECK(talk.journeys()[0].at("journey") == "j-1");
    CHECK(talk.journeys()[0].at("distance_m") == 20'000);
    CHECK(talk.journeys()[0].at("ended_at") == to_text(kNoon + 25min));
    talk.drives("j-3", kNoon + 31min, 10);
    REQUIRE(talk.journeys().size() == 2);
    CHECK(talk.journeys()[0].at("journey") == "j-3");
    CHECK(talk.shows("j-1").body.at("track").size() == 22);
}

TEST_CASE("D3: without a position there is a journey, but no place and no track") {
    Driven talk;
    talk.drives("j-1", kNoon, 20, /*tells_where=*/false);
    CHECK(talk.journeys()[0].at("distance_m") == 20'000);
    CHECK(!talk.journeys()[0].contains("from"));
    CHECK(talk.shows("j-1").body.at("track").empty());
}

TEST_CASE("V4: from a tunnel it comes late, and is one journey; told again it stays what it is") {
    Driven talk;
    talk.advance(48h);
    talk.drives("j-1", kNoon, 20);
    const auto before = talk.journeys();
    talk.crash();
    talk.car_reports(wire::Report{
        .samples = {}, .happenings = {happening("j-1-end", HappeningKind::drive_ended, kNoon + 20min)}});
    CHECK(talk.journeys() == before);
    talk.car_reports(wire::Report{
        .samples = {}, .happenings = {happening("x-end", HappeningKind::drive_ended, kNoon - 1h)}});
    CHECK(talk.journeys() == before);  // nobody heard of its beginning
}

TEST_CASE("V3: a long track comes by pages, and a place that is none leads nowhere") {
    Driven talk;
    talk.drives("j-0", kNoon, 5);
    talk.drives("j-1", kNoon + 1h, 1'500);
    std::size_t points = 0;
    std::int64_t next = 0;
    int pages = 0;
    do {
        const auto page = talk.shows("j-1", next);
        points += page.body.at("track").size();
        next = page.body.value("next", std::int64_t{0});
        REQUIRE(++pages < 5);
    } while (next != 0);
    CHECK(points == 1'501);
    CHECK(talk.shows("j-1", 1).body.at("track").empty());  // of another journey
    CHECK(talk.shows("j-1", 4'000'000'000).body.at("track").empty());
    CHECK(talk.shows("j-1", -1).refused == "message_not_understood");
    CHECK(talk.shows("j-9").refused == "journey_unknown");
}

TEST_CASE("G8: only the owner sees them, and none of another's time") {
    Driven talk;
    talk.drives("j-1", kNoon, 20);
    CHECK(talk.owner_asks("ben", Journeys{kVin, {}}).refused == "vehicle_not_in_garage");
    talk.sold_to_ben();
    CHECK(talk.owner_asks("anna", Journeys{kVin, {}}).refused == "vehicle_not_in_garage");
    CHECK(talk.shows("j-1").refused == "vehicle_not_in_garage");
    CHECK(talk.journeys("ben").empty());
    CHECK(talk.owner_asks("ben", ShowJourney{kVin, *EventId::parse("j-1")}).refused == "journey_unknown");
}

TEST_CASE("C7, G7, A10, A11: journeys are exported, erased with their period, and counted in the receipt") {
    Driven talk;
    for (int i = 0; i < 5; ++i) talk.drives("j-" + std::to_string(i), kNoon + i * 1h, 20);
    CHECK(exported(talk, "anna", "state.ExportPage").of("journey").size() == 5);
    SUBCASE("teardown") {
        talk.teardown_begins(kAnna, 1);
        const auto parts = talk.emitted<wire::contracts::TeardownPart>();
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].counts.at("journeys") == 5);
    }
    SUBCASE("the car is removed") {
        talk.ownership_ends(kAnna, 1, wire::garage::PeriodEnd::removed);
    }
    SUBCASE("the last app goes") {
        talk.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
    }
    CHECK(talk.rows("journey") == 0);
}

TEST_CASE("design 3: a value that is out of bounds counts for nothing in a journey") {
    Driven talk;
    talk.car_reports(wire::Report{.samples = {driving(kNoon, -5, 40'000)},
                                  .happenings = {happening("j-1", HappeningKind::drive_started, kNoon)}});
    talk.advance(20min);
    talk.car_reports(wire::Report{
        .samples = {driving(kNoon + 10min, 100'000, 39'000), driving(kNoon + 20min, 110'000, 38'000)},
        .happenings = {happening("j-1-end", HappeningKind::drive_ended, kNoon + 20min)}});
    CHECK(talk.journeys()[0].at("distance_m") == 10'000);
}

TEST_CASE("D3: a car that may not tell its odometer has journeys without a distance") {
    Driven talk;
    const auto place = [](Timestamp at) {
        return sample(at, {{Signal::latitude_deg, 48.8}, {Signal::longitude_deg, 2.3}});
    };
    talk.car_reports(wire::Report{.samples = {place(kNoon)},
                                  .happenings = {happening("j-1", HappeningKind::drive_started, kNoon)}});
    talk.advance(20min);
    talk.car_reports(
        wire::Report{.samples = {place(kNoon + 20min)},
                     .happenings = {happening("j-1-end", HappeningKind::drive_ended, kNoon + 20min)}});
    CHECK(!talk.journeys()[0].contains("distance_m"));
    CHECK(talk.journeys()[0].at("from").at("latitude_deg") == 48.8);
}

TEST_CASE("V3: a drive that was heard before its first owner is his when it began after him") {
    Conversation talk;
    talk.advance(30min);
    talk.car_reports(wire::Report{
        .samples = {driving(kNoon + 1min, 100'000, 40'000), driving(kNoon + 20min, 110'000, 38'000)},
        .happenings = {happening("j-1", HappeningKind::drive_started, kNoon + 1min),
                       happening("j-1-end", HappeningKind::drive_ended, kNoon + 20min)}});
    talk.hears_of_owner_since(kNoon);
    const auto answer = talk.owner_asks("anna", Journeys{kVin, {}});
    REQUIRE(answer.body.at("journeys").size() == 1);
    CHECK(answer.body.at("journeys")[0].at("distance_m") == 10'000);
}

}  // namespace traction::test
