#include "cloud/payments/payments_worker.hpp"

#include <doctest/doctest.h>

#include "tests/shared/failing_database.hpp"
#include "tests/support/numbered_event.hpp"
#include "tests/support/one_worker.hpp"
#include "tests/support/scripted_provider.hpp"
#include "tests/support/wire_tap.hpp"

namespace traction::payments {
namespace {

using namespace std::chrono_literals;
using test::ProviderBooks;
using wire::billing::PaymentWanted;
using wire::payments::Outcome;
using wire::payments::PaymentSettled;

const Timestamp kStart = *parse_timestamp("2027-03-15T07:00:00Z");

PaymentWanted wanted(const std::string& means, const std::string& charge = "c-1", int attempt = 1) {
    return {.charge = *ChargeId::parse(charge),
            .attempt = attempt,
            .key = *PaymentKey::parse(charge + "-" + std::to_string(attempt)),
            .account = *AccountId::parse("anna"),
            .amount = {7900, Currency::euro()},
            .means = *MeansToken::parse(means)};
}

struct Fixture {
    ProviderBooks books;
    test::OneWorker worker{worker_kind(test::provider_with(books)), kStart};

    void hears(const PaymentWanted& event) {
        worker.hears("billing", event);
        worker.finish_work();
    }
    /// Small steps of machine time, as the real loop makes.
    void live(Milliseconds duration) {
        const auto until = worker.now() + duration;
        while (worker.now() < until) {
            worker.advance(20ms);
            worker.finish_work();
        }
    }
    wire::Json waiting() {
        const auto answer = worker.operator_asks("olga", wire::payments::Waiting{});
        REQUIRE(answer.done);
        return answer.body;
    }
};

}  // namespace

TEST_CASE("B3: what is wanted is asked for once and told once, and the token is forgotten") {
    Fixture f;
    f.hears(wanted("tok_ok"));
    const auto settled = f.worker.emitted<PaymentSettled>();
    REQUIRE(settled.size() == 1);
    CHECK(settled[0].outcome == Outcome::paid);
    CHECK(settled[0].charge.text() == "c-1");
    CHECK_FALSE(settled[0].provider_reference.empty());
    f.live(1min);
    CHECK(f.books.asks() == 1);
    CHECK(f.books.charged("c-1") == 7900);
    const auto statement = f.worker.database().prepare("SELECT means IS NULL FROM payment");
    CHECK(ports::first_row(*statement, [](const auto& row) { return row.integer(0); }) == 1);
}

TEST_CASE("B3: a refusal is told with its reason, and is the end of its key") {
    Fixture f;
    f.hears(wanted("tok_refuse"));
    const auto settled = f.worker.emitted<PaymentSettled>();
    REQUIRE(settled.size() == 1);
    CHECK(settled[0].outcome == Outcome::refused);
    CHECK(settled[0].reason == "the card was declined");
    CHECK(f.books.charged("c-1") == 0);
}

TEST_CASE("B3: whatever the provider does, a payment is made once and told once") {
    for (const auto* token : {"tok_ok", "tok_timeout", "tok_twice", "tok_late", "tok_crash"}) {
        CAPTURE(token);
        Fixture f;
        f.hears(wanted(token));
        f.live(30s);
        CHECK(f.worker.emitted<PaymentSettled>().size() == 1);
        CHECK(f.books.payments("c-1") == 1);
        CHECK(f.books.charged("c-1") == 7900);
        CHECK(f.books.entries().size() == 1);
    }
}

TEST_CASE("B3: silence is met by asking again with the same key, more and more seldom, and never given up") {
    ProviderBooks books(1, {.lost_asks = 1000});
    test::OneWorker worker(worker_kind(test::provider_with(books)), kStart);
    worker.hears("billing", wanted("tok_ok"));
    worker.finish_work();
    CHECK(books.asks() == 1);
    const auto advance = [&](Milliseconds duration) {
        worker.advance(duration);
        worker.finish_work();
    };
    advance(kFirstPause - 1ms);
    CHECK(books.asks() == 1);
    advance(1ms);
    CHECK(books.asks() == 2);
    for (int day = 0; day < 30; ++day) advance(24h);
    CHECK(books.asks() == 32);
    CHECK(worker.operator_asks("olga", wire::payments::Waiting{}).body.at("waiting") == 1);
    books.set_weather({});
    advance(kLongestPause);
    CHECK(worker.emitted<PaymentSettled>().size() == 1);
    CHECK(books.entries().size() == 1);
}

TEST_CASE("B3: a crash between the ask and its answer is settled by asking again with the same key") {
    Fixture f;
    f.hears(wanted("tok_late"));
    CHECK(f.worker.emitted<PaymentSettled>().empty());
    f.worker.crash();
    f.live(30s);
    CHECK(f.worker.emitted<PaymentSettled>().size() == 1);
    CHECK(f.books.asks() > 1);
    CHECK(f.books.payments("c-1") == 1);
}

TEST_CASE("B3: an ask is durable before it is made") {
    Fixture f;
    f.worker.database().execute(
        "CREATE TRIGGER full BEFORE UPDATE OF asks ON payment BEGIN SELECT raise(ABORT, 'the disk is full'); "
        "END");
    const auto message = test::numbered_event("billing", wanted("tok_ok"), 1, kStart);
    CHECK_THROWS_AS(f.worker.hears_message("event/billing", message), Fault);
    CHECK(f.books.asks() == 0);
    f.worker.database().execute("DROP TRIGGER full");
    f.worker.crash();
    f.worker.hears_message("event/billing", message);
    f.worker.finish_work();
    CHECK(f.books.payments("c-1") == 1);
}

TEST_CASE("B3: wanted again is told again, and never asked for again") {
    Fixture f;
    f.hears(wanted("tok_ok"));
    f.hears(wanted("tok_ok"));
    const auto settled = f.worker.emitted<PaymentSettled>();
    REQUIRE(settled.size() == 2);
    CHECK(settled[0].provider_reference == settled[1].provider_reference);
    CHECK(f.books.asks() == 1);
}

TEST_CASE("B3: the first word on a key stays, whatever the provider says later") {
    class TwoFaced final : public ports::PaymentProvider {
       public:
        void ask(const ports::Payment& payment) override { key_ = payment.key; }
        std::vector<ports::PaymentOutcome> take_outcomes() override {
            using Verdict = ports::PaymentOutcome::Verdict;
            if (key_.empty()) return {};
            return {{.key = key_, .verdict = Verdict::refused, .reason = "", .reference = "r-1"},
                    {.key = key_, .verdict = Verdict::paid, .reason = "", .reference = "r-2"}};
        }

       private:
        PaymentKey key_;
    };
    test::OneWorker worker(worker_kind([] { return std::make_unique<TwoFaced>(); }), kStart);
    worker.hears("billing", wanted("tok_ok"));
    worker.finish_work();
    const auto settled = worker.emitted<PaymentSettled>();
    REQUIRE(settled.size() == 1);
    CHECK(settled[0].outcome == Outcome::refused);
}

TEST_CASE("B3: the sandbox clock waits for an answer that is expected, and not for ever") {
    ProviderBooks books(1, {.lost_asks = 1000});
    test::OneWorker worker(worker_kind(test::provider_with(books)), kStart);
    CHECK(worker.life().settled(worker.now()));
    worker.hears("billing", wanted("tok_ok"));
    worker.finish_work();
    CHECK_FALSE(worker.life().settled(worker.now()));
    CHECK_FALSE(worker.life().settled(worker.now() + kAnswerExpected - 1ms));
    CHECK(worker.life().settled(worker.now() + kAnswerExpected));
}

TEST_CASE("H4: operators see what waits") {
    Fixture f;
    f.hears(wanted("tok_timeout"));
    const auto shown = f.waiting();
    CHECK(shown.at("waiting") == 1);
    CHECK(shown.at("payments").at(0).at("key") == "c-1-1");
    CHECK(shown.at("payments").at(0).at("asks") == 1);
    f.live(10s);
    CHECK(f.waiting().at("waiting") == 0);
}

TEST_CASE("B3: with any database call failing, once or for good, a payment is made once and told") {
    for (const auto* token : {"tok_ok", "tok_crash", "tok_refuse"}) {
        for (int call = 1;; ++call) {
            CAPTURE(token);
            CAPTURE(call);
            ProviderBooks books;
            tests::FailurePlan plan;
            auto kind = worker_kind(test::provider_with(books));
            std::unique_ptr<tests::FailingDatabase> failing;
            const auto open = kind.open;
            kind.open = [&](ports::Database& database) {
                failing = std::make_unique<tests::FailingDatabase>(database, plan);
                return open(*failing);
            };
            test::OneWorker worker(std::move(kind), kStart);
            plan.calls = 0;
            plan.fails_at = call;
            bool failed = false;
            const auto surviving = [&](auto act) {
                try {
                    act();
                } catch (const Fault&) {
                    failed = true;
                    plan.fails_at = 0;
                    worker.crash();
                }
            };
            const auto message = test::numbered_event("billing", wanted(token), 1, kStart);
            surviving([&] { worker.hears_message("event/billing", message); });
            if (failed) worker.hears_message("event/billing", message);
            for (int step = 0; step < 30; ++step) {
                surviving([&] {
                    worker.advance(500ms);
                    worker.finish_work();
                });
            }
            plan.fails_at = 0;
            const bool refused = std::string(token) == "tok_refuse";
            CHECK(books.payments("c-1") == (refused ? 0 : 1));
            CHECK_FALSE(worker.emitted<PaymentSettled>().empty());
            CHECK(worker.operator_asks("olga", wire::payments::Waiting{}).body.at("waiting") == 0);
            if (!failed) break;
        }
    }
}

}  // namespace traction::payments
