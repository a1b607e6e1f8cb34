#include <doctest/doctest.h>

#include "shared/runtime/worker_thread.hpp"
#include "shared/wire/messages/clock.hpp"
#include "tests/shared/failing_database.hpp"
#include "tests/shared/runtime/probe_worker.hpp"
#include "tests/support/one_worker.hpp"

using namespace traction;
using namespace traction::test;
using namespace std::chrono_literals;
using runtime::WorkerLife;

namespace {

constexpr Timestamp kStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
const Vin kVin = *Vin::parse("VF1AG000164812345");
const Vin kOther = *Vin::parse("VF1AG000164812346");
const wire::garage::Add kAdd{kVin};
const std::string kAskTopic = "account/anna/device/phone/ask/garage/add";
const std::string kAnswerTopic = "account/anna/device/phone/answer";
const std::string kAsk = R"({"id":"ask-1","body":{"vin":"VF1AG000164812345"}})";

std::int64_t number_in(ports::Database& database, const std::string& sql) {
    const auto statement = database.prepare(sql);
    return ports::first_row(*statement, [](const ports::Statement& row) { return row.integer(0); })
        .value_or(-1);
}

std::vector<wire::Json> on_topic(const std::vector<ports::Publication>& publications,
                                 const std::string& topic) {
    std::vector<wire::Json> found;
    for (const auto& each : publications) {
        if (each.topic == topic) found.push_back(wire::Json::parse(each.payload));
    }
    return found;
}

/// A life of the probe on a database of its own.
struct Life {
    explicit Life(runtime::TimeMode time) {
        runtime::migrate_all(database, kind);
        life = std::make_unique<WorkerLife>(kind, database, randomness,
                                            WorkerLife::Setting{.time = time, .spread = 0ms, .boot = "boot"});
    }
    std::vector<ports::Publication> hears(Timestamp now, const std::string& topic, const std::string& payload,
                                          bool retained = false) {
        runtime::Arrivals arrivals;
        arrivals.messages.push_back({.topic = topic, .payload = payload, .retained = retained});
        return life->step(now, std::move(arrivals));
    }
    /// Until the view is complete; gives how many steps of `publish_view` that took.
    std::size_t views_published(Timestamp now) {
        std::size_t views = 0;
        for (int i = 0; i < 5; ++i) views += on_topic(life->step(now, {}), "view/garage").size();
        return views;
    }

    runtime::WorkerKind kind = ProbeWorker::kind();
    adapters::SqliteDatabase database{":memory:"};
    SeededRandomness randomness{1};
    std::unique_ptr<WorkerLife> life;
};

}  // namespace

TEST_CASE("answers: the same id gets the same answer and no second effect, over a crash too") {
    OneWorker worker(ProbeWorker::kind(), kStart);
    CHECK(worker.owner_asks("anna", kAdd).body == wire::Json{{"notes", 1}});
    CHECK(worker.repeats_last_ask().body == wire::Json{{"notes", 1}});
    worker.crash();
    CHECK(worker.repeats_last_ask().body == wire::Json{{"notes", 1}});
    CHECK(number_in(worker.database(), "SELECT count(*) FROM note") == 1);
    CHECK(worker.emitted<wire::garage::OwnershipBegan>().size() == 1);
}

TEST_CASE(
    "answers: the same id with another body, or another verb, is refused; another asker's id is another") {
    Life one(runtime::TimeMode::wall);
    one.hears(kStart, kAskTopic, kAsk);
    const auto other = one.hears(kStart, kAskTopic, R"({"id":"ask-1","body":{"vin":"VF1AG000164812346"}})");
    CHECK(on_topic(other, kAnswerTopic).at(0).at("refused").at("code") == "id_reused");
    const auto stranger = one.hears(kStart, "account/bert/device/phone/ask/garage/add", kAsk);
    CHECK(on_topic(stranger, "account/bert/device/phone/answer").at(0).at("done").at("notes") == 2);
}

TEST_CASE("answers: reads are decided anew each time, and remembered answers are forgotten after a day") {
    Life one(runtime::TimeMode::wall);
    one.hears(kStart, kAskTopic, kAsk);
    const std::string list = "account/anna/device/phone/ask/garage/list";
    CHECK(on_topic(one.hears(kStart, list, R"({"id":"r"})"), kAnswerTopic).at(0).at("done").at("notes") == 1);
    one.hears(kStart + 23h, kAskTopic, R"({"id":"ask-2","body":{"vin":"VF1AG000164812345"}})");
    CHECK(
        on_topic(one.hears(kStart + 23h, list, R"({"id":"r"})"), kAnswerTopic).at(0).at("done").at("notes") ==
        2);
    one.life->step(kStart + 25h, {});
    CHECK(on_topic(one.hears(kStart + 25h, kAskTopic, kAsk), kAnswerTopic).at(0).at("done").at("notes") == 3);
}

TEST_CASE(
    "answers: what cannot be read is refused on the asker's own topic, with the correlation it came with") {
    Life one(runtime::TimeMode::wall);
    runtime::Arrivals arrivals;
    arrivals.messages.push_back({.topic = kAskTopic,
                                 .payload = "{",
                                 .correlation = "c-7",
                                 .response_topic = "account/bert/device/phone/answer"});
    const auto out = one.life->step(kStart, std::move(arrivals));
    REQUIRE(out.size() == 1);
    CHECK(out[0].topic == kAnswerTopic);
    CHECK(out[0].correlation == "c-7");
    CHECK(on_topic(out, kAnswerTopic).at(0).at("refused").at("code") == "message_not_json");
    const auto unknown = one.hears(kStart, "account/anna/device/phone/ask/garage/fly", R"({"id":"a"})");
    CHECK(on_topic(unknown, kAnswerTopic).at(0).at("refused").at("code") == "verb_unknown");
}

