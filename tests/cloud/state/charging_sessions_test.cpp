#include <doctest/doctest.h>

#include "tests/cloud/state/conversation.hpp"
#include "tests/support/exported.hpp"

namespace traction::test {

using namespace std::chrono_literals;
using wire::HappeningKind;
using wire::Signal;
using wire::state::Sessions;
using wire::state::SetTariff;
using wire::state::ShowSession;
using wire::state::ShowTariff;

namespace {

wire::Happening happening(const char* id, HappeningKind kind, Timestamp at, const char* session,
                          const char* cause = nullptr) {
    return {.id = *EventId::parse(id),
            .kind = kind,
            .at = at,
            .session = *SessionId::parse(session),
            .cause = cause != nullptr ? std::optional<std::string>(cause) : std::nullopt};
}

wire::Sample charging(Timestamp at, double energy_wh, double percent, double power_w = 7200) {
    return sample(at, {{Signal::charged_energy_wh, energy_wh},
                       {Signal::soc_percent, percent},
                       {Signal::charging_power_w, power_w}});
}

SetTariff tariff(std::int64_t peak, std::int64_t off_peak) {
    return {{.peak_minor_per_mwh = peak,
             .off_peak_minor_per_mwh = off_peak,
             .off_peak = {.windows = {{.from = 14h, .until = 16h}}}}};
}

/// Anna's car charges for two hours from noon (13:00 in Paris) on, the second of them off-peak.
struct Charged : Conversation {
    Charged() { ownership_begins(kAnna, 1); }

    void charges(const char* session, Timestamp from, double energy_wh = 10'000) {
        const std::string id(session);
        car_reports(wire::Report{
            .samples = {charging(from, 0, 40)},
            .happenings = {happening((id + "-p").c_str(), HappeningKind::plugged, from, session)}});
        advance_to(from + 2h);
        car_reports(wire::Report{
            .samples = {charging(from + 1h, energy_wh / 2, 50), charging(from + 2h, energy_wh, 60)},
            .happenings = {
                happening((id + "-u").c_str(), HappeningKind::unplugged, from + 2h, session, "asked")}});
    }
    wire::Json sessions(const char* who = "anna", std::optional<Timestamp> before = {}) {
        const auto answer = owner_asks(who, Sessions{kVin, before});
        REQUIRE(answer.done);
        return answer.body.at("sessions");
    }
};

}  // namespace

TEST_CASE("E7: a session is kept with its end's cause, its energy, and its cost by the tariff of that time") {
    Charged talk;
    CHECK(talk.owner_asks("anna", ShowTariff{}).refused == "tariff_unknown");
    CHECK(talk.owner_asks("anna", tariff(30'000, 20'000)).done);
    CHECK(talk.owner_asks("anna", ShowTariff{}).body.at("peak_minor_per_mwh") == 30'000);
    talk.charges("s-1", kNoon);
    talk.owner_asks("anna", tariff(90'000, 90'000));
    const auto sessions = talk.sessions();
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].at("session") == "s-1");
    CHECK(sessions[0].at("cause") == "asked");
    CHECK(sessions[0].at("energy_wh") == 10'000);
    CHECK(sessions[0].at("off_peak_wh") == 5'000);
    CHECK(sessions[0].at("cost_minor") == 250);  // 5 kWh at 30 and 5 kWh at 20 cents
    CHECK(sessions[0].at("currency") == "EUR");
    CHECK(sessions[0].at("soc_from_percent") == 40);
    CHECK(sessions[0].at("soc_to_percent") == 60);
    CHECK(sessions[0].at("rapid") == false);
    const auto shown = talk.owner_asks("anna", ShowSession{kVin, *SessionId::parse("s-1")});
    CHECK(shown.body.at("curve").size() == 3);
    CHECK(Agreement::get().faults_of_schema("state.SessionShown", shown.body).empty());
}

TEST_CASE("E7, V4: told again, in another order of reports, or after a crash, it is one session") {
    Charged talk;
    talk.charges("s-1", kNoon);
    talk.crash();
    const auto first = talk.sessions();
    talk.car_reports(wire::Report{
        .samples = {},
        .happenings = {happening("s-1-u", HappeningKind::unplugged, kNoon + 2h, "s-1", "asked")}});
    CHECK(talk.sessions() == first);
    CHECK(!first[0].contains("cost_minor"));  // nobody has set a tariff
    talk.car_reports(wire::Report{
        .samples = {},
        .happenings = {happening("x-u", HappeningKind::unplugged, kNoon + 2h, "never-plugged")}});
    CHECK(talk.sessions() == first);
}

TEST_CASE("E7: sessions come by pages, the newest first") {
    Charged talk;
    for (int i = 0; i < 52; ++i) talk.charges(("s-" + std::to_string(i)).c_str(), kNoon + i * 3h);
    const auto page = talk.owner_asks("anna", Sessions{kVin, {}});
    CHECK(page.body.at("more") == true);
    REQUIRE(page.body.at("sessions").size() == 50);
    CHECK(page.body.at("sessions").at(0).at("session") == "s-51");
    const auto before = *parse_timestamp(page.body.at("sessions").at(49).at("started_at").get<std::string>());
    const auto rest = talk.owner_asks("anna", Sessions{kVin, before});
    CHECK(rest.body.at("more") == false);
    CHECK(rest.body.at("sessions").size() == 2);
    CHECK(Agreement::get().faults_of_schema("state.SessionsShown", page.body).empty());
}

TEST_CASE("G8, K4: only the owner sees them, and none of another's time") {
    Charged talk;
    talk.charges("s-1", kNoon);
    CHECK(talk.owner_asks("ben", Sessions{kVin, {}}).refused == "vehicle_not_in_garage");
    CHECK(talk.owner_asks("ben", ShowSession{kVin, *SessionId::parse("s-1")}).refused ==
          "vehicle_not_in_garage");
    CHECK(talk.owner_asks("anna", ShowSession{kVin, *SessionId::parse("s-9")}).refused == "session_unknown");
    talk.sold_to_ben();
    CHECK(talk.owner_asks("anna", Sessions{kVin, {}}).refused == "vehicle_not_in_garage");
    CHECK(talk.sessions("ben").empty());
    CHECK(talk.owner_asks("ben", ShowSession{kVin, *SessionId::parse("s-1")}).refused == "session_unknown");
}

TEST_CASE("C7, G7, A10: sessions are erased with their period, and counted in the receipt") {
    Charged talk;
    talk.charges("s-1", kNoon);
    SUBCASE("teardown") {
        talk.teardown_begins(kAnna, 1);
        const auto parts = talk.emitted<wire::contracts::TeardownPart>();
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].counts.at("charging_sessions") == 1);
    }
    SUBCASE("the car is removed") {
        talk.ownership_ends(kAnna, 1, wire::garage::PeriodEnd::removed);
    }
    SUBCASE("the last app goes") {
        talk.hears("accounts", wire::accounts::AppDataErased{.account = kAnna});
    }
    CHECK(talk.rows("charging_session") == 0);
}

