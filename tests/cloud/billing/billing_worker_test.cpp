#include "cloud/billing/billing_worker.hpp"

#include <doctest/doctest.h>

#include "tests/cloud/billing/billing_fixture.hpp"
#include "tests/support/numbered_event.hpp"

namespace traction::billing {

using namespace std::chrono_literals;
using namespace wire::billing;
using wire::accounts::AccountErased;
using wire::payments::Outcome;

TEST_CASE("S3: address and means make a payer ready, and what is missing is named") {
    Fixture f;
    CHECK(f.billing.owner_asks("anna", ShowPayer{}).body == wire::Json{{"missing", {"address", "means"}}});
    auto answer = f.billing.owner_asks("anna", SetAddress{address()});
    CHECK(answer.body.at("missing") == wire::Json{"means"});
    const auto incomplete = f.billing.emitted<PayerIncomplete>();
    REQUIRE(incomplete.size() == 1);
    CHECK(incomplete[0].missing == std::vector{Particular::means});
    answer = f.billing.owner_asks("anna", SetMeans{means()});
    CHECK(answer.body.at("missing").empty());
    CHECK(answer.body.at("means").at("last4") == "4242");
    CHECK_FALSE(answer.body.at("means").contains("token"));
    const auto ready = f.billing.emitted<PayerReady>();
    REQUIRE(ready.size() == 1);
    CHECK(ready[0].country.text() == "FR");
}

TEST_CASE("S3: others are told again when the country changes, and of nothing else") {
    Fixture f;
    f.gives_particulars();
    f.billing.emitted<PayerReady>();
    auto moved = address();
    moved.street = "1 quai de la Loire";
    f.billing.owner_asks("anna", SetAddress{moved});
    f.billing.owner_asks("anna", SetMeans{means("tok_ok-2")});
    CHECK(f.billing.emitted<PayerReady>().empty());
    f.billing.owner_asks("anna", SetAddress{address("DE")});
    const auto ready = f.billing.emitted<PayerReady>();
    REQUIRE(ready.size() == 1);
    CHECK(ready[0].country.text() == "DE");
}

TEST_CASE("S3: bad particulars are refused, and change nothing") {
    Fixture f;
    f.gives_particulars();
    const auto before = f.billing.owner_asks("anna", ShowPayer{}).body;
    auto expired = means();
    expired.expires = std::chrono::year{2027} / std::chrono::February;
    CHECK(f.billing.owner_asks("anna", SetMeans{expired}).refused == "means_expired");
    auto odd = address();
    odd.name = "Anna\r\nBcc: all";
    CHECK(f.billing.owner_asks("anna", SetAddress{odd}).refused == "text_not_valid");
    CHECK(f.billing.owner_asks("anna", ShowPayer{}).body == before);
}

TEST_CASE("B1, B4: a due charge is asked for once, and paid makes an invoice") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    f.is_due();
    const auto wanted = f.only_wanted();
    CHECK(wanted.amount == Money{7900, Currency::euro()});
    CHECK(wanted.means.text() == "tok_ok");
    CHECK(wanted.attempt == 1);
    CHECK(f.phase() == "asked");
    f.settles(wanted, Outcome::paid);
    f.settles(wanted, Outcome::paid);
    const auto paid = f.billing.emitted<ChargePaid>();
    REQUIRE(paid.size() == 1);
    CHECK(paid[0].invoice == "2027-000001");
    CHECK(paid[0].of.contract.text() == "c-1");
    CHECK(f.phase() == "paid");
    f.is_due();
    CHECK(f.wanted().empty());
}

TEST_CASE("B1: what costs nothing is not charged") {
    Fixture f;
    f.gives_particulars();
    f.is_due(due_charge("c-1-1", "anna", 0));
    CHECK(f.wanted().empty());
    CHECK(f.charges().empty());
}

