// Billing, payments and a provider that misbehaves, together: whatever fails, the money that was charged is
// the money that is due. Rule B3.
#include <map>
#include <random>

#include <doctest/doctest.h>

#include "cloud/payments/payments_worker.hpp"
#include "tests/cloud/billing/billing_fixture.hpp"
#include "tests/shared/failing_database.hpp"
#include "tests/support/scripted_provider.hpp"

namespace traction::billing {

using namespace std::chrono_literals;
using test::ProviderBooks;

namespace {

/// A worker whose database fails when the plan says so; then it comes back, as after a crash.
class Survivor {
   public:
    Survivor(runtime::WorkerKind kind, tests::FailurePlan& plan)
        : plan_(plan), worker_(failing(std::move(kind)), kDue) {}

    test::OneWorker& worker() { return worker_; }
    int crashes() const { return crashes_; }

    /// Does it, and once more when it failed. True when it did.
    template <class Act>
    bool survive(Act act) {
        try {
            act();
            return true;
        } catch (const Fault&) {
            crash();
            return false;
        }
    }
    void crash() {
        ++crashes_;
        plan_.fails_at = 0;
        worker_.crash();
    }

    /// The next event of another worker; it comes again until it is applied.
    void hear(const std::string& from, const std::string& body) {
        const auto stream = wire::event_stream(from);
        const auto payload =
            wire::write_numbered({.epoch = 4711, .number = ++heard_[stream], .at = kDue, .body = body});
        while (!survive([&] { worker_.hears_message(stream, payload); })) {
        }
    }
    void live(Milliseconds duration) {
        survive([&] {
            worker_.advance(duration);
            worker_.finish_work();
        });
    }

   private:
    runtime::WorkerKind failing(runtime::WorkerKind kind) {
        kind.open = [this, open = kind.open](ports::Database& database) {
            failing_ = std::make_unique<tests::FailingDatabase>(database, plan_);
            return open(*failing_);
        };
        return kind;
    }

    tests::FailurePlan& plan_;
    std::unique_ptr<tests::FailingDatabase> failing_;
    test::OneWorker worker_;
    std::map<std::string, wire::Number> heard_;
    int crashes_ = 0;
};

struct House {
    ProviderBooks books;
    tests::FailurePlan billing_plan, payments_plan;
    Survivor billing{billing::worker_kind(), billing_plan};
    Survivor payments{payments::worker_kind(test::provider_with(books)), payments_plan};

    void gives(const std::string& account, const std::string& token) {
        auto& worker = billing.worker();
        worker.owner_asks(account, wire::billing::SetAddress{address()});
        worker.owner_asks(account, wire::billing::SetMeans{means(token.c_str())});
    }
    template <class Event>
    void contracts_say(const Event& event) {
        const wire::Event wrapped{.id = *EventId::parse("event-" + std::to_string(++events_)),
                                  .type = std::string(Event::kType),
                                  .at = kDue,
                                  .data = event.json()};
        billing.hear("contracts", wire::write_event("contracts", wrapped));
    }
    /// A while of both, with their events carried between them.
    void live(Milliseconds duration) {
        billing.live(duration);
        payments.live(duration);
        for (const auto& event : billing.worker().sent("event/billing")) {
            told_.push_back(event);
            payments.hear("billing", event.dump());
        }
        payments.live(0ms);
        for (const auto& event : payments.worker().sent("event/payments"))
            billing.hear("payments", event.dump());
    }
    /// Days in which the provider has minutes to answer after each instant at which something may be due.
    void live_days(int days) {
        for (int day = 0; day < days; ++day) {
            live(24h - 10min);
            for (int step = 0; step < 10; ++step) live(1min);
        }
    }
    wire::Json charge(const std::string& account, const std::string& id) {
        const auto answer = billing.worker().owner_asks(account, wire::billing::ListCharges{});
        for (const auto& charge : answer.body.at("charges")) {
            if (charge.at("charge") == id) return charge;
        }
        return {};
    }
    std::vector<std::string> told(std::string_view type) const {
        std::vector<std::string> found;
        for (const auto& event : told_) {
            if (event.at("type") == type) found.push_back(event.at("data").at("charge"));
        }
        return found;
    }
    std::int64_t count(const char* sql) {
        const auto statement = billing.worker().database().prepare(sql);
        return ports::first_row(*statement, [](const auto& row) { return row.integer(0); }).value();
    }

