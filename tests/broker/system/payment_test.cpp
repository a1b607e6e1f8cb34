#include <doctest/doctest.h>

#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/wire/messages/billing_asks.hpp"
#include "shared/wire/messages/store.hpp"
#include "tests/broker/system/sandbox.hpp"

using namespace traction;
using namespace traction::test;
namespace billing = wire::billing;
namespace store = wire::store;

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

void give_particulars(ctl::Session& owner, const char* token) {
    done(owner, "billing",
         billing::SetAddress{{.name = "Ada Lovelace",
                              .street = "12 rue de Rivoli",
                              .postal_code = "75004",
                              .city = "Paris",
                              .country = *Country::parse("FR")}});
    done(owner, "billing",
         billing::SetMeans{{.token = *MeansToken::parse(token),
                            .brand = billing::Brand::visa,
                            .last4 = "4242",
                            .expires = std::chrono::year{2030} / std::chrono::May}});
}

/// Until the store has heard of the particulars, the order is refused.
void order(ctl::Session& owner, const Vin& vin) {
    done(owner, "store",
         store::AddToCart{
             .vin = vin, .product = wire::contracts::Product::monitoring_pack, .term_months = 12});
    done(owner, "store", store::AcceptConditions{*ConditionsVersion::parse("2026-01")});
    const store::Checkout wish{
        .order = *OrderId::parse("o-1"), .vin = vin, .total = {kPriceMinor, Currency::euro()}};
    const auto ordered = [&] {
        const auto answer = owner.ask("store", wish, kPatience);
        return answer && answer->done;
    };
    REQUIRE(wait_until(ordered, kPatience));
}

wire::Json invoices(ctl::Session& owner) {
    return done(owner, "billing", billing::ListInvoices{}).at("invoices");
}

}  // namespace

TEST_CASE(
    "B1, B3, B4: what was bought is charged once on day 14, though the provider crashes, and invoiced") {
    Sandbox sandbox;
    auto& owner = sandbox.owner();
    Provider provider(sandbox.system());
    give_particulars(owner, "tok_crash");
    order(owner, sandbox.car().vin());
    const auto bought_at = sandbox.now();
    REQUIRE(sandbox.advance_to(bought_at + std::chrono::days{13}));
    CHECK(invoices(owner).empty());
    REQUIRE(sandbox.advance_to(bought_at + std::chrono::days{15}));
    REQUIRE(wait_until([&] { return !invoices(owner).empty(); }, kPatience));
    REQUIRE(sandbox.advance_to(bought_at + std::chrono::days{30}));
    const auto all = invoices(owner);
    REQUIRE(all.size() == 1);
    CHECK(all.at(0).at("invoice") == "2027-000001");
    CHECK(all.at(0).at("amount_minor") == kPriceMinor);
    const auto invoice = done(owner, "billing", billing::GetInvoice{"2027-000001"});
    CHECK(invoice.at("document").get<std::string>().find("Ada Lovelace") != std::string::npos);
    CHECK(sandbox.system().tap().undocumented() == std::vector<std::string>{});
    CHECK(provider.charged() == kPriceMinor);
}