TEST_CASE("A10, A11: the export tells the sessions and the tariff; the tariff goes with the account") {
    Charged talk;
    talk.owner_asks("anna", tariff(30'000, 20'000));
    for (int i = 0; i < 120; ++i) talk.charges(("s-" + std::to_string(i)).c_str(), kNoon + i * 3h);
    const auto all = exported(talk, "anna", "state.ExportPage");
    CHECK(all.of("charging_session").size() == 120);
    CHECK(all.rows.front().at("tariff").at("peak_minor_per_mwh") == 30'000);
    talk.hears("accounts", wire::accounts::AccountErased{kAnna});
    CHECK(talk.rows("tariff") == 0);
}

TEST_CASE("E7: a wrong tariff is refused, and changes nothing") {
    Charged talk;
    talk.owner_asks("anna", tariff(30'000, 20'000));
    auto wrong = tariff(1, 1).json();
    SUBCASE("below nothing") {
        wrong["peak_minor_per_mwh"] = -1;
    }
    SUBCASE("beyond all prices") {
        wrong["off_peak_minor_per_mwh"] = wire::state::kMostMinorPerMwh + 1;
    }
    SUBCASE("no currency") {
        wrong["currency"] = "EURO";
    }
    SUBCASE("a window without a length") {
        wrong["windows"][0]["until"] = "14:00";
    }
    SUBCASE("too many windows") {
        while (wrong["windows"].size() <= kMostOffPeakWindows)
            wrong["windows"].push_back(wrong["windows"][0]);
    }
    SUBCASE("a zone that is none") {
        wrong["zone"] = "Europe/Atlantis";
    }
    SUBCASE("a field that nobody knows") {
        wrong["discount"] = 1;
    }
    CHECK(talk.owner_asks_in_words("anna", "set_tariff", wrong).refused == "message_not_understood");
    CHECK(talk.owner_asks("anna", ShowTariff{}).body.at("peak_minor_per_mwh") == 30'000);
}

TEST_CASE("design 3: an energy out of all bounds counts for nothing, and stops nobody") {
    for (const double wrong : {5e14, 1e300}) {
        CAPTURE(wrong);
        Charged talk;
        talk.owner_asks("anna", tariff(30'000, 20'000));
        talk.charges("s-1", kNoon, wrong);
        CHECK(talk.sessions()[0].at("energy_wh") == 0);
        CHECK(talk.sessions()[0].at("cost_minor") == 0);
    }
}

}  // namespace traction::test