TEST_CASE("B2: a refused charge is tried after 1, 3 and 5 days, then it has failed") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    f.refuses();
    auto refused = f.billing.emitted<ChargeRefused>();
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].next_try_at == kDue + 24h);
    CHECK(f.charges().at(0).at("next_try_at") == to_text(kDue + 24h));
    for (const auto day : {1, 3, 5}) {
        CAPTURE(day);
        f.billing.advance_to(kDue + day * 24h - 1ms);
        CHECK(f.wanted().empty());
        CHECK(f.billing.emitted<ChargeFailed>().empty());
        f.billing.advance_to(kDue + day * 24h);
        f.refuses();
    }
    refused = f.billing.emitted<ChargeRefused>();
    REQUIRE(refused.size() == 3);
    CHECK(refused[2].attempt == 4);
    CHECK_FALSE(refused[2].next_try_at.has_value());
    CHECK(f.billing.emitted<ChargeFailed>().size() == 1);
    CHECK(f.phase() == "failed");
    f.billing.advance(400 * 24h);
    CHECK(f.wanted().empty());
}

TEST_CASE("B2: tries that are overdue, because the worker was away, happen as one") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    f.refuses();
    f.billing.advance(30 * 24h);
    CHECK(f.wanted().size() == 1);
}

TEST_CASE("B2: new means are tried at once, while it waits and when it has failed") {
    Fixture f;
    f.gives_particulars("anna", "tok_refuse");
    f.is_due();
    f.refuses();
    f.billing.owner_asks("anna", SetMeans{means("tok_refuse-2")});
    const auto second = f.only_wanted();
    CHECK(second.means.text() == "tok_refuse-2");
    CHECK(second.attempt == 2);
    f.settles(second, Outcome::refused);
    CHECK(f.charges().at(0).at("next_try_at") == to_text(kDue + 24h));
    for (const auto day : {1, 3, 5}) {
        f.billing.advance_to(kDue + day * 24h);
        f.refuses();
    }
    CHECK(f.phase() == "failed");
    f.billing.advance(24h);
    f.billing.owner_asks("anna", SetMeans{means("tok_ok")});
    f.pays();
    CHECK(f.billing.emitted<ChargePaid>().size() == 1);
    CHECK(f.billing.emitted<ChargeFailed>().size() == 1);
    CHECK(f.phase() == "paid");
}

TEST_CASE(
    "B2, B3: means that come while the old ones are asked wait for the answer, then are tried at once") {
    Fixture f;
    f.gives_particulars("anna", "tok_refuse");
    f.is_due();
    const auto first = f.only_wanted();
    f.billing.owner_asks("anna", SetMeans{means("tok_ok")});
    CHECK(f.wanted().empty());
    f.settles(first, Outcome::refused);
    CHECK(f.only_wanted().means.text() == "tok_ok");
}

TEST_CASE("B2: who has given nothing is dunned, and is charged when he has") {
    Fixture f;
    f.is_due();
    CHECK(f.wanted().empty());
    CHECK(f.billing.emitted<ChargeRefused>().size() == 1);
    f.gives_particulars();
    f.pays();
    CHECK(f.phase() == "paid");
}

TEST_CASE("B3: a late or strange word of payments changes nothing") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    const auto first = f.only_wanted();
    auto strange = first;
    strange.key = *PaymentKey::parse("c-9-9");
    f.settles(strange, Outcome::paid);
    CHECK(f.phase() == "asked");
    f.settles(first, Outcome::refused);
    f.settles(first, Outcome::paid);
    CHECK(f.phase() == "waiting");
    CHECK(f.billing.emitted<ChargePaid>().empty());
}

TEST_CASE("B3: the database itself takes no second open attempt and no second payment") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    auto& database = f.billing.database();
    CHECK_THROWS_AS(database.execute("INSERT INTO attempt (key, charge, attempt, asked_at, means, bill_to) "
                                     "VALUES ('x', 1, 2, 0, 'tok_ok', '{}')"),
                    Fault);
    f.pays();
    CHECK_THROWS_AS(
        database.execute("INSERT INTO attempt (key, charge, attempt, asked_at, outcome, settled_at) "
                         "VALUES ('x', 1, 2, 0, 'paid', 0)"),
        Fault);
}

TEST_CASE("C7: a contract that ends while its charge waits or has failed is never charged") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    f.refuses();
    f.billing.hears("contracts", ended());
    CHECK(f.phase() == "cancelled");
    f.billing.advance(30 * 24h);
    f.billing.owner_asks("anna", SetMeans{means("tok_ok-2")});
    CHECK(f.wanted().empty());
}

