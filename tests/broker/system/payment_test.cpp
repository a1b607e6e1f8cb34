#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/wire/messages/billing_asks.hpp"
#include "shared/wire/messages/operators.hpp"
#include "tests/broker/system/sandbox.hpp"
#include "tests/broker/system/shopping.hpp"

using namespace traction;
using namespace traction::test;
namespace billing = wire::billing;

namespace {

constexpr std::int64_t kPriceMinor = 4890;  ///< of the Monitoring Pack for a year in France

/// The payment provider of a sandbox, a process of its own.
class Provider {
   public:
    explicit Provider(System& system) : data_(system.folder() / "provider") {
        auto words = system.command(TRACTION_PAYMENT_SANDBOX, system.broker().workers(), data_);
        words.insert(words.end(), {"--secrets", system.keys().path().string()});
        process_ = std::make_unique<Process>(words, system.folder() / "provider.log");
        const auto presence = wire::topic(wire::TopicKind::presence, {"payment_sandbox"});
        if (!wait_until([&] { return system.says_online(presence, true); }, kPatience))
            throw std::runtime_error("the provider does not connect: " + process_->output());
    }

    /// What it has taken; its books are read when it has gone.
    std::int64_t charged() {
        process_->terminate();
        process_->wait();
        adapters::SqliteDatabase books((data_ / "payment_sandbox.sqlite").string());
        const auto sum = books.prepare("SELECT sum(amount_minor) FROM payment WHERE outcome = 'paid'");
        return ports::first_row(*sum, [](const auto& row) { return row.integer(0); }).value();
    }

   private:
    std::filesystem::path data_;
    std::unique_ptr<Process> process_;
};

wire::Json invoices(ctl::Session& owner) {
    return done(owner, "billing", billing::ListInvoices{}).at("invoices");
}

/// How many an operator sees that are due in so many days.
std::int64_t charges_due(ctl::Session& operators, int days) {
    const auto answer = done(operators, "contracts", wire::operators::Due{days});
    for (const auto& act : answer.at("acts")) {
        if (act.at("act") == "tell_charge_due") return act.at("count");
    }
    return 0;
}

}  // namespace

TEST_CASE(
    "B1, B3, B4: what was bought is charged once on day 14, though the provider crashes, and invoiced") {
    Sandbox sandbox;  // its owner has bought something for a month
    auto& owner = sandbox.owner();
    Provider provider(sandbox.system());
    buys(owner, {.vin = sandbox.car().vin(),
                 .product = wire::contracts::Product::monitoring_pack,
                 .card = "tok_crash"});
    const auto bought_at = sandbox.now();
    REQUIRE(sandbox.advance_to(bought_at + std::chrono::days{13}));
    CHECK(invoices(owner).empty());
    CHECK(charges_due(sandbox.operators(), 0) == 0);
    CHECK(charges_due(sandbox.operators(), 2) == 2);
    REQUIRE(sandbox.advance_to(bought_at + std::chrono::days{15}));
    CHECK(charges_due(sandbox.operators(), 2) == 0);
    REQUIRE(wait_until([&] { return invoices(owner).size() == 2; }, kPatience));
    REQUIRE(sandbox.advance_to(bought_at + std::chrono::days{28}));
    const auto all = invoices(owner);
    REQUIRE(all.size() == 2);
    std::int64_t invoiced = 0;
    for (const auto& each : all) invoiced += each.at("amount_minor").get<std::int64_t>();
    CHECK(std::count_if(all.begin(), all.end(),
                        [](const auto& each) { return each.at("amount_minor") == kPriceMinor; }) == 1);
    CHECK(std::set<std::string>{all.at(0).at("invoice"), all.at(1).at("invoice")} ==
          std::set<std::string>{"2027-000001", "2027-000002"});
    const auto invoice = done(owner, "billing", billing::GetInvoice{"2027-000001"});
    CHECK(invoice.at("document").get<std::string>().find(kBuyersName) != std::string::npos);
    CHECK(sandbox.system().tap().undocumented() == std::vector<std::string>{});
    CHECK(provider.charged() == invoiced);
}
