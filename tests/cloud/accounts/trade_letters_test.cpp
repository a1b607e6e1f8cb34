/// Letters about what others sell, renew, end and charge.
#include "shared/wire/messages/billing.hpp"
#include "shared/wire/messages/store.hpp"
#include "tests/cloud/accounts/accounts_fixture.hpp"

namespace traction::accounts {
namespace {

namespace billing = wire::billing;
namespace contracts = wire::contracts;
namespace store = wire::store;
using contracts::Product;

store::OrderItem item_of(const char* contract, Product product, std::int64_t price) {
    return {.contract = *ContractId::parse(contract),
            .product = product,
            .price = {price, Currency::euro()},
            .tax_permille = 200};
}

/// Ada has an account, and bought two things with one order.
struct Trade : Fixture {
    Trade() {
        ada_has_account();
        orders();
        letters();
    }
    void orders() {
        worker.hears("store", store::OrderPlaced{.order = *OrderId::parse("o-1"),
                                                 .account = *AccountId::parse(account),
                                                 .vin = kCar,
                                                 .conditions_version = *ConditionsVersion::parse("2026-01"),
                                                 .items = {item_of("c1", Product::mapping_pack, 7890),
                                                           item_of("c2", Product::speedcam, 3890)}});
    }
    template <class Event>
    void happens() {
        worker.hears("contracts", Event{contract_of(account)});
    }
    billing::OfCharge charge() const {
        return {.charge = *ChargeId::parse("c1-1"),
                .contract = *ContractId::parse("c1"),
                .account = *AccountId::parse(account)};
    }
    std::vector<std::string> subjects() {
        std::vector<std::string> found;
        for (const auto& letter : letters()) found.push_back(letter.at("subject"));
        return found;
    }
    void everything_happens() {
        happens<contracts::EntitlementPending>();
        worker.hears("contracts", contracts::RenewalReminder{.of = contract_of(account), .days_left = 30});
        happens<contracts::AnniversaryReached>();
        happens<contracts::ContractRenewed>();
        happens<contracts::ContractExpired>();
        happens<contracts::ContractEnded>();
        happens<contracts::ContractExtended>();
        happens<contracts::ContractSuspended>();
        happens<contracts::ContractResumed>();
        worker.hears("billing", billing::ChargePaid{.of = charge(), .invoice = "2027-000123"});
        worker.hears("billing", billing::ChargeRefused{.of = charge(), .attempt = 1});
    }
};

}  // namespace

TEST_CASE("N1: a notification that is wished by mail is one letter, also to who has left the store") {
    Trade f;
    const auto wish = [&](const char* id) {
        f.worker.hears("notifications",
                       wire::notifications::MailWished{.account = *AccountId::parse(f.account),
                                                       .notification = *NotificationId::parse(id),
                                                       .kind = wire::notifications::Kind::charging_fault,
                                                       .vin = kCar,
                                                       .at = f.worker.now()});
    };
    f.ada(LeaveStore{});
    wish("n1");
    wish("n2");
    auto letters = f.letters();
    REQUIRE(letters.size() == 2);
    CHECK(letters[0].at("subject") == "notice");
    CHECK(letters[0].at("letter") == "notice-n1");
    CHECK(letters[0].at("facts").at("kind") == "charging_fault");
    CHECK(letters[0].at("facts").at("at") == to_text(f.worker.now()));
    wish("n1");
    for (const auto& again : f.letters()) CHECK(again == letters[0]);
}

TEST_CASE(
    "S3: an order is confirmed by mail, with what was bought, for how much, and under which conditions") {
    Trade f;
    f.orders();
    const auto letter = f.only_letter("order_confirmed");
    CHECK(letter.at("to") == kAda);
    CHECK(letter.at("facts") == Json{{"vin", kCar.text()},
                                     {"at", to_text(kStart)},
                                     {"products", "mapping_pack,speedcam"},
                                     {"total", "117.80 EUR"},
                                     {"conditions", "2026-01"},
                                     {"order", "o-1"},
                                     {"zone", "Europe/Paris"}});
}

TEST_CASE("B1, B2, C2, C3, C5, C6: what happens to a contract and its charges is written, once each") {
    Trade f;
    const std::vector<std::string> all{"entitlement_pending", "renewal_reminder",   "renewal_open",
                                       "contract_renewed",    "contract_expired",   "contract_ended",
                                       "contract_extended",   "contract_suspended", "contract_resumed",
                                       "charge_paid",         "charge_refused"};
    f.everything_happens();
    const auto first = f.letters();
    f.everything_happens();
    const auto again = f.letters();
    REQUIRE(first.size() == all.size());
    REQUIRE(again.size() == all.size());
    for (std::size_t at = 0; at < all.size(); ++at) {
        CAPTURE(all[at]);
        CHECK(first[at].at("subject") == all[at]);
        CHECK(first[at].at("facts").at("product") == "mapping_pack");
        // The same id: `mail` sends it once.
        CHECK(again[at].at("letter") == first[at].at("letter"));
    }
}

TEST_CASE("C3: reminders of different terms and days are letters of their own") {
    Trade f;
    std::set<std::string> ids;
    for (const int days_left : {30, 7, 1, 30}) {
        f.worker.hears("contracts",
                       contracts::RenewalReminder{.of = contract_of(f.account), .days_left = days_left});
        const auto letter = f.only_letter("renewal_reminder");
        CHECK(letter.at("facts").at("days_left") == std::to_string(days_left));
        ids.insert(letter.at("letter").get<std::string>());
        f.worker.advance(days{20});
    }
    CHECK(ids.size() == 4);
}

TEST_CASE("B2: a refused charge says when it is tried again, where it is") {
    Trade f;
    f.worker.hears("billing",
                   billing::ChargeRefused{.of = f.charge(), .attempt = 1, .next_try_at = kStart + days{1}});
    CHECK(f.only_letter("charge_refused").at("facts").at("next_try_at") == to_text(kStart + days{1}));
    f.worker.hears("billing", billing::ChargeRefused{.of = f.charge(), .attempt = 4});
    CHECK_FALSE(f.only_letter("charge_refused").at("facts").contains("next_try_at"));
}

TEST_CASE(
    "A9: who has left the store gets no news of contracts and offers, but of charges and of what they end") {
    Trade f;
    f.ada(Update{.offers = true});
    f.ada(LeaveStore{});
    f.everything_happens();
    f.worker.hears("store", store::OfferMade{.account = *AccountId::parse(f.account),
                                             .vin = kCar,
                                             .catalogue_version = 2,
                                             .products = {Product::connect_nav}});
    CHECK(f.subjects() == std::vector<std::string>{"contract_ended", "contract_suspended", "contract_resumed",
                                                   "charge_paid", "charge_refused"});
}

TEST_CASE("S6: an offer is written to a member who agreed, and to nobody else") {
    Trade f;
    const store::OfferMade offer{.account = *AccountId::parse(f.account),
                                 .vin = kCar,
                                 .catalogue_version = 2,
                                 .products = {Product::connect_nav}};
    f.worker.hears("store", offer);
    CHECK(f.letters().empty());
    f.ada(Update{.offers = true});
    f.worker.hears("store", offer);
    CHECK(f.only_letter("offer").at("facts").at("products") == "connect_nav");
}

TEST_CASE("A10: of what was bought nothing stays with an erased account, and nobody is written to") {
    Trade f;
    f.ada(LeaveStore{});
    f.ada(UninstallApp{});
    CHECK(f.rows("bought") == 2);
    f.worker.advance(days{70});
    CHECK(f.rows("account") == 0);
    CHECK(f.rows("bought") == 0);
    f.letters();
    f.everything_happens();
    f.orders();
    CHECK(f.letters().empty());
    CHECK(f.rows("bought") == 0);
}

}  // namespace traction::accounts
