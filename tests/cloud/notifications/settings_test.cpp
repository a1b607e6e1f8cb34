/// How people choose to be told, and what comes of it.
#include "tests/cloud/notifications/notifications_fixture.hpp"
#include "tests/support/exported.hpp"
#include "tests/support/traces.hpp"

namespace traction::notifications {
namespace {

using namespace wire::notifications;
using std::chrono::hours;
using std::chrono::minutes;
using Steps = std::vector<std::string>;

/// It is noon in Paris when it begins.
struct Choosing : Fixture {
    test::OneWorker::Answered alice_sleeps() {
        return worker.owner_asks("alice", SetQuietHours{QuietHours{.from = hours{22}, .until = hours{7}}});
    }
    void choose(Kind kind, Choice choice) {
        REQUIRE(worker.owner_asks("alice", ChooseKind{.kind = kind, .choice = choice}).done);
    }
    /// To 23:00.
    void night_falls() { worker.advance_to(parse_timestamp("2027-03-01T22:00:00Z").value()); }
    wire::Json list(Which which) {
        return worker.owner_asks("alice", List{.which = which, .after = {}}).body.at("notifications");
    }
    NotificationId newest(Which which) {
        return *NotificationId::parse(list(which).at(0).at("notification").get<std::string>());
    }
    Steps steps(const NotificationId& id) {
        const auto answer = worker.owner_asks("alice", Explain{{id}});
        CHECK(test::Agreement::get().faults_of_schema("notifications.Explained", answer.body).empty());
        Steps names;
        for (const auto& step : answer.body.at("steps")) names.push_back(step.at("step"));
        return names;
    }
    /// What stands in the worker's tables of that account.
    std::int64_t traces() {
        std::int64_t count = 0;
        for (const auto& [place, rows] : test::traces_of(worker.database(), "alice")) {
            if (place.starts_with("notification") || place.starts_with("listener") ||
                place.starts_with("kind_choice") || place.starts_with("account_zone"))
                count += rows;
        }
        return count;
    }
};

}  // namespace

TEST_CASE("N1: what is not urgent waits until the quiet hours end, in order, once, through a crash") {
    Choosing f;
    CHECK(f.alice_sleeps().body.at("quiet").at("until") == "07:00");
    f.night_falls();
    f.happens("charging_fault", "s1");
    f.worker.hears("contracts", f.of_contract<ContractActivated>());
    f.happens("charge_complete", "s2", hours{5});
    f.happens("charging_fault", "s1");
    f.worker.hears("state", f.sight("g1"));
    CHECK(f.told(kAlice) == Kinds{"sight_granted"});
    CHECK(f.list(Which::told).size() == 1);
    CHECK(f.list(Which::untold).size() == 3);
    CHECK(f.steps(f.newest(Which::untold)) == Steps{"happened", "heard", "held"});
    f.worker.crash();
    f.worker.advance(hours{8} - minutes{1});
    CHECK(f.told(kAlice).empty());
    f.worker.advance(minutes{1});
    CHECK(f.told(kAlice) == Kinds{"charging_fault", "contract_activated", "charge_complete"});
    f.worker.crash();
    f.worker.advance(std::chrono::days{2});
    CHECK(f.told(kAlice).empty());
    CHECK(f.list(Which::told).size() == 4);
}

TEST_CASE("N1: without quiet hours what waits is told at once; another zone moves their end") {
    Choosing f;
    f.alice_sleeps();
    f.night_falls();
    f.happens("charging_fault", "s1");
    f.worker.hears("accounts",
                   wire::accounts::ZoneChosen{.account = kAlice, .zone = *Zone::parse("Atlantic/Azores")});
    CHECK(f.told(kAlice) == Kinds{"charging_fault"});  // it is 21:00 there
    f.worker.advance(hours{2});
    f.happens("charging_fault", "s2");
    CHECK(f.told(kAlice).empty());
    REQUIRE(f.worker.owner_asks("alice", SetQuietHours{}).done);
    CHECK(f.told(kAlice) == Kinds{"charging_fault"});
}

TEST_CASE("N1: a kind that is switched off is not told, also where it waits already; the reason is kept") {
    Choosing f;
    f.choose(Kind::rapid_charge_80, Choice::off);
    f.happens("rapid_charge_80", "s0");
    CHECK(f.steps(f.newest(Which::untold)) == Steps{"happened", "heard", "switched_off"});
    f.alice_sleeps();
    f.night_falls();
    f.happens("charging_fault", "s1");
    f.happens("charge_complete", "s2");
    f.choose(Kind::charging_fault, Choice::off);
    f.worker.advance(hours{9});
    f.choose(Kind::charging_fault, Choice::on);
    f.choose(Kind::rapid_charge_80, Choice::on);
    f.happens("rapid_charge_80", "s0");
    CHECK(f.told(kAlice) == Kinds{"charge_complete"});
    CHECK(f.steps(f.newest(Which::told)) == Steps{"happened", "heard", "held", "told"});
}

TEST_CASE("N1: what is refused changes nothing") {
    Choosing f;
    f.alice_sleeps();
    const auto before = f.worker.owner_asks("alice", ShowSettings{}).body;
    CHECK(test::Agreement::get().faults_of_schema("notifications.Settings", before).empty());
    struct Row {
        const char* verb;
        wire::Json body;
        const char* code;
    };
    const std::vector<Row> rows{
        {"choose_kind", {{"kind", "contract_ended"}, {"choice", "off"}}, "notice_always_told"},
        {"choose_kind", {{"kind", "sight_granted"}, {"choice", "off"}}, "notice_always_told"},
        {"choose_kind", {{"kind", "contract_ended"}, {"choice", "mail"}}, "notice_mailed_anyway"},
        {"choose_kind", {{"kind", "weather"}, {"choice", "on"}}, "message_not_understood"},
        {"choose_kind", {{"kind", "charge_complete"}, {"choice", "loud"}}, "message_not_understood"},
        {"set_quiet_hours", {{"quiet", {{"from", "07:00"}, {"until", "07:00"}}}}, "quiet_hours_empty"},
        {"set_quiet_hours", {{"quiet", {{"from", "22:00"}, {"until", "24:00"}}}}, "message_not_understood"},
        {"set_quiet_hours", {{"quiet", {{"from", "22:00"}}}}, "message_not_understood"},
        {"mark_read", {{"notification", "n-1"}}, "notification_unknown"},
        {"explain", {{"notification", "n-1"}}, "notification_unknown"},
        {"list", {{"after", "n-1"}}, "notification_unknown"},
        {"list", {{"which", "all"}}, "message_not_understood"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.body.dump());
        CHECK(f.worker.owner_asks_in_words("alice", row.verb, row.body).refused == row.code);
    }
    CHECK(f.worker.owner_asks("alice", ShowSettings{}).body == before);
    CHECK_FALSE(f.worker.owner_asks("bob", ShowSettings{}).body.contains("quiet"));
}

TEST_CASE("N1: nobody reads or hears why of what waits, or of another's") {
    Choosing f;
    f.alice_sleeps();
    f.night_falls();
    f.happens("charging_fault", "s1");
    const auto id = f.newest(Which::untold);
    CHECK(f.worker.owner_asks("alice", MarkRead{{id}}).refused == "notification_unknown");
    CHECK(f.worker.owner_asks("bob", Explain{{id}}).refused == "notification_unknown");
    CHECK(f.worker.owner_asks("bob", List{.which = Which::told, .after = id}).refused ==
          "notification_unknown");
}

TEST_CASE("V4, N1: what a car could not tell in time is told late, and says so and when it was") {
    Choosing f;
    f.happens("charge_complete", "s1", minutes{30});
    f.happens("charging_fault", "s2", hours{1});
    f.worker.advance(hours{1});
    f.worker.hears("state", VehicleHappening{.vin = kCar,
                                             .kind = "charging_fault",
                                             .at = f.worker.now() - hours{2},
                                             .session = SessionId::parse("s3"),
                                             .cause = "power_cut"});
    const auto listed = f.list(Which::told);  // in the order in which it happened
    REQUIRE(listed.size() == 3);
    CHECK(listed.at(0).at("late") == false);
    CHECK(listed.at(1).at("late") == true);
    CHECK(listed.at(2).at("late") == false);
    CHECK(listed.at(1).at("text") ==
          "Your car VF1AG000164316834 stopped charging on Monday 1 March 2027 at 11:00: the power was cut. "
          "You are told late: it happened on Monday 1 March 2027 at 11:00, and was not known until now.");
}

TEST_CASE("N1: texts follow the account's language; the settings show its unit") {
    Choosing f;
    f.worker.hears("accounts",
                   wire::accounts::WordsChosen{
                       .account = kAlice, .language = Language::french, .distance_unit = DistanceUnit::mi});
    f.happens("rapid_charge_80", "s1");
    const std::string text = f.list(Which::told).at(0).at("text");
    CHECK(text.starts_with("Votre voiture VF1AG000164316834 a atteint 80 %"));
    const auto settings = f.worker.owner_asks("alice", ShowSettings{}).body;
    CHECK(settings.at("language") == "fr");
    CHECK(settings.at("distance_unit") == "mi");
    CHECK(f.worker.owner_asks("bob", ShowSettings{}).body.at("language") == "en");
}

TEST_CASE("N1: mailed where the person wishes it, when it is told and once") {
    Choosing f;
    f.choose(Kind::charge_complete, Choice::mail);
    f.alice_sleeps();
    f.happens("charging_fault", "s1");
    CHECK(f.worker.emitted<MailWished>().empty());
    f.night_falls();
    f.happens("charge_complete", "s1");
    CHECK(f.worker.emitted<MailWished>().empty());
    f.worker.advance(hours{8});
    f.happens("charge_complete", "s1");
    const auto wished = f.worker.emitted<MailWished>();
    REQUIRE(wished.size() == 1);
    CHECK(wished[0].kind == Kind::charge_complete);
    CHECK(wished[0].vin == kCar);
    CHECK(wished[0].notification == f.newest(Which::told));
    CHECK(f.steps(wished[0].notification) == Steps{"happened", "heard", "held", "told", "mailed"});
}

TEST_CASE("N1: told again by a worker that was restored, it is the same notification") {
    Choosing before;
    Choosing restored;
    const VehicleHappening complete{.vin = kCar,
                                    .kind = "charge_complete",
                                    .at = before.worker.now(),
                                    .session = SessionId::parse("s1"),
                                    .cause = ""};
    before.worker.hears("state", complete);
    restored.worker.advance(minutes{5});
    restored.worker.owner_asks("alice", List{});
    restored.worker.hears("state", complete);
    CHECK(before.newest(Which::told) == restored.newest(Which::told));
    before.happens("charge_complete", "s2");
    CHECK(before.newest(Which::told) != restored.newest(Which::told));
}

TEST_CASE("G7, C7: what waits when the car goes is told to nobody") {
    Choosing f;
    f.alice_sleeps();
    f.night_falls();
    f.happens("charge_complete", "s1");
    f.worker.hears("contracts", f.of_contract<ContractActivated>());
    SUBCASE("sold") {
        f.car_moves_to_bob();
    }
    SUBCASE("torn down, and the garage was not heard yet") {
        f.worker.hears("contracts", f.teardown());
    }
    f.worker.advance(hours{9});
    CHECK(f.told(kAlice).empty());
    CHECK(f.told(kBob).empty());
    CHECK(f.list(Which::untold).empty());
}

TEST_CASE("N1: all are read at once, pages go on behind the last, and unread are counted over all") {
    Choosing f;
    for (int session = 0; session < 103; ++session)
        f.happens("charge_complete", "s" + std::to_string(session), Milliseconds{session});
    const auto first = f.worker.owner_asks("alice", List{}).body;
    CHECK(test::Agreement::get().faults_of_schema("notifications.Listed", first).empty());
    CHECK(first.at("unread") == 103);
    const auto behind = *NotificationId::parse(first.at("next").get<std::string>());
    const auto second = f.worker.owner_asks("alice", List{.which = Which::unread, .after = behind}).body;
    CHECK(second.at("notifications").size() == 3);
    CHECK_FALSE(second.contains("next"));
    CHECK(f.worker.owner_asks("alice", MarkAllRead{}).body.at("read") == 103);
    CHECK(f.worker.owner_asks("alice", MarkAllRead{}).body.at("read") == 0);
    CHECK(f.list(Which::unread).empty());
    CHECK(f.list(Which::told).size() == 100);
}

TEST_CASE("N1: what was read is forgotten in time, what was not stays") {
    Choosing f;
    f.choose(Kind::rapid_charge_80, Choice::off);
    f.happens("rapid_charge_80", "s0");
    f.happens("charge_complete", "s1");
    f.worker.advance(hours{1});
    REQUIRE(f.worker.owner_asks("alice", MarkRead{{f.newest(Which::told)}}).done);
    f.happens("charging_fault", "s2");
    f.worker.advance(kReadKept - minutes{1});
    CHECK(f.kept(kAlice) == Kinds{"charging_fault", "charge_complete"});
    CHECK(f.list(Which::untold).empty());
    f.worker.advance(minutes{1});
    CHECK(f.kept(kAlice) == Kinds{"charging_fault"});
}

TEST_CASE("A10, A11: settings and what waits are exported, and erased with the account") {
    Choosing f;
    f.choose(Kind::charge_complete, Choice::mail);
    f.alice_sleeps();
    f.worker.hears("accounts",
                   wire::accounts::ZoneChosen{.account = kAlice, .zone = *Zone::parse("Europe/London")});
    f.night_falls();
    f.worker.hears("contracts", f.of_contract<ContractActivated>());
    const auto all = test::exported(f.worker, "alice", "notifications.ExportPage");
    REQUIRE(all.rows.size() == 2);
    CHECK(all.rows[0].at("settings").at("zone") == "Europe/London");
    CHECK(all.rows[1].at("phase") == "held");
    CHECK(f.traces() > 0);
    f.worker.hears("accounts", wire::accounts::AccountErased{.account = kAlice});
    CHECK(f.traces() == 0);
    CHECK(test::exported(f.worker, "alice", "notifications.ExportPage").rows.empty());
    f.worker.advance(hours{9});
    CHECK(f.told(kAlice).empty());
}

}  // namespace traction::notifications