TEST_CASE("inbox: a numbered message that cannot be understood is acknowledged and kept for people") {
    OneWorker worker(ProbeWorker::kind(), kStart);
    const auto stream = wire::outcome_stream(kVin, "garage");
    worker.receives(stream, R"({"kind":"nonsense"})");
    worker.receives(stream, R"({"kind":"period_known","period":0,"owned":true})");
    worker.receives(stream, R"({"kind":"period_known","period":3,"owned":true})");
    CHECK(number_in(worker.database(), "SELECT count(*) FROM unreadable") == 2);
    CHECK(number_in(worker.database(), "SELECT applied FROM incoming_stream WHERE open = 1") == 3);
    CHECK(number_in(worker.database(), "SELECT count(*) FROM note WHERE text = 'known 3'") == 1);
    CHECK(number_in(worker.database(), "SELECT count(*) FROM unreadable WHERE why LIKE '%path=/period%'") ==
          1);
}

TEST_CASE("view: it is published on each start, and again when the broker has forgotten it") {
    Life one(runtime::TimeMode::wall);
    const std::string presence = R"({"online":true,"boot":"boot"})";
    one.life->step(kStart, {.connected = true});
    CHECK(one.views_published(kStart) == 0);
    one.hears(kStart, "presence/garage", R"({"online":true,"boot":"another"})");
    CHECK(one.views_published(kStart) == 0);
    CHECK(on_topic(one.hears(kStart, "presence/garage", presence), "view/garage").empty());
    CHECK(one.views_published(kStart) == 1);

    one.life->step(kStart, {.disconnected = true, .connected = true});
    one.hears(kStart, "view/garage", R"({"pages":2})", true);
    one.hears(kStart, "presence/garage", presence);
    CHECK(one.views_published(kStart) == 0);

    one.life->step(kStart, {.disconnected = true, .connected = true});
    one.hears(kStart, "presence/garage", presence);
    CHECK(one.views_published(kStart) == 1);
}

TEST_CASE("sandbox: nothing is done before the clock was heard, and then all that came before") {
    Life one(runtime::TimeMode::sandbox);
    one.life->step(kStart, {.connected = true});
    CHECK(on_topic(one.hears(kStart, kAskTopic, kAsk), kAnswerTopic).empty());
    CHECK_FALSE(one.life->wake_at(kStart).has_value());
    CHECK(number_in(one.database, "SELECT count(*) FROM note") == 0);
    const wire::clock::Tick tick{.now = kStart + 1000h, .rate = 0, .step = 1, .advancing = false};
    const auto out = one.hears(kStart, "clock", tick.json().dump(), true);
    CHECK(on_topic(out, kAnswerTopic).size() == 1);
    CHECK(number_in(one.database, "SELECT count(*) FROM note") == 1);
    CHECK(number_in(one.database, "SELECT highest FROM service_time") ==
          (kStart + 1000h).time_since_epoch().count());
}

namespace {

/// Asks, and lets a car tell an outcome, again and again until both are confirmed, as their senders do. A
/// fault ends the life.
struct Conversation {
    adapters::SqliteDatabase database{":memory:"};
    runtime::WorkerKind kind = ProbeWorker::kind();
    SeededRandomness randomness{1};
    bool answered = false;
    bool acknowledged = false;
    std::set<std::string> events;

    void live(tests::FailurePlan& plan) {
        tests::FailingDatabase failing(database, plan);
        WorkerLife life(kind, failing, randomness,
                        {.time = runtime::TimeMode::wall, .spread = 0ms, .boot = "boot"});
        take(life.step(kStart, {.connected = true}));
        runtime::Arrivals arrivals;
        if (!answered) arrivals.messages.push_back({.topic = kAskTopic, .payload = kAsk});
        const auto outcome = wire::garage::PeriodKnown{.period = 1, .owned = true}.json().dump();
        if (!acknowledged) {
            arrivals.messages.push_back(
                {.topic = wire::outcome_stream(kVin, "garage"),
                 .payload = wire::write_numbered({.epoch = 5, .number = 1, .body = outcome})});
        }
        take(life.step(kStart + 1s, std::move(arrivals)));
        take(life.step(kStart + 10s, {}));
    }
    void take(const std::vector<ports::Publication>& publications) {
        answered = answered || !on_topic(publications, kAnswerTopic).empty();
        for (const auto& json : on_topic(publications, wire::outcome_stream(kVin, "garage") + "/ack")) {
            acknowledged = acknowledged || json.at("applied") == 1;
        }
        for (const auto& json : on_topic(publications, "event/garage"))
            events.insert(json.at("body").at("id"));
    }
};

}  // namespace

TEST_CASE(
    "faults: whichever call to the database fails, after the next start nothing is lost and nothing happened "
    "twice") {
    for (const bool stays_broken : {false, true}) {
        for (int n = 1;; ++n) {
            CAPTURE(n);
            Conversation conversation;
            runtime::migrate_all(conversation.database, conversation.kind);
            tests::FailurePlan plan{.fails_at = n, .stays_broken = stays_broken};
            bool failed = false;
            try {
                conversation.live(plan);
            } catch (const Fault&) {
                failed = true;
            }
            tests::FailurePlan never;
            conversation.live(never);
            CHECK(conversation.answered);
            CHECK(conversation.acknowledged);
            CHECK(conversation.events.size() == 1);
            CHECK(number_in(conversation.database, "SELECT count(*) FROM note") == 2);
            CHECK(number_in(conversation.database,
                            "SELECT count(*) FROM outbox WHERE stream LIKE 'event%'") == 1);
            if (!failed) {
                CHECK(n > 30);
                break;
            }
        }
    }
}
