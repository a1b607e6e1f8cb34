#include "cloud/payment_sandbox/sandbox_worker.hpp"

#include <doctest/doctest.h>

#include "tests/support/one_worker.hpp"
#include "tests/support/wire_tap.hpp"

namespace traction::payment_sandbox {
namespace {

using namespace std::chrono_literals;
using wire::provider::PaymentAsk;

const Timestamp kStart = *parse_timestamp("2027-03-15T07:00:00Z");

PaymentAsk ask(const std::string& means, const std::string& key = "c-1-1") {
    return {.key = *PaymentKey::parse(key),
            .charge = *ChargeId::parse("c-1"),
            .amount = {7900, Currency::euro()},
            .means = *MeansToken::parse(means)};
}

struct Fixture {
    test::OneWorker provider{worker_kind(), kStart};

    /// What it answers at once.
    std::vector<wire::Json> asked(const PaymentAsk& wish) {
        provider.hears_message("provider/payments/ask", wish.json().dump());
        provider.finish_work();
        return answers();
    }
    std::vector<wire::Json> answers() {
        auto answers = provider.published("provider/payments/answer");
        for (const auto& answer : answers)
            CHECK(test::undocumented("provider/payments/answer", answer.dump()).empty());
        return answers;
    }
    std::int64_t charged() {
        const auto sum = provider.database().prepare(
            "SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE outcome = 'paid'");
        return ports::first_row(*sum, [](const auto& row) { return row.integer(0); }).value();
    }
};

}  // namespace

TEST_CASE("The sandbox's provider knows its tokens, and what follows a dash makes them differ") {
    const auto card = [](const char* text) { return card_of(*MeansToken::parse(text)); };
    CHECK(card("tok_ok") == Card{Behaviour::pays, 0});
    CHECK(card("tok_ok-anna") == Card{Behaviour::pays, 0});
    CHECK(card("tok_refuse") == Card{Behaviour::refuses, 0});
    CHECK(card("tok_refuse_3") == Card{Behaviour::refuses_first, 3});
    CHECK(card("tok_refuse_3-ben") == Card{Behaviour::refuses_first, 3});
    CHECK(card("tok_timeout") == Card{Behaviour::silent_at_first, 0});
    for (const auto* unknown : {"tok_refuse_", "tok_refuse_0", "tok_refuse_10", "tok_okay", "tok_-"})
        CHECK_FALSE(card(unknown).has_value());
}

TEST_CASE("The sandbox's provider charges a key once, and says the same whenever it is asked") {
    Fixture f;
    const auto first = f.asked(ask("tok_ok"));
    REQUIRE(first.size() == 1);
    CHECK(first[0].at("outcome") == "paid");
    CHECK(f.asked(ask("tok_ok")) == first);
    f.provider.crash();
    CHECK(f.asked(ask("tok_ok")) == first);
    CHECK(f.asked(ask("tok_refuse")) == first);
    CHECK(f.charged() == 7900);
}

TEST_CASE("The sandbox's provider misbehaves as the token says") {
    Fixture f;
    SUBCASE("refuses") {
        CHECK(f.asked(ask("tok_refuse")).at(0).at("outcome") == "refused");
        CHECK(f.charged() == 0);
    }
    SUBCASE("refuses a token that it does not know") {
        CHECK(f.asked(ask("tok_4f7a")).at(0).at("outcome") == "refused");
    }
    SUBCASE("refuses two attempts, then pays") {
        CHECK(f.asked(ask("tok_refuse_2", "c-1-1")).at(0).at("outcome") == "refused");
        CHECK(f.asked(ask("tok_refuse_2", "c-1-1")).at(0).at("outcome") == "refused");
        CHECK(f.asked(ask("tok_refuse_2", "c-1-2")).at(0).at("outcome") == "refused");
        CHECK(f.asked(ask("tok_refuse_2", "c-1-3")).at(0).at("outcome") == "paid");
    }
    SUBCASE("loses the first ask") {
        CHECK(f.asked(ask("tok_timeout")).empty());
        CHECK(f.charged() == 0);
        CHECK(f.asked(ask("tok_timeout")).size() == 1);
    }
    SUBCASE("answers twice") {
        const auto answers = f.asked(ask("tok_twice"));
        REQUIRE(answers.size() == 2);
        CHECK(answers[0] == answers[1]);
    }
    SUBCASE("answers late") {
        CHECK(f.asked(ask("tok_late")).empty());
        CHECK(f.charged() == 7900);
        f.provider.advance(kLate - 1ms);
        CHECK(f.answers().empty());
        f.provider.advance(1ms);
        CHECK(f.answers().size() == 1);
    }
    SUBCASE("crashes between the charge and its answer") {
        CHECK_THROWS_AS(f.asked(ask("tok_crash")), Fault);
        CHECK(f.charged() == 7900);
        f.provider.crash();
        CHECK(f.answers().empty());
        CHECK(f.asked(ask("tok_crash")).size() == 1);
        CHECK(f.charged() == 7900);
    }
}

TEST_CASE("The sandbox's provider passes over what it cannot read") {
    Fixture f;
    for (const auto* payload : {"", "[]", "{}", R"({"key": "k", "charge": "c", "amount_minor": -1})"}) {
        f.provider.hears_message("provider/payments/ask", payload);
        CHECK(f.answers().empty());
    }
}

}  // namespace traction::payment_sandbox