TEST_CASE("C7: what is under way when the contract ends is waited for, and refused it is never tried again") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    const auto wanted = f.only_wanted();
    f.billing.hears("contracts", ended());
    CHECK(f.phase() == "ending");
    f.settles(wanted, Outcome::refused);
    CHECK(f.phase() == "cancelled");
    CHECK(f.billing.emitted<ChargeRefused>().empty());
    f.billing.advance(30 * 24h);
    CHECK(f.wanted().empty());
}

TEST_CASE("C7: a worker that was away for a day and hears of charge and end at once charges nothing") {
    Fixture f;
    f.gives_particulars();
    const auto due = test::numbered_event("contracts", due_charge(), 1, kDue);
    const auto end = test::numbered_event("contracts", ended(), 2, kDue + 12h);
    runtime::Arrivals arrivals;
    for (const auto& payload : {due, end})
        arrivals.messages.push_back({.topic = "event/contracts", .payload = payload});
    f.billing.life().step(kDue + 24h, std::move(arrivals));
    f.billing.advance(48h);
    CHECK(f.wanted().empty());
    CHECK(f.phase() == "cancelled");
}

TEST_CASE("G8: what was bought stays its buyer's debt, and takes the means of nobody else") {
    Fixture f;
    f.gives_particulars("anna", "tok_ok-anna");
    f.gives_particulars("ben", "tok_ok-ben");
    f.is_due(due_charge("c-1-1", "anna"));
    f.is_due(due_charge("c-1-2", "ben"));
    const auto wanted = f.wanted();
    REQUIRE(wanted.size() == 2);
    CHECK(wanted[0].means.text() == "tok_ok-anna");
    CHECK(wanted[1].means.text() == "tok_ok-ben");
    CHECK(wanted[1].account.text() == "ben");
}

TEST_CASE("H1: the help desk sees charges and invoices, and neither address nor card") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    f.pays();
    const auto answer = f.billing.desk_asks("dora", ShowAccount{*AccountId::parse("anna")});
    REQUIRE(answer.done);
    CHECK(answer.body.at("charges").at(0).at("invoice") == "2027-000001");
    CHECK(answer.body.at("invoices").size() == 1);
    const auto text = answer.body.dump();
    for (const auto* word : {"Rivoli", "Müller", "4242", "tok_"}) CHECK(text.find(word) == std::string::npos);
}

TEST_CASE("A10: the account is erased, and nothing personal is left but on its invoices") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    f.pays();
    f.is_due(due_charge("c-2-1"));
    const auto under_way = f.only_wanted();
    f.billing.hears("accounts", AccountErased{*AccountId::parse("anna")});
    CHECK(f.billing.owner_asks("anna", ShowPayer{}).body.at("missing").size() == 2);
    // What is under way keeps its copy for the invoice, and means until the provider has answered.
    f.settles(under_way, Outcome::paid);
    CHECK(f.invoices().size() == 2);
    const auto count = [&](const char* sql) {
        const auto statement = f.billing.database().prepare(sql);
        return ports::first_row(*statement, [](const auto& row) { return row.integer(0); }).value();
    };
    CHECK(count("SELECT count(*) FROM payer") == 0);
    CHECK(count("SELECT count(*) FROM attempt WHERE means IS NOT NULL OR bill_to IS NOT NULL") == 0);
    CHECK(count("SELECT count(*) FROM invoice WHERE bill_to IS NOT NULL") == 2);
}

TEST_CASE("A10: ten years after the end of its year an invoice forgets the name, and stays") {
    Fixture f;
    f.gives_particulars();
    f.is_due();
    f.pays();
    const auto until = *parse_timestamp("2037-12-31T23:00:00Z");
    const auto shown = [&] {
        return f.billing.owner_asks("anna", GetInvoice{"2027-000001"}).body.at("document").get<std::string>();
    };
    f.billing.advance_to(until - 1ms);
    CHECK(shown().find("Müller") != std::string::npos);
    f.billing.advance_to(until);
    CHECK(shown().find("Müller") == std::string::npos);
    CHECK(f.invoices().size() == 1);
}

}  // namespace traction::billing