   private:
    int events_ = 0;
    std::vector<wire::Json> told_;
};

void check_books(House& house) {
    CHECK(house.count("SELECT count(*) FROM charge WHERE phase IN ('due', 'asked', 'ending')") == 0);
    CHECK(house.books.charged_in_all() ==
          house.count("SELECT coalesce(sum(price_minor), 0) FROM charge WHERE phase = 'paid'"));
    CHECK(house.count("SELECT count(*) FROM invoice") ==
          house.count("SELECT count(*) FROM charge WHERE phase = 'paid'"));
    CHECK(house.count("SELECT count(*) FROM (SELECT year, max(serial) AS last, count(*) AS all_of FROM "
                      "invoice GROUP BY "
                      "year) WHERE last <> all_of") == 0);
    for (const auto& [key, entry] : house.books.entries())
        CHECK(house.books.payments(entry.payment.charge.text()) <= 1);
    auto paid = house.told("charge_paid");
    std::sort(paid.begin(), paid.end());
    CHECK(std::adjacent_find(paid.begin(), paid.end()) == paid.end());
    CHECK(static_cast<std::int64_t>(paid.size()) ==
          house.count("SELECT count(*) FROM charge WHERE phase = 'paid'"));
}

/// Fails the n-th database call of one of them, for every n until nothing fails.
void fail_each_call(const std::string& token, bool of_billing, int days, const char* phase_at_the_end) {
    for (int call = 1;; ++call) {
        CAPTURE(token);
        CAPTURE(of_billing);
        CAPTURE(call);
        House house;
        house.gives("anna", token);
        auto& plan = of_billing ? house.billing_plan : house.payments_plan;
        plan.calls = 0;
        plan.fails_at = call;
        house.contracts_say(due_charge());
        house.live_days(days);
        plan.fails_at = 0;
        CHECK(house.charge("anna", "c-1-1").at("phase") == phase_at_the_end);
        check_books(house);
        if (house.billing.crashes() + house.payments.crashes() == 0) return;
    }
}

}  // namespace

TEST_CASE("B3: with any database call of billing failing, money charged is money due") {
    fail_each_call("tok_ok", true, 2, "paid");
    fail_each_call("tok_refuse_2", true, 4, "paid");
    fail_each_call("tok_refuse", true, 6, "failed");
}

TEST_CASE("B3: with any database call of payments failing, money charged is money due") {
    fail_each_call("tok_ok", false, 2, "paid");
    fail_each_call("tok_crash", false, 2, "paid");
    fail_each_call("tok_refuse_1", false, 2, "paid");
}

TEST_CASE("B3: from many seeds, with a provider that loses, repeats and delays, and crashes of everybody") {
    static const std::vector<std::string> tokens{"tok_ok",       "tok_refuse",   "tok_refuse_1",
                                                 "tok_refuse_3", "tok_refuse_4", "tok_timeout",
                                                 "tok_twice",    "tok_late",     "tok_crash"};
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 dice(seed);
        const auto draw = [&](int sides) { return static_cast<int>(dice() % static_cast<unsigned>(sides)); };
        House house;
        house.books = ProviderBooks(seed, {.lost_asks = draw(500),
                                           .lost_answers = draw(500),
                                           .repeated_answers = draw(500),
                                           .late_answers = draw(500)});
        for (const auto* account : {"anna", "ben"})
            house.gives(account, tokens[static_cast<std::size_t>(draw(9))]);
        for (int event = 0; event < 40; ++event) {
            const auto contract = "c-" + std::to_string(1 + draw(6));
            const auto charge = contract + "-" + std::to_string(1 + draw(3));
            const auto* account = draw(2) == 0 ? "anna" : "ben";
            switch (draw(8)) {
                case 0:
                    house.contracts_say(ended(contract.c_str()));
                    break;
                case 1:
                    house.gives(account, tokens[static_cast<std::size_t>(draw(9))]);
                    break;
                case 2:
                    house.billing.crash();
                    break;
                case 3:
                    house.payments.crash();
                    break;
                default:
                    house.contracts_say(due_charge(charge.c_str(), account, 100 + draw(100'000)));
            }
            house.live(std::chrono::minutes{draw(600)});
        }
        house.books.set_weather({});
        house.live_days(8);
        check_books(house);
    }
}

}  // namespace traction::billing
