#include <doctest/doctest.h>

#include "shared/wire/messages/garage.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::test {
namespace {

using runtime::Turn;
using wire::garage::Add;
using wire::garage::OwnershipEnded;

const Timestamp kNoon = *parse_timestamp("2026-03-02T12:00:00Z");
const Vin kCar = *Vin::parse("VF1AG000164316834");
const std::string kAnswers = wire::topic(wire::TopicKind::owner_answer, {"anna", "phone"});

/// Does what it is asked once, and answers when all its followers have heard of it.
class PatientWorker final : public runtime::Worker {
   public:
    explicit PatientWorker(ports::Database& database)
        : insert_(database.prepare("INSERT INTO done (vin) VALUES (?1) ON CONFLICT DO NOTHING")),
          database_(database) {}

    void declare(runtime::Handlers& handlers) override {
        handlers.change<Add>(wire::Party::owner, [this](Turn& turn, const runtime::Asker& asker,
                                                        const Add& ask) { return add(turn, asker, ask); });
    }

    static runtime::WorkerKind kind() {
        return {.name = "garage",
                .migrations = [] { return std::span<const ports::Migration>{}; },
                .open =
                    [](ports::Database& database) {
                        database.execute("CREATE TABLE IF NOT EXISTS done (vin TEXT PRIMARY KEY) STRICT");
                        return std::make_unique<PatientWorker>(database);
                    }};
    }

   private:
    runtime::Handlers::Answer add(Turn& turn, const runtime::Asker& asker, const Add& ask) {
        ports::run(*insert_, ask.vin.text());
        if (database_.changes() > 0)
            turn.emit(OwnershipEnded{.vin = ask.vin, .period = 1, .account = asker.account()},
                      ask.vin.text());
        for (const auto follower : wire::followers_of("garage")) {
            if (!turn.has_arrived(wire::event_stream("garage"), follower, ask.vin.text()))
                turn.answer_later();
        }
        return wire::Json{{"answered_at", to_text(turn.now())}};
    }

    std::unique_ptr<ports::Statement> insert_;
    ports::Database& database_;
};

struct Talk : OneWorker {
    Talk() : OneWorker(PatientWorker::kind(), kNoon) { falls_silent("state"); }
    /// The follower that was silent acknowledges what it is sent again.
    void is_heard_by_all() {
        speaks_again("state");
        advance(std::chrono::minutes{20});
    }
    Answered anna_asks() { return owner_asks("anna", Add{{kCar}}); }
    std::size_t effects() { return emitted<OwnershipEnded>().size(); }
};

TEST_CASE("Design 4: an answer that waits is given when it can be, once, without being asked for again") {
    Talk talk;
    CHECK(talk.anna_asks().waits);
    talk.is_heard_by_all();
    const auto answers = talk.published(kAnswers);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].at("done").at("answered_at") == to_text(talk.now()));
    CHECK(talk.effects() == 1);
    // From now on it is remembered like any other.
    talk.advance(std::chrono::hours{1});
    CHECK(talk.repeats_last_ask().body == answers[0].at("done"));
    talk.crash();
    CHECK(talk.repeats_last_ask().body == answers[0].at("done"));
    CHECK(talk.effects() == 0);
}

TEST_CASE("Design 4: who repeats an ask that waits has no second effect and no second answer") {
    Talk talk;
    talk.anna_asks();
    for (int times = 0; times < 3; ++times) CHECK(talk.repeats_last_ask().waits);
    talk.is_heard_by_all();
    CHECK(talk.published(kAnswers).size() == 1);
    CHECK(talk.effects() == 1);
}

TEST_CASE("Design 4: a crash between ask and answer: the effect stays, and the repetition is answered") {
    Talk talk;
    talk.anna_asks();
    talk.crash();
    SUBCASE("when it can be answered at last") {
        talk.is_heard_by_all();
        CHECK(talk.published(kAnswers).empty());
        CHECK(talk.repeats_last_ask().done);
    }
    SUBCASE("or it waits again, and is answered like the first would have been") {
        CHECK(talk.repeats_last_ask().waits);
        talk.is_heard_by_all();
        CHECK(talk.published(kAnswers).size() == 1);
    }
    SUBCASE("or crashes once more, after what it waited for has come") {
        CHECK(talk.repeats_last_ask().waits);
        talk.speaks_again("state");
        talk.acknowledge(false);
        talk.crash();
        talk.acknowledge(true);
        talk.is_heard_by_all();
        CHECK(talk.repeats_last_ask().done);
    }
    CHECK(talk.effects() == 1);
}

TEST_CASE("Design 4: beyond the most asks that wait, the askers' repetitions are waited for") {
    Talk talk;
    const auto ask = [&](std::size_t number) {
        const wire::Ask body{.id = *AskId::parse("many-" + std::to_string(number)),
                             .body = Add{{kCar}}.json()};
        talk.hears_message(wire::topic(wire::TopicKind::owner_ask, {"anna", "phone", "garage", Add::kVerb}),
                           wire::write_ask(body));
    };
    for (std::size_t number = 0; number <= runtime::kMostWaitingAsks; ++number) ask(number);
    talk.is_heard_by_all();
    CHECK(talk.published(kAnswers).size() == runtime::kMostWaitingAsks);
    ask(runtime::kMostWaitingAsks);
    CHECK(talk.published(kAnswers).size() == 1);
}

}  // namespace
}  // namespace traction::test
